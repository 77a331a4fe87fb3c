import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Histogram } from "../../src/engine/histogram.js";
import { HistogramOverTime } from "../../src/engine/histogram-over-time.js";

/** Durations over the whole range, zeros and repetitions among them. */
const duration = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -9, max: 20, noNaN: true }).map((x) => Math.exp(x)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const durations = fc.array(duration, { minLength: 1, maxLength: 300 });

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe("a histogram", () => {
  it("has every quantile to 0.2 %", () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(Math.ceil(values.length * p * (1 - 1e-15)), 1) - 1]!;
        const got = histogramOf(values).quantile(p);
        expect(Math.abs(got - exact)).toBeLessThanOrEqual(exact / 512);
        expect(got).toBeGreaterThanOrEqual(sorted[0]!);
        expect(got).toBeLessThanOrEqual(sorted.at(-1)!);
      }),
    );
  });

  it("has count, sums and extremes exactly", () => {
    fc.assert(
      fc.property(durations, (values) => {
        const histogram = histogramOf(values);
        const sum = values.reduce((a, b) => a + b, 0);
        const sumOfSquares = values.reduce((a, b) => a + b * b, 0);
        expect(histogram.data()).toMatchObject({ count: values.length, sum, sumOfSquares });
        expect(histogram.min).toBe(Math.min(...values));
        expect(histogram.max).toBe(Math.max(...values));
        expect(histogram.mean).toBe(sum / values.length);
      }),
    );
  });

  it("merged with another is the histogram of all, in whatever order they came", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const merged = histogramOf(a);
        merged.merge(histogramOf(b));
        const { sum, sumOfSquares, ...exact } = histogramOf([...b, ...a].toReversed()).data();
        expect(merged.data()).toMatchObject(exact);
        expect(Math.abs(merged.sum - sum)).toBeLessThanOrEqual(1e-12 * sum); // Only the order of additions differs.
        expect(Math.abs(merged.data().sumOfSquares - sumOfSquares)).toBeLessThanOrEqual(1e-12 * sumOfSquares);
      }),
    );
  });

  it("as data: ascending values off by 0.2 % at most, counts that add up, exact zeros", () => {
    fc.assert(
      fc.property(durations, (values) => {
        const data = histogramOf(values).data();
        expect(data.values).toEqual([...new Set(data.values)].sort((a, b) => a - b));
        expect(data.counts.reduce((a, b) => a + b, 0)).toBe(values.length);
        const zeros = values.filter((value) => value === 0).length;
        expect(data.values[0] === 0 ? data.counts[0] : 0).toBe(zeros);
        expect(values.every((value) => data.values.some((middle) => Math.abs(middle - value) <= value / 512))).toBe(
          true,
        );
      }),
    );
  });

  it("takes what is outside of its range into the nearest bucket, and keeps the extremes", () => {
    const histogram = histogramOf([Number.MIN_VALUE, 1e-9, 1, 1e12, Number.MAX_VALUE / 1e200]);
    expect(histogram.data().counts).toEqual([2, 1, 2]);
    expect(histogram.quantile(0)).toBe(Number.MIN_VALUE);
    expect(histogram.quantile(0.5)).toBeCloseTo(1, 2);
    expect(histogram.quantile(1)).toBe(Number.MAX_VALUE / 1e200);
  });

  it("of one value, or of one value many times, is exact", () => {
    const histogram = histogramOf(Array(100).fill(12.345));
    expect([0.01, 0.07, 0.5, 0.99, 1].map((p) => histogram.quantile(p))).toEqual(Array(5).fill(12.345));
    expect(histogram.variance).toBeCloseTo(0, 10);
    expect(histogram.data().values).toEqual([12.345]);
  });

  it("ranks as ⌈np⌉ and not one higher where the product rounds up", () => {
    const histogram = histogramOf(Array.from({ length: 100 }, (_, i) => 1.1 ** i));
    expect(histogram.quantile(0.07) / 1.1 ** 6).toBeCloseTo(1, 2); // 100 × 0.07 is 7.000000000000001.
    expect(histogram.quantile(0.99) / 1.1 ** 98).toBeCloseTo(1, 2);
  });

  it("knows the variance", () => {
    expect(histogramOf([1, 2, 3, 4]).variance).toBeCloseTo(1.25, 12);
  });

  it("of nothing, at first and after a reset, has no mean and no quantile", () => {
    const empty = new Histogram();
    const reset = histogramOf([0, 1, 2]);
    reset.reset();
    for (const histogram of [empty, reset]) {
      expect([histogram.mean, histogram.variance, histogram.quantile(0.5)]).toEqual([
        Number.NaN,
        Number.NaN,
        Number.NaN,
      ]);
      expect(histogram.data()).toEqual({
        count: 0,
        sum: 0,
        sumOfSquares: 0,
        min: Infinity,
        max: -Infinity,
        values: [],
        counts: [],
      });
    }
  });
});

describe("a histogram over time", () => {
  it("counts each duration to its bin, to 0.8 %", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), duration), { maxLength: 200 }), (records) => {
        const histogram = new HistogramOverTime(4);
        for (const [bin, valueMs] of records) histogram.record(bin, valueMs);
        for (let i = 0; i < histogram.bins; i++) {
          const inside = records.filter(([bin]) => bin === i).map(([, value]) => value);
          const { values, counts } = histogram.bin(i);
          expect(counts.reduce((a, b) => a + b, 0)).toBe(inside.length);
          const sorted = inside.sort((a, b) => a - b);
          const got = values.flatMap((value, j) => Array<number>(counts[j]!).fill(value));
          sorted.forEach((value, j) => {
            if (value < 2 ** -10) expect(got[j]).toBe(0);
            else if (value < 2 ** 22) expect(Math.abs(got[j]! - value)).toBeLessThanOrEqual(value / 128);
          });
        }
      }),
    );
  });

  it("has no bin beyond its bins", () => {
    expect(() => new HistogramOverTime(3).bin(3)).toThrow(RangeError);
  });
});
