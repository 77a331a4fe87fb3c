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

/** Merges all samples, by halves: merging short ones into a long one in turn would take the product of their sizes. */
export function pool(samples: readonly WeightedSample[]): WeightedSample {
  if (samples.length < 2) return { values: samples[0]?.values ?? [], counts: samples[0]?.counts ?? [] };
  const half = samples.length >> 1;
  return merge(pool(samples.slice(0, half)), pool(samples.slice(half)));
}

/** Large studies pool millions of values: memory is allocated once, and nothing is read past an end. */
function merge(a: WeightedSample, b: WeightedSample): WeightedSample {
  if (a.values.length === 0) return b;
  if (b.values.length === 0) return a;
  const values = new Array<number>(a.values.length + b.values.length);
  const counts = new Array<number>(values.length);
  let [i, j, n] = [0, 0, 0];
  while (i < a.values.length && j < b.values.length) {
    const fromA = a.values[i]!;
    const fromB = b.values[j]!;
    values[n] = Math.min(fromA, fromB);
    counts[n++] = (fromA <= fromB ? a.counts[i++]! : 0) + (fromB <= fromA ? b.counts[j++]! : 0);
  }
  for (const [rest, from] of [
    [a, i],
    [b, j],
  ] as const)
    for (let k = from; k < rest.values.length; k++) {
      values[n] = rest.values[k]!;
      counts[n++] = rest.counts[k]!;
    }
  values.length = n;
  counts.length = n;
  return { values, counts };
}

/** ⌈np⌉, in 1 … n. The product is nudged down, since 100 × 0.07 is 7.000000000000001 in floats. */
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
