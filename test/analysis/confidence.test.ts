import { describe, expect, it } from "vitest";
import { clip, meanInterval, relativeHalfWidth } from "../../src/analysis/statistics/confidence.js";
import { poissonLimits, ratioInterval, shareInterval } from "../../src/analysis/statistics/ratio.js";
import { exponentials, uniforms } from "./generator.js";

describe("the mean of replications", () => {
  it("G01: the Ciw tutorial's ten trials are 5.626 ± 3.149, not 5.63", () => {
    const trials = [3.9195, 4.34163, 4.61779, 5.33537, 5.06224, 2.90274, 4.93209, 17.95093, 4.06136, 3.14126];
    const { value, low, high } = meanInterval(trials, 0.95);
    expect(value).toBeCloseTo(5.626491, 6);
    expect((high! - low!) / 2).toBeCloseTo(3.149, 3);
  });

  it("has no interval from one replication, and says so", () => {
    expect(meanInterval([3], 0.95)).toEqual({
      value: 3,
      low: null,
      high: null,
      reason: "one replication has no interval",
    });
  });

  it("is nothing where nothing was measured", () => {
    const nothing = { value: null, low: null, high: null, reason: "nothing was measured" };
    expect(meanInterval([], 0.95)).toEqual(nothing);
    expect(meanInterval([Number.NaN, Number.NaN], 0.95)).toEqual(nothing);
  });

  it("says when replications are missing from it", () => {
    const { value, reason } = meanInterval([1, Number.NaN, 3], 0.95);
    expect([value, reason]).toEqual([2, "measured in 2 of 3 replications only"]);
    expect(meanInterval([1, Number.NaN], 0.95)).toMatchObject({
      low: null,
      reason: "measured in 1 of 2 replications only",
    });
  });

  it("refuses infinity", () => expect(meanInterval([1, Infinity], 0.95)).toMatchObject({ value: null, low: null }));

  it("covers the truth in 95 % of 4,000 studies", () => {
    const draw = exponentials(uniforms(1));
    const replication = (): number => Array.from({ length: 40 }, draw).reduce((a, b) => a + b) / 40;
    let covered = 0;
    for (let study = 0; study < 4000; study++) {
      const { low, high } = meanInterval(Array.from({ length: 8 }, replication), 0.95);
      if (low! <= 1 && 1 <= high!) covered++;
    }
    expect(covered / 4000).toBeGreaterThan(0.938);
    expect(covered / 4000).toBeLessThan(0.962);
  });
});

describe("a ratio of totals", () => {
  it("weighs replications by size", () => {
    const { value, low, high } = ratioInterval([1, 30], [10, 100], 0.95);
    expect(value).toBeCloseTo(31 / 110, 12);
    expect(low! + high!).toBeCloseTo(2 * (31 / 110), 12);
  });

  it("equals the interval of the mean when all sizes are one", () => {
    const values = [3, 1, 4, 1, 5, 9];
    const ratio = ratioInterval(
      values,
      values.map(() => 1),
      0.9,
    );
    expect(ratio.low).toBeCloseTo(meanInterval(values, 0.9).low!, 10);
    expect(ratio.high).toBeCloseTo(meanInterval(values, 0.9).high!, 10);
  });

  it("covers the truth when totals and counts are both random", () => {
    const uniform = uniforms(5);
    const draw = exponentials(uniform);
    let covered = 0;
    for (let study = 0; study < 3000; study++) {
      const counts = Array.from({ length: 10 }, () => 20 + Math.floor(uniform() * 60));
      const totals = counts.map((count) => Array.from({ length: count }, draw).reduce((a, b) => a + b));
      const { low, high } = ratioInterval(totals, counts, 0.95);
      if (low! <= 1 && 1 <= high!) covered++;
    }
    expect(covered / 3000).toBeGreaterThan(0.935);
    expect(covered / 3000).toBeLessThan(0.965);
  });

  it("is nothing without a denominator", () => {
    expect(ratioInterval([0, 0], [0, 0], 0.95)).toMatchObject({ value: null, reason: "nothing was measured" });
    expect(ratioInterval([2, 0], [5, 0], 0.95)).toMatchObject({ value: 0.4, low: null });
    expect(ratioInterval([2], [5], 0.95)).toMatchObject({ value: 0.4, low: null });
  });
});

describe("the share of rare events", () => {
  it("is the rule of three without any", () => {
    const noneIn = (trials: number): number => poissonLimits(0, 0.95).high / trials;
    expect(noneIn(3000)).toBeCloseTo(3 / 3000, 5);
    expect(shareInterval([0, 0, 0], [1000, 1000, 1000], 0.95)).toEqual({
      value: 0,
      low: 0,
      high: noneIn(3000),
    });
    expect(shareInterval([100, 100], [100, 100], 0.95)).toMatchObject({
      value: 1,
      low: 1 - noneIn(200),
      high: 1,
    });
  });

  it("is no narrower than Poisson's with a few", () => {
    // One in each replication has no spread at all, yet Garwood's interval for 4 events is 1.0899 to 10.2416.
    const { low, high } = shareInterval([1, 1, 1, 1], [1000, 1000, 1000, 1000], 0.95);
    expect(low! * 4000).toBeCloseTo(1.0899, 4);
    expect(high! * 4000).toBeCloseTo(10.2416, 4);
  });

  it("mirrors itself for events that are rarely missing", () => {
    const few = shareInterval([1, 1, 0], [1000, 1000, 1000], 0.95);
    const most = shareInterval([999, 999, 1000], [1000, 1000, 1000], 0.95);
    expect(most.low!).toBeCloseTo(1 - few.high!, 12);
    expect(most.high!).toBeCloseTo(1 - few.low!, 12);
  });

  it("is the spread between replications when they come in clusters", () => {
    const clustered = shareInterval([0, 0, 0, 40], [1000, 1000, 1000, 1000], 0.95);
    expect(clustered.low).toBe(0);
    expect(clustered.high!).toBeGreaterThan(0.04);
  });
});

it("clips ends, not values", () => {
  expect(clip({ value: 2, low: -1, high: 3 }, 0, 1)).toEqual({ value: 2, low: 0, high: 1 });
  expect(clip({ value: 2, low: null, high: null }, 0, 1)).toEqual({ value: 2, low: null, high: null });
});

it("relative half-width", () => {
  expect(relativeHalfWidth({ value: 10, low: 9, high: 11 })).toBeCloseTo(0.1, 12);
  expect(relativeHalfWidth({ value: 0, low: 0, high: 0 })).toBe(0);
  expect(relativeHalfWidth({ value: 10, low: null, high: null })).toBe(Infinity);
});
