import { describe, expect, it } from "vitest";
import { meanInterval, standardErrorsEachWay } from "../../src/analysis/statistics/confidence.js";
import { mean } from "../../src/analysis/statistics/moments.js";
import { skewAdjusted, skewnessOfMean, unskewed } from "../../src/analysis/statistics/skew-adjusted.js";
import { exponentials, uniforms } from "./generator.js";

const level = 0.95;

describe("unskewed", () => {
  it("is the inverse of Johnson's expansion: by hand at β = 0.04", () => {
    expect(unskewed(2, 0.24)).toBeCloseTo((Math.cbrt(1 + 0.24 * 1.96) - 1) / 0.08, 12);
    expect(unskewed(-2, 0.24)).toBeCloseTo((Math.cbrt(1 - 0.24 * 2.04) - 1) / 0.08, 12);
  });
  it("where the skewness is large, neither end runs away: no further than twice Student's, no nearer than at 0.3", () => {
    expect(unskewed(-2.4, 1.2)).toBeCloseTo(-4.8, 12);
    expect(unskewed(2.4, 1.2)).toBeCloseTo(unskewed(2.4, 0.3), 12);
    for (const skewness of [0.1, 0.3, 0.5, 1, 3]) expect(unskewed(-2.4, skewness)).toBeLessThan(-2.4);
  });
  it("changes nothing without skewness, and mirrors with its sign", () => {
    for (const z of [-2.5, -1, 0, 1, 2.5]) {
      expect(unskewed(z, 0)).toBe(z);
      expect(unskewed(z, 1e-7)).toBeCloseTo(z, 5);
      expect(unskewed(z, 0.5)).toBeCloseTo(-unskewed(-z, -0.5), 12);
    }
  });
});

describe("skewnessOfMean", () => {
  it("is the sample's skewness over √n", () => {
    // Two thirds −1 and a third 2: skewness 2 ÷ 2^1.5 = 0.7071, times √(59 × 60) ÷ 58.
    const values = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 2 : -1));
    expect(skewnessOfMean(values)).toBeCloseTo((Math.SQRT1_2 * Math.sqrt(60 * 59)) / 58 / Math.sqrt(60), 12);
  });
  it("is nothing where it would be noise, or nothing varies", () => {
    expect(skewnessOfMean(Array.from({ length: 39 }, (_, i) => i ** 3))).toBe(0);
    expect(skewnessOfMean(new Array<number>(60).fill(3))).toBe(0);
    expect(skewnessOfMean([])).toBe(0);
  });
});

describe("an interval of exponential values, 8 replications of 10 sections, 6,000 times", () => {
  const draw = exponentials(uniforms(5));
  const missed = { student: { low: 0, high: 0 }, adjusted: { low: 0, high: 0 } };
  const eachWay = standardErrorsEachWay(level, 7);
  for (let study = 0; study < 6000; study++) {
    const sections = Array.from({ length: 80 }, draw);
    const replications = Array.from({ length: 8 }, (_, r) => mean(sections.slice(10 * r, 10 * r + 10)));
    const student = meanInterval(replications, level);
    const adjusted = skewAdjusted(student, skewnessOfMean(sections.map((x) => x - student.value!)), eachWay);
    for (const [name, { low, high }] of Object.entries({ student, adjusted })) {
      if (high! < 1) missed[name as keyof typeof missed].low++;
      if (low! > 1) missed[name as keyof typeof missed].high++;
    }
  }
  it("lies too low with Student's far more often than too high", () => {
    expect(missed.student.low / missed.student.high).toBeGreaterThan(2);
  });
  it("lies too low and too high about as often when adjusted, and no more than 3 % of the time each", () => {
    const { low, high } = missed.adjusted;
    expect(low / high).toBeLessThan(1.35);
    expect(high / low).toBeLessThan(1.35);
    expect(Math.max(low, high) / 6000).toBeLessThan(0.03);
    expect(low + high).toBeLessThanOrEqual(missed.student.low + missed.student.high);
  });
});
