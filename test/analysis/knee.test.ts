import fc from "fast-check";
import { expect, it } from "vitest";
import { knee } from "../../src/analysis/knee.js";

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
