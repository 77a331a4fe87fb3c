/** Quantiles of a histogram's plain data, by nearest rank over all pooled values: percentiles are never averaged. */

/** Distinct values, ascending, and how often each occurred. */
export interface WeightedSample {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

export function sampleSize(sample: WeightedSample): number {
  let n = 0;
  for (const count of sample.counts) n += count;
  return n;
}

/** All samples as one: halves first, since a long sample merged with each of many short ones takes their product. */
export function pool(samples: readonly WeightedSample[]): WeightedSample {
  if (samples.length < 2) return { values: samples[0]?.values ?? [], counts: samples[0]?.counts ?? [] };
  const half = samples.length >> 1;
  return merge(pool(samples.slice(0, half)), pool(samples.slice(half)));
}

function merge(a: WeightedSample, b: WeightedSample): WeightedSample {
  const values: number[] = [];
  const counts: number[] = [];
  for (let i = 0, j = 0; i < a.values.length || j < b.values.length; ) {
    const fromA = a.values[i] ?? Infinity;
    const fromB = b.values[j] ?? Infinity;
    values.push(Math.min(fromA, fromB));
    counts.push((fromA <= fromB ? a.counts[i++]! : 0) + (fromB <= fromA ? b.counts[j++]! : 0));
  }
  return { values, counts };
}

/** ⌈np⌉, in 1 … n. The product is nudged down, for 100 × 0.07 is 7.000000000000001 in floats. */
export function nearestRank(n: number, p: number): number {
  return Math.min(Math.max(Math.ceil(n * p * (1 - 4 * Number.EPSILON)), 1), n);
}

/** The value of rank ⌈np⌉, 0 < p ≤ 1. NaN of an empty sample. */
export function quantile(sample: WeightedSample, p: number): number {
  const rank = nearestRank(sampleSize(sample), p);
  let below = 0;
  for (let i = 0; i < sample.values.length; i++) {
    below += sample.counts[i]!;
    if (below >= rank) return sample.values[i]!;
  }
  return Number.NaN;
}

/** How many samples rank beyond the p-quantile, n − ⌈np⌉: what an estimate of it rests on. */
export function exceedances(sample: WeightedSample, p: number): number {
  const n = sampleSize(sample);
  return n - nearestRank(n, p);
}
