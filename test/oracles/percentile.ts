/** Quantiles of histograms, finer than their buckets: values are taken as spread evenly inside a bucket. */
import { pool, type WeightedSample } from "../../src/analysis/statistics/quantile.js";
import type { HistogramData } from "../../src/engine/histogram.js";

const PARTS = 256; // Of each octave, see engine/histogram.ts.

export interface Sample extends WeightedSample {
  readonly count: number;
}

export function pooled(histograms: readonly HistogramData[]): Sample {
  // Two by two: one after the other would copy the whole for each.
  let level: WeightedSample[] = [...histograms];
  while (level.length > 1) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => pool(level.slice(2 * i, 2 * i + 2)));
  }
  return { ...level[0], count: histograms.reduce((sum, { count }) => sum + count, 0) };
}

/** Share of the values above x. */
export function shareAbove({ values, counts, count }: Sample, x: number): number {
  let above = 0;
  for (let i = values.length - 1; i >= 0; i--) {
    const half = halfWidth(values[i]);
    if (values[i] + half <= x) break;
    above += values[i] - half >= x ? counts[i] : counts[i] * ((values[i] + half - x) / (2 * half));
  }
  return above / count;
}

/** The x with a share p at or below it. */
export function quantile({ values, counts, count }: Sample, p: number): number {
  let left = count * (1 - p);
  for (let i = values.length - 1; i >= 0; i--) {
    if (counts[i] >= left) return values[i] + halfWidth(values[i]) * (1 - (2 * left) / counts[i]);
    left -= counts[i];
  }
  return Number.NaN;
}

/** Of the values around x, per ms: over 5 % to each side, which smooths the noise of a thin tail. */
export function density(sample: Sample, x: number): number {
  return (shareAbove(sample, 0.95 * x) - shareAbove(sample, 1.05 * x)) / (0.1 * x);
}

const halfWidth = (middle: number): number => (middle === 0 ? 0 : 2 ** Math.floor(Math.log2(middle)) / PARTS / 2);
