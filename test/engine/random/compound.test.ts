import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DistributionSpec } from "../../../src/engine/distribution-spec.js";
import { atLeast } from "../../../src/engine/random/at-least.js";
import { meanOf, squaredCvOf } from "../../../src/engine/random/moments.js";
import { makeSampler } from "../../../src/engine/random/sampler.js";
import { Streams } from "../../../src/engine/random/streams.js";
import { tailIndexOf } from "../../../src/engine/random/tail.js";
import { gammaQ } from "../../../src/mathematics/incomplete-gamma.js";
import { FAMILIES } from "./families.js";
import { centralMoment, correlationZ, mean } from "./statistics.js";

const streams = new Streams("compound.test", 0);
const exponential = (of: number): DistributionSpec => ({ kind: "exponential", mean: of });
const constant = (value: number): DistributionSpec => ({ kind: "constant", value });
const sum = (...terms: DistributionSpec[]): DistributionSpec => ({ kind: "sum", terms });
const min = (...terms: DistributionSpec[]): DistributionSpec => ({ kind: "min", terms });
const max = (...terms: DistributionSpec[]): DistributionSpec => ({ kind: "max", terms });
const ceil = (term: DistributionSpec, step: number): DistributionSpec => ({ kind: "ceil", term, step });
const uniform: DistributionSpec = { kind: "uniform", min: 5, max: 15 };
const measured: DistributionSpec = { kind: "empirical", values: [0, 1, 2, 2, 5] };
const pareto = (shape: number): DistributionSpec => ({ kind: "pareto", shape, min: 1, max: null });

function draws(spec: DistributionSpec, n: number, visit = 0): Float64Array {
  const sampler = makeSampler(spec, streams.named("draws"));
  return Float64Array.from({ length: n }, (_, request) => sampler.next(request, visit));
}

/** Mean and variance of a sum, of the least and largest of exponentials and of a bounded one, from the textbook. */
describe("closed forms", () => {
  const q = Math.exp(-1 / 20); // Steps of 1 in an exponential of mean 20: geometric.
  const cut = Math.exp(-3); // P(X > 60) of mean 20.
  const cases: [DistributionSpec, mean: number, variance: number][] = [
    [sum(exponential(20), constant(0.85)), 20.85, 400],
    [sum(exponential(20), uniform, exponential(3)), 33, 400 + 100 / 12 + 9],
    [ceil(exponential(20), 1), 1 / (1 - q), q / (1 - q) ** 2],
    [ceil(exponential(20), 1e-4), 20 + 0.5e-4, 400], // So many steps that they are an integral.
    [ceil(exponential(20), 1e-6), 20, 400],
    [min(exponential(20), exponential(30)), 12, 144],
    [max(exponential(20), exponential(30)), 38, 800 + 1800 - 288 - 38 ** 2],
    [min(exponential(20), constant(60)), 20 * (1 - cut), 800 * (1 - 4 * cut) - 400 * (1 - cut) ** 2],
    [max(exponential(20), constant(60)), 60 + 20 * cut, 800 * cut - 400 * cut ** 2],
    [min(uniform, constant(10)), 8.75, 875 / 30 + 50 - 8.75 ** 2],
    [
      min(sum(exponential(20), constant(1)), constant(61)),
      1 + 20 * (1 - cut),
      800 * (1 - 4 * cut) - 400 * (1 - cut) ** 2,
    ],
    [min(measured, constant(2)), 7 / 5, 13 / 5 - (7 / 5) ** 2],
    [ceil(sum(measured, constant(0.5)), 1), 3, 59 / 5 - 9],
    [min(pareto(1.5), pareto(2)), 3.5 / 2.5, 3.5 / 1.5 - (3.5 / 2.5) ** 2],
  ];
  it.each(cases)("%j", (spec, mean, variance) => {
    expect(meanOf(spec) / mean).toBeCloseTo(1, 6);
    expect((squaredCvOf(spec) * meanOf(spec) ** 2) / variance).toBeCloseTo(1, 6);
  });

  it("an Erlang is a sum of exponentials, nearly", () => {
    const erlang = sum(exponential(10), exponential(10), exponential(10));
    for (const x of [1, 5, 20, 40, 80, 160]) {
      expect(Math.abs(atLeast(sum(exponential(10), exponential(10)), x) - gammaQ(2, x / 10))).toBeLessThan(2e-4);
      expect(Math.abs(atLeast(erlang, x) - gammaQ(3, x / 10))).toBeLessThan(5e-4);
    }
    expect(meanOf(min(sum(exponential(10), exponential(10)), constant(1e4)))).toBeCloseTo(20, 3);
  });

  it("tails", () => {
    expect(tailIndexOf(sum(pareto(2.5), exponential(1)))).toBe(2.5);
    expect(tailIndexOf(max(pareto(2.5), pareto(1.5)))).toBe(1.5);
    expect(tailIndexOf(min(pareto(2.5), pareto(1.5)))).toBe(4);
    expect(tailIndexOf(ceil(min(pareto(2.5), constant(9)), 1))).toBe(Infinity);
    expect(squaredCvOf(ceil(pareto(1.5), 1))).toBe(Infinity);
    expect(meanOf(ceil(pareto(1.5), 1))).toBeCloseTo(1 + 2.612375348685488, 6); // 1 + ζ(3/2): P(N > k) = k^−1.5.
  });
});

const simple = fc.constantFrom(...FAMILIES.map(({ spec }) => spec), constant(3), constant(0));
const laws = (maxDepth: number) =>
  fc.letrec<{ any: DistributionSpec }>((tie) => ({
    any: fc.oneof(
      { maxDepth, withCrossShrink: true },
      simple,
      fc
        .tuple(
          fc.constantFrom("sum" as const, "min" as const, "max" as const),
          fc.array(tie("any"), { minLength: 2, maxLength: 3 }),
        )
        .map(([kind, terms]) => ({ kind, terms })),
      fc.tuple(tie("any"), fc.double({ min: 0.05, max: 20, noNaN: true })).map(([term, step]) => ceil(term, step)),
    ),
  })).any;

describe("any of them", () => {
  it("the mean of a sum is the sum of the means, the least is below every one, the largest above", () => {
    fc.assert(
      fc.property(laws(1), laws(1), (a, b) => {
        const [meanA, meanB] = [meanOf(a), meanOf(b)];
        expect(meanOf(sum(a, b))).toBeCloseTo(meanA + meanB, 9);
        const [least, most] = [meanOf(min(a, b)), meanOf(max(a, b))];
        expect(least).toBeLessThanOrEqual(Math.min(meanA, meanB) * (1 + 1e-3) + 1e-9);
        expect(most).toBeGreaterThanOrEqual(Math.max(meanA, meanB) * (1 - 1e-3) - 1e-9);
        expect((least + most) / Math.max(meanA + meanB, 1e-9)).toBeCloseTo(meanA + meanB === 0 ? 0 : 1, 2); // min + max = a + b.
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 60_000);

  it("what is drawn has the mean, the variance and the tail that are said", () => {
    fc.assert(
      fc.property(laws(2), (spec) => {
        const n = 10_000;
        const x = draws(spec, n);
        const expected = meanOf(spec);
        const variance = squaredCvOf(spec) * expected ** 2;
        if (tailIndexOf(spec) > 4 && variance > 0) {
          const slack = 1e-3 * expected; // Of what is integrated.
          expect(Math.abs(mean(x) - expected) - slack).toBeLessThan(6 * Math.sqrt(variance / n));
          const spread = Math.sqrt(Math.max(0, centralMoment(x, expected, 4) - variance ** 2) / n);
          const isLight = spread < 0.02 * variance; // Otherwise the error of the error is as large.
          if (isLight)
            expect(Math.abs(centralMoment(x, expected, 2) - variance)).toBeLessThan(8 * spread + 0.01 * variance);
        }
        for (const at of [0.3 * expected, expected, 3 * expected]) {
          const p = atLeast(spec, at * (1 + 1e-6));
          const share = x.filter((drawn) => drawn >= at * (1 + 1e-6)).length / n;
          expect(Math.abs(share - p)).toBeLessThan(6 * Math.sqrt((p * (1 - p)) / n) + 5e-3);
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 120_000);
});

describe("draws", () => {
  it("a constant changes no other draw, and what is bent is the same draw", () => {
    const x = draws(exponential(20), 1000);
    expect(draws(sum(exponential(20), constant(1)), 1000)).toEqual(x.map((drawn) => drawn + 1));
    expect(draws(min(exponential(20), constant(9)), 1000)).toEqual(x.map((drawn) => Math.min(drawn, 9)));
    expect(draws(ceil(exponential(20), 3), 1000)).toEqual(x.map((drawn) => Math.ceil(drawn / 3) * 3));
  });

  it("terms are independent of one another, of the next request and of the next visit", () => {
    const n = 200_000;
    const all = draws(sum(exponential(20), exponential(20)), n);
    const first = draws(exponential(20), n);
    const second = all.map((drawn, i) => drawn - first[i]!);
    expect(Math.abs(correlationZ(first, second))).toBeLessThan(4.5);
    expect(Math.abs(correlationZ(second.subarray(1), second.subarray(0, n - 1)))).toBeLessThan(4.5);
    expect(Math.abs(correlationZ(all, draws(sum(exponential(20), exponential(20)), n, 1)))).toBeLessThan(4.5);
  });

  it("depend on nothing that was drawn before", () => {
    const spec = max(sum(exponential(20), uniform), ceil({ kind: "gamma", shape: 0.5, mean: 10 }, 2));
    const sampler = makeSampler(spec, streams.named("draws"));
    const backwards = Array.from({ length: 500 }, (_, i) => sampler.next(499 - i, 0));
    expect(Float64Array.from(backwards.reverse())).toEqual(draws(spec, 500));
  });

  it("what lies on a step stays there", () => expect(draws(ceil(constant(0.7), 0.1), 1)[0]).toBeCloseTo(0.7, 12));

  it.each([sum(), ceil(exponential(1), 0), min(exponential(-1), constant(1))])("no sampler of %j", (spec) =>
    expect(() => makeSampler(spec, streams.named("wrong"))).toThrow(RangeError),
  );
});
