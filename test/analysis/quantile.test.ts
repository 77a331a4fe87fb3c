import { describe, expect, it } from "vitest";
import {
  exceedances,
  nearestRank,
  pool,
  quantile,
  sampleSize,
  type WeightedSample,
} from "../../src/analysis/statistics/quantile.js";
import { quantileInterval, sectioned } from "../../src/analysis/statistics/quantile-interval.js";
import { exponentials, uniforms } from "./generator.js";

const sampleOf = (raw: readonly number[]): WeightedSample => {
  const counts = new Map<number, number>();
  for (const value of raw.toSorted((a, b) => a - b)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { values: [...counts.keys()], counts: [...counts.values()] };
};
const oneTo = (n: number): WeightedSample => sampleOf(Array.from({ length: n }, (_, i) => i + 1));

describe("nearest rank", () => {
  it.each([
    [100, 0.99, 99],
    [100, 0.991, 100],
    [100, 0.07, 7],
    [1000, 0.999, 999],
    [1, 0.5, 1],
    [5, 0.5, 3],
    [4, 0.5, 2],
  ])("of %d at %d is %d", (n, p, rank) => {
    expect(nearestRank(n, p)).toBe(rank);
    expect(quantile(oneTo(n), p)).toBe(rank);
  });

  it("F24: of 10,000 × 1 ms and one freeze of 100 s, p99.99 is 1 ms", () => {
    expect(quantile({ values: [0.001, 100], counts: [10_000, 1] }, 0.9999)).toBe(0.001);
  });

  it("of nothing is nothing", () => expect(quantile({ values: [], counts: [] }, 0.5)).toBeNaN());
});

it("pools equal values into one", () => {
  const pooled = pool([
    { values: [1, 3], counts: [2, 1] },
    { values: [], counts: [] },
    { values: [1, 2, 4], counts: [1, 5, 1] },
  ]);
  expect(pooled).toEqual({ values: [1, 2, 3, 4], counts: [3, 5, 1, 1] });
  expect(sampleSize(pooled)).toBe(10);
  expect(exceedances(pooled, 0.8)).toBe(2);
});

describe("interval by sectioning", () => {
  it("is the textbook formula for sections of one size", () => {
    const sections = [1, 1.1, 0.9, 1.3].map((factor) => sampleOf(oneTo(200).values.map((x) => x * factor)));
    const { value, low, high } = quantileInterval(sectioned(sections), 0.5, 0.95, 0);
    const overall = quantile(pool(sections), 0.5);
    const squares = sections.reduce((sum, section) => sum + (quantile(section, 0.5) - overall) ** 2, 0);
    expect(value).toBe(overall);
    expect((high! - low!) / 2).toBeCloseTo(3.182446305 * Math.sqrt(squares / (3 * 4)), 6);
  });

  it("counts the histogram's own error as independent of the noise", () => {
    const sections = sectioned([1, 2, 3, 4].map((value) => ({ values: [value, 10], counts: [200, 200] })));
    const half = (rounding: number) => {
      const { value, high } = quantileInterval(sections, 0.5, 0.95, rounding);
      return high! - value!;
    };
    expect(half(0)).toBeGreaterThan(0.1);
    expect(half(0.1)).toBeCloseTo(Math.hypot(half(0), 0.1 * quantile(sections.all, 0.5)), 9);
  });

  it("adds the histogram's own error", () => {
    const constant = { values: [10], counts: [1000] };
    const { value, low, high } = quantileInterval(sectioned([constant, constant]), 0.5, 0.95, 0.002);
    expect([value, low, high]).toEqual([10, 9.98, 10.02]);
  });

  it("refuses a percentile with fewer than 100 samples beyond it", () => {
    const half = { values: [1, 2], counts: [49_500, 499] };
    expect(quantileInterval(sectioned([half, half]), 0.999, 0.95, 0)).toEqual({
      value: null,
      low: null,
      high: null,
      reason: "not enough data for p99.9 (99 of the 100 samples beyond it that it takes)",
    });
    expect(quantileInterval(sectioned([half, { values: [1], counts: [50_001] }]), 0.999, 0.95, 0).value).not.toBeNull();
    expect(quantileInterval(sectioned([]), 0.5, 0.95, 0).reason).toBe(
      "not enough data for p50 (0 of the 100 samples beyond it that it takes)",
    );
  });

  it("has a number but no interval with one replication, or one that measured anything", () => {
    expect(quantileInterval(sectioned([oneTo(1000)]), 0.5, 0.95, 0)).toMatchObject({
      value: 500,
      low: null,
      high: null,
    });
    const empty = { values: [], counts: [] };
    expect(quantileInterval(sectioned([oneTo(1000), empty]), 0.5, 0.95, 0)).toMatchObject({ value: 500, low: null });
  });

  it("never goes below zero", () => {
    const sections = [sampleOf(oneTo(300).values), sampleOf(oneTo(300).values.map((x) => x * 50))];
    expect(quantileInterval(sectioned(sections), 0.5, 0.95, 0).low).toBe(0);
  });

  it.each([8, 25])("covers the p95 of an exponential with %d replications", (replications) => {
    const draw = exponentials(uniforms(replications));
    const truth = -Math.log(0.05);
    const studies = 500;
    let covered = 0;
    for (let study = 0; study < studies; study++) {
      const runs = Array.from({ length: replications }, () =>
        sampleOf(Array.from({ length: 400 }, () => Math.round(100 * draw()) / 100)),
      );
      const { low, high } = quantileInterval(sectioned(runs), 0.95, 0.95, 0.002);
      if (low! <= truth && truth <= high!) covered++;
    }
    expect(covered / studies).toBeGreaterThan(0.92);
    expect(covered / studies).toBeLessThan(0.98);
  });
});
