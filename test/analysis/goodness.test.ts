import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../src/mathematics/normal.js";
import { chiSquareTest, kolmogorovSmirnovTest } from "../theory/goodness.js";
import { uniforms } from "./generator.js";

const draws = (n: number, seed: number, scale = 1, shift = 0): number[] => {
  const uniform = uniforms(seed);
  return Array.from({ length: n }, () => shift + scale * normalQuantile(uniform()));
};

describe.each([
  ["χ²", chiSquareTest],
  ["Kolmogorov–Smirnov", kolmogorovSmirnovTest],
] as const)("%s", (_, test) => {
  it("rejects 5 % of true N(0, 1) samples at 5 %", () => {
    let rejected = 0;
    for (let seed = 0; seed < 2000; seed++) if (test(draws(200, seed)).pValue < 0.05) rejected++;
    expect(rejected / 2000).toBeGreaterThan(0.035);
    expect(rejected / 2000).toBeLessThan(0.065);
  });

  it("sees intervals too narrow, too wide and off centre", () => {
    expect(test(draws(400, 1, 1.4)).pValue).toBeLessThan(0.01);
    expect(test(draws(400, 2, 0.7)).pValue).toBeLessThan(0.01);
    expect(test(draws(400, 3, 1, 0.3)).pValue).toBeLessThan(0.01);
  });
});

it("Kolmogorov–Smirnov distance by hand", () => {
  // Φ(0) = ½ and Φ(1) = 0.8413: just before 0 the empirical distribution is 0, which is ½ away.
  expect(kolmogorovSmirnovTest([0, 1]).statistic).toBeCloseTo(0.5, 12);
});

it("χ² by hand", () => {
  expect(chiSquareTest([-2, -1, -0.5, 0.1, 0.2, 3, 4, 5], 2).statistic).toBeCloseTo(0.5, 12);
});
