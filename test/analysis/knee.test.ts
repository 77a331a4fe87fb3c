import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knee, kneeInterval } from "../../src/analysis/figures/knee.js";
import { meanDeviations } from "../../src/analysis/statistics/deviations.js";
import { uniforms } from "./generator.js";

const grid = (a: number, b: number, n: number) => Array.from({ length: n }, (_, i) => a + ((b - a) * i) / (n - 1));

it("of 1 ÷ (1 − ρ) is where 1 − ρ is the geometric mean of its ends, whatever the units", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 0.4, noNaN: true }),
      fc.double({ min: 0.8, max: 0.97, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (a, b, unit) => {
        const xs = grid(a, b, 200);
        const found = knee(
          xs,
          xs.map((rho) => unit / (1 - rho)),
        )!;
        expect(Math.abs(xs[found]! - (1 - Math.sqrt((1 - a) * (1 - b))))).toBeLessThan((b - a) / 199);
      },
    ),
  );
});

it("falling curves have one too; straight, concave and short ones have none", () => {
  const xs = grid(1, 10, 10);
  expect(
    knee(
      xs,
      xs.map((x) => 1 / x),
    ),
  ).toBe(2); // x = √(1 · 10) = 3.2
  expect(
    knee(
      xs,
      xs.map((x) => 3 * x + 1),
    ),
  ).toBeNull();
  expect(
    knee(
      xs,
      xs.map((x) => Math.sqrt(x)),
    ),
  ).toBeNull();
  expect(
    knee(
      xs,
      xs.map(() => 2),
    ),
  ).toBeNull();
  expect(knee([1, 2, 3], [1, 1, 9])).toBeNull();
});

describe("its interval", () => {
  const options = { level: 0.95, relativeResolution: 0 };
  const xs = grid(1, 10, 10);
  const exact = xs.map((x) => meanDeviations([1 / x, 1 / x, 1 / x])!);

  it("reaches to both neighbours, even of a curve that is known exactly", () =>
    expect(kneeInterval(xs, exact, options)).toEqual({ value: 3, low: 2, high: 4 })); // x = √(1 · 10) = 3.2

  it("and farther where rounding to a histogram's steps hides the farthest: 4 is by 0.02 nearer than 3, and 2 by 0.07", () =>
    expect(kneeInterval(xs, exact, { ...options, relativeResolution: 0.05 })).toEqual({ value: 3, low: 2, high: 5 }));

  it("is none of one replication, nor of replications that are not the same", () => {
    const one = xs.map((x) => meanDeviations([1 / x])!);
    expect(kneeInterval(xs, one, options)).toMatchObject({ value: 3, low: null, high: null });
    expect(kneeInterval(xs, [...one.slice(1), exact[0]!], options)).toBeNull();
  });

  it.each([
    [8, 0.2, 0.9, 0.03],
    [15, 0.5, 0.85, 0.03],
    [30, 0.5, 0.85, 0.01],
  ])("of %d points of 1 ÷ (1 − ρ) from %d to %d contains the knee of the curve", (points, a, b, error) => {
    const uniform = uniforms(17);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const rhos = grid(a, b, points);
    const truth = 1 - Math.sqrt((1 - a) * (1 - b));
    let [covered, width] = [0, 0];
    for (let study = 0; study < 200; study++) {
      const ys = rhos.map((rho) => {
        const spread = (error * Math.sqrt(5) * rho) / 4 / (1 - rho);
        return meanDeviations(Array.from({ length: 5 }, () => (1 + spread * normal()) / (1 - rho)))!;
      });
      const { low, high } = kneeInterval(rhos, ys, options)!;
      if (low! <= truth && truth <= high!) covered++;
      width += (high! - low!) / 200;
    }
    expect(covered).toBeGreaterThan(190);
    expect(width).toBeLessThan((b - a) / 2);
  });
});
