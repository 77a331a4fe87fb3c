import { describe, expect, it } from "vitest";
import type { DistributionSpec } from "../../../src/engine/distribution-spec.js";
import { meanOf, squaredCvOf } from "../../../src/engine/random/moments.js";

/** Worked out by hand. */
const cases: [DistributionSpec, mean: number, squaredCv: number][] = [
  [{ kind: "constant", value: 7 }, 7, 0],
  [{ kind: "constant", value: 0 }, 0, 0],
  [{ kind: "exponential", mean: 7 }, 7, 1],
  [{ kind: "exponential", mean: 0 }, 0, 0],
  [{ kind: "lognormal", mean: 10, sigma: Math.sqrt(Math.log(5)) }, 10, 4],
  [{ kind: "erlang", shape: 4, mean: 10 }, 10, 1 / 4],
  [{ kind: "gamma", shape: 0.5, mean: 10 }, 10, 2],
  [{ kind: "weibull", shape: 1, mean: 10 }, 10, 1],
  [{ kind: "weibull", shape: 0.5, mean: 10 }, 10, 5], // Γ(5) ÷ Γ(3)² − 1
  [{ kind: "weibull", shape: 2, mean: 10 }, 10, 4 / Math.PI - 1],
  [
    {
      kind: "hyperexponential",
      branches: [
        { probability: 0.5, mean: 1 },
        { probability: 0.5, mean: 3 },
      ],
    },
    2,
    1.5,
  ],
  [{ kind: "pareto", shape: 2.5, min: 1, max: null }, 5 / 3, 0.8],
  [{ kind: "pareto", shape: 2, min: 1, max: null }, 2, Infinity],
  [{ kind: "pareto", shape: 1, min: 1, max: null }, Infinity, Infinity],
  [{ kind: "pareto", shape: 1, min: 1, max: Math.E }, Math.E / (Math.E - 1), (Math.E - 1) ** 2 / Math.E - 1],
  [{ kind: "pareto", shape: 3, min: 2, max: 2 }, 2, 0],
  [{ kind: "uniform", min: 0, max: 2 }, 1, 1 / 3],
  [{ kind: "uniform", min: -1, max: 1 }, 0, Infinity],
  [{ kind: "geometric", mean: 4 }, 4, 1.25],
  [{ kind: "geometric", mean: 0 }, 0, 0],
  [{ kind: "empirical", values: [1, 3] }, 2, 1 / 4],
  [{ kind: "empirical", values: [0, 0] }, 0, 0],
];

describe.each(cases)("%j", (spec, mean, squaredCv) => {
  it("mean", () => expect(meanOf(spec)).toBeCloseTo(mean, 10));
  it("squared coefficient of variation", () =>
    Number.isFinite(squaredCv)
      ? expect(squaredCvOf(spec)).toBeCloseTo(squaredCv, 10)
      : expect(squaredCvOf(spec)).toBe(squaredCv));
});

it("a bounded Pareto's moments have no jump where the shape passes 1 and 2", () => {
  const at = (shape: number): DistributionSpec => ({ kind: "pareto", shape, min: 1, max: 1000 });
  for (const shape of [1, 2]) {
    expect(meanOf(at(shape + 1e-9)) / meanOf(at(shape))).toBeCloseTo(1, 7);
    expect(squaredCvOf(at(shape - 1e-9)) / squaredCvOf(at(shape))).toBeCloseTo(1, 6);
  }
});
