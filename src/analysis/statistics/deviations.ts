/**
 * How far each replication pulls a statistic away from its value: the basis for comparing two variants.
 *
 * With deviations δ_j of b replications (or sections), the standard error is √( b/(b−1) Σ δ_j² ) for a mean, a ratio
 * of totals and a percentile alike; and if replication j of two variants had the same requests, that of the difference
 * is the same formula with δ_j of the one minus δ_j of the other.
 */
import { pool, quantile, sampleSize, type WeightedSample } from "./quantile.js";
import { merged, SECTIONS } from "./quantile-interval.js";

export interface Deviations {
  readonly value: number;
  readonly each: readonly number[]; // δ_j, in the unit of the value.
}

/**
 * Of r = ΣY ÷ ΣX: δ_j = −(n−1)/n (r₍₋ⱼ₎ − r̄₍₋₎), the jackknife's, which for X = 1 is (y_j − ȳ) ÷ n. Null where leaving
 * a replication out leaves nothing. Source: Miller 1974; cf. `ratioInterval`.
 */
export function ratioDeviations(numerators: readonly number[], denominators: readonly number[]): Deviations | null {
  const n = numerators.length;
  const totalY = sum(numerators);
  const totalX = sum(denominators);
  const leftOut = numerators.map((y, j) => (n === 1 ? totalY / totalX : (totalY - y) / (totalX - denominators[j]!)));
  const centre = sum(leftOut) / n;
  const value = totalY / totalX;
  if (n === 0 || !Number.isFinite(value) || !leftOut.every(Number.isFinite)) return null;
  return { value, each: leftOut.map((r) => (-(n - 1) / n) * (r - centre)) };
}

/** For one value per replication. */
export const meanDeviations = (values: readonly number[]): Deviations | null =>
  ratioDeviations(
    values,
    values.map(() => 1),
  );

/**
 * Of the p-quantiles of several variants, by sectioning: δ_j = w_j (q̂_j − q̂), w_j = n_j ÷ n, with replications merged
 * into the same sections for all. Null where a section of any variant is empty. Source: Asmussen & Glynn 2007, ch. III.
 */
export function quantileDeviations(samples: readonly WeightedSample[], p: number): Deviations | null {
  if (samples.length === 0 || samples.some((sample) => sampleSize(sample) === 0)) return null;
  const sections = merged(samples, SECTIONS);
  const all = pool(sections);
  const value = quantile(all, p);
  const n = sampleSize(all);
  return { value, each: sections.map((section) => (sampleSize(section) / n) * (quantile(section, p) - value)) };
}

/** The same in every replication: no sampling error. */
export const areSame = (a: Deviations, b: Deviations): boolean =>
  a.value === b.value && a.each.length === b.each.length && a.each.every((each, j) => each === b.each[j]);

/** √( b/(b−1) Σ δ_j² ); NaN below two replications. */
export function standardError(deviations: readonly number[]): number {
  const b = deviations.length;
  return b < 2 ? Number.NaN : Math.sqrt((b / (b - 1)) * sum(deviations.map((each) => each * each)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
