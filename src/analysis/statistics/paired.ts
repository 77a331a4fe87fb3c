/**
 * Two variants compared on the same requests: replication r of both had the same arrivals, and the same work in them,
 * so random effects common to both cancel in the difference.
 *
 *   D = θ₁ − θ₀ ± t_{b−1} √( b/(b−1) Σ (δ₁ⱼ − δ₀ⱼ)² )
 *
 * with the deviations δ of `deviations.ts`; for means of replications it is D̄ ± t_{R−1} s_D ÷ √R. Beside it is what
 * the same runs would give with independent seeds (Welch), so that a reader sees the gain of pairing.
 *
 * Sources: Law, Simulation Modeling and Analysis, ch. 10–11; Welch 1947; Glasserman & Yao 1992.
 */

import { studentTQuantile } from "../../mathematics/student-t.js";
import type { Estimate } from "../findings/findings.js";
import { noEstimate, ONE_REPLICATION, pointEstimate, standardErrorsEachWay, withRounding } from "./confidence.js";
import { type Deviations, standardError } from "./deviations.js";
import { SECTIONS } from "./quantile-interval.js";

export interface Paired {
  readonly difference: Estimate; // θ₁ − θ₀, paired.
  readonly unpaired: Estimate; // The same, as if the runs were independent.
  readonly relative: Estimate; // θ₁ ÷ θ₀ − 1, paired.
  readonly correlation: number | null; // Of the two over the replications; null where one of them does not vary.
  readonly varianceRatio: number | null; // Variance unpaired ÷ paired: the factor of runs saved by pairing.
}

export interface PairedOptions {
  readonly level: number;
  readonly relativeResolution?: number; // Of values read from a histogram: widens every interval.
  readonly resolution?: number; // How far rounding may move a difference, in the unit of the values.
}

/** @param base θ₀ @param other θ₁; their replications must be the same ones, in the same order */
export function paired(base: Deviations, other: Deviations, options: PairedOptions): Paired {
  const { level, relativeResolution = 0 } = options;
  const rounding = options.resolution ?? 0;
  const value = other.value - base.value;
  const b = base.each.length;
  if (b !== other.each.length) throw new Error(`${b} replications cannot be paired with ${other.each.length}`);
  if (b < 2) {
    const point = pointEstimate(value, ONE_REPLICATION);
    return { difference: point, unpaired: point, relative: relativeChange(base, other, options), ...UNKNOWN };
  }
  const errors = [base, other].map(({ each }) => standardError(each));
  const together = standardError(other.each.map((d, j) => d - base.each[j]!));
  const apart = Math.hypot(...errors);
  const resolution = rounding + relativeResolution * (Math.abs(base.value) + Math.abs(other.value));
  return {
    difference: around(value, withRounding(standardErrorsEachWay(level, b - 1) * together, resolution)),
    unpaired: around(value, withRounding(welchStandardErrors(errors, b, level) * apart, resolution)),
    relative: relativeChange(base, other, options),
    correlation: correlation(base.each, other.each),
    varianceRatio: together === 0 ? null : (apart / together) ** 2,
  };
}

const UNKNOWN = { correlation: null, varianceRatio: null } as const;

/** Pairs behind a figure: percentiles merge replications into sections, see `quantileDeviations`. */
export const pairsOf = (metric: string, replications: number): number =>
  /(^| )p\d/.test(metric) ? Math.min(replications, SECTIONS) : replications;

/** Chance alone makes the correlation of a few pairs negative; and a study looks at many. */
const NEGATIVE_LEVEL = 0.99;

/** Is the correlation below zero beyond chance? r √((b−2) ÷ (1−r²)) < −t_{b−2}. Then pairing does harm. */
export function isNegative(correlation: number | null, pairs: number): boolean {
  if (correlation === null || !(correlation < 0) || pairs < 3) return false;
  const t = correlation * Math.sqrt((pairs - 2) / Math.max(0, 1 - correlation ** 2));
  return t < -studentTQuantile(NEGATIVE_LEVEL, pairs - 2);
}

/** exp(ln θ₁ − ln θ₀ ± t s) − 1, with δ ÷ θ for the deviations of the logarithm: never below −100 %. */
function relativeChange(
  base: Deviations,
  other: Deviations,
  { level, relativeResolution = 0, resolution = 0 }: PairedOptions,
): Estimate {
  if (!(base.value > 0 && other.value > 0)) return noEstimate("there is no relative change from or to nothing");
  const value = other.value / base.value - 1;
  const b = base.each.length;
  if (b < 2) return pointEstimate(value, ONE_REPLICATION);
  const logs = other.each.map((d, j) => d / other.value - base.each[j]! / base.value);
  const rounding = 2 * relativeResolution + resolution / Math.min(base.value, other.value);
  const halfWidth = withRounding(standardErrorsEachWay(level, b - 1) * standardError(logs), rounding);
  return { value, low: (1 + value) * Math.exp(-halfWidth) - 1, high: (1 + value) * Math.exp(halfWidth) - 1 };
}

/** t with (s₁² + s₂²)² ÷ (s₁⁴ + s₂⁴) × (b − 1) degrees of freedom. */
function welchStandardErrors([s1, s2]: readonly number[], b: number, level: number): number {
  const [v1, v2] = [s1! ** 2, s2! ** 2];
  return v1 + v2 === 0 ? 0 : standardErrorsEachWay(level, ((b - 1) * (v1 + v2) ** 2) / (v1 ** 2 + v2 ** 2));
}

/** Σ δ₀δ₁ ÷ √(Σδ₀² Σδ₁²). */
function correlation(a: readonly number[], b: readonly number[]): number | null {
  const product = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);
  const scale = Math.sqrt(product(a, a) * product(b, b));
  return scale > 0 ? Math.max(-1, Math.min(1, product(a, b) / scale)) : null;
}

const around = (value: number, halfWidth: number): Estimate => ({
  value,
  low: value - halfWidth,
  high: value + halfWidth,
});
