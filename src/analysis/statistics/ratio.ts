/**
 * Ratios of totals: errors ÷ requests, total waiting ÷ number that waited, busy time ÷ time.
 *
 * The mean of the replications' own ratios would give a quiet replication the weight of a busy one. So the value is
 * ΣY ÷ ΣX, and its standard error is the jackknife's.
 *
 * Source: Miller 1974; Law, ch. 9.5.
 */

import { chiSquareQuantile } from "../../mathematics/chi-square.js";
import type { Estimate } from "../findings/findings.js";
import { clip, noEstimate, ONE_REPLICATION, pointEstimate, standardErrorsEachWay } from "./confidence.js";

/** Below this many events the spread between replications says too little, see `shareInterval`. */
const FEW_EVENTS = 30;

/**
 * r = ΣY ÷ ΣX, ± t_{n−1} √( (n−1)/n Σ (r₍₋ⱼ₎ − r̄₍₋₎)² ), where r₍₋ⱼ₎ leaves replication j out.
 * One entry a replication in both; X ≥ 0.
 */
export function ratioInterval(numerators: readonly number[], denominators: readonly number[], level: number): Estimate {
  const n = numerators.length;
  const totalY = sum(numerators);
  const totalX = sum(denominators);
  if (n === 0 || totalX === 0) return noEstimate("nothing was measured");
  const value = totalY / totalX;
  if (!Number.isFinite(value)) return noEstimate("not a finite number in every replication");
  if (n === 1) return pointEstimate(value, ONE_REPLICATION);
  const leftOut = numerators.map((y, j) => (totalY - y) / (totalX - denominators[j]!));
  if (!leftOut.every(Number.isFinite)) return pointEstimate(value, "measured in one replication only");
  const centre = sum(leftOut) / n;
  const squares = leftOut.reduce((total, r) => total + (r - centre) ** 2, 0);
  const halfWidth = standardErrorsEachWay(level, n - 1) * Math.sqrt(((n - 1) / n) * squares);
  return { value, low: value - halfWidth, high: value + halfWidth };
}

/**
 * The share of trials that were events, inside [0, 1].
 *
 * With no event the spread is zero, but the share may not be: the upper end is −ln(1 − level) ÷ n, which at
 * 95 % is the rule of three, 3 ÷ n (Hanley & Lippman-Hand 1983). With a few, the interval is at least the exact one
 * of a Poisson count k, ½χ²(α/2; 2k) ÷ n to ½χ²(1−α/2; 2k+2) ÷ n (Garwood 1936). Both take events as independent:
 * an outage that no replication saw is not in them.
 */
export function shareInterval(events: readonly number[], trials: readonly number[], level: number): Estimate {
  const n = sum(trials);
  const k = sum(events);
  const spread = clip(ratioInterval(events, trials, level), 0, 1);
  if (spread.value === null || spread.low === null || spread.high === null) return spread;
  if (!isRare(k, n)) return spread;
  const limits = poissonLimits(Math.min(k, n - k), level);
  const [low, high] = [limits.low / n, Math.min(1, limits.high / n)];
  const [least, most] = k <= n - k ? [low, high] : [1 - high, 1 - low];
  return { value: spread.value, low: Math.min(spread.low, least), high: Math.max(spread.high, most) };
}

/** Too few events, or trials without one, for the spread between replications to be reliable. */
export const isRare = (events: number, trials: number): boolean => Math.min(events, trials - events) < FEW_EVENTS;

/** Of the mean of a Poisson count k: ½χ²(α/2; 2k) to ½χ²(1−α/2; 2k+2); of none, up to −ln(1 − level). */
export function poissonLimits(count: number, level: number): { readonly low: number; readonly high: number } {
  if (count === 0) return { low: 0, high: -Math.log(1 - level) };
  return {
    low: chiSquareQuantile((1 - level) / 2, 2 * count) / 2,
    high: chiSquareQuantile((1 + level) / 2, 2 * count + 2) / 2,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
