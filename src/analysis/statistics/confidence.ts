/**
 * Intervals over independent replications. Values within one run are strongly correlated, so an interval that
 * treats them as independent covers the truth far too seldom (16 % of the time, not 95 %, for M/M/1 at ρ = 0.8).
 * Replications are independent, so the spread between them is valid whatever the correlation within.
 *
 * Source: Law, Simulation Modeling and Analysis, ch. 9 (replication/deletion).
 */
import { studentTQuantile } from "../../mathematics/student-t.js";
import type { Estimate } from "../findings/findings.js";
import { mean, variance } from "./moments.js";
import { isRare, poissonLimits, shareInterval } from "./ratio.js";

/** No number, and why. */
export const noEstimate = (reason: string): Estimate => ({ value: null, low: null, high: null, reason });

/** A number without an interval, and why. */
export const pointEstimate = (value: number, reason: string): Estimate => ({ value, low: null, high: null, reason });

export const ONE_REPLICATION = "one replication has no interval";

/** t_{ν, (1+level)/2}: how many standard errors each way, for a two-sided interval at `level` (0.95). */
export function standardErrorsEachWay(level: number, degreesOfFreedom: number): number {
  return studentTQuantile((1 + level) / 2, degreesOfFreedom);
}

/**
 * Half-width of an interval whose value is also rounded, by at most `bound`: √(h² + b²). Rounding alone is then covered
 * whole, and next to noise that moves the value over many steps it counts as the independent error that it is: uniform,
 * with variance b² ÷ 3, for which h + b would cover up to 97 % instead of 95.
 */
export const withRounding = (halfWidth: number, bound: number): number => Math.hypot(halfWidth, bound);

/**
 * Ȳ ± t_{n−1} s ÷ √n over one value a replication.
 *
 * NaN marks a replication that measured nothing. It is left out and reported, since the values that remain are then
 * a selection; where that happens for a mean per request, `ratioInterval` over totals is the better estimate.
 */
export function meanInterval(replicationMeans: readonly number[], level: number): Estimate {
  const values = replicationMeans.filter((value) => !Number.isNaN(value));
  const missing = replicationMeans.length - values.length;
  if (values.length === 0) return noEstimate("nothing was measured");
  if (!values.every(Number.isFinite)) return noEstimate("not a finite number in every replication");
  const value = mean(values);
  if (values.length === 1) return pointEstimate(value, missing > 0 ? measuredIn(1, missing + 1) : ONE_REPLICATION);
  const halfWidth = standardErrorsEachWay(level, values.length - 1) * Math.sqrt(variance(values) / values.length);
  const estimate = { value, low: value - halfWidth, high: value + halfWidth };
  return missing > 0 ? { ...estimate, reason: measuredIn(values.length, replicationMeans.length) } : estimate;
}

const measuredIn = (some: number, all: number): string => `measured in ${some} of ${all} replications only`;

/**
 * Clips an interval to the possible range, e.g. [0, 1] for a share. The value itself is kept: one
 * out of range is a bug to see, not to hide.
 */
export function clip(estimate: Estimate, least: number, most: number): Estimate {
  const inside = (end: number | null): number | null => (end === null ? null : Math.min(Math.max(end, least), most));
  return { ...estimate, low: inside(estimate.low), high: inside(estimate.high) };
}

/** Half-width ÷ |value|: the relative precision reached. Infinity without an interval. */
export function relativeHalfWidth({ value, low, high }: Estimate): number {
  if (value === null || low === null || high === null) return Infinity;
  return high === low ? 0 : (high - low) / 2 / Math.abs(value);
}

/** Events among trials, one entry a replication. */
export interface Share {
  readonly events: readonly number[];
  readonly trials: readonly number[];
}

/**
 * Where one of the two is rare, widens `difference` to at least
 *   d − √((p₁ − l₁)² + (u₀ − p₀)²)  to  d + √((u₁ − p₁)² + (p₀ − l₀)²),
 * from the intervals of both shares, which are exact for a few events (`shareInterval`): two variants without
 * any error are not thereby proven equal. Where neither is rare, but few events of a replication have no pair in
 * the other variant, p₁ and p₀ are the shares of those. Otherwise the pairs suffice. Measured coverage of 95 %
 * intervals, 5 to 20 pairs, 30 to 2,800 events: 95 to 98 %, up to seven times narrower than without pairs.
 *
 * Source: Newcombe 1998, method 10; Zou & Donner 2008 (MOVER).
 */
export function atLeastOfShares(difference: Estimate, base: Share, other: Share, level: number): Estimate {
  const { value, low, high } = difference;
  if (value === null || low === null || high === null) return difference;
  const [before, after] = [base, other].some(({ events, trials }) => isRare(sum(events), sum(trials)))
    ? [base, other].map(({ events, trials }) => shareInterval(events, trials, level))
    : withoutPair(base, other, level);
  const [{ value: p0, low: l0, high: u0 }, { value: p1, low: l1, high: u1 }] = [before!, after!];
  if (p0 === null || l0 === null || u0 === null || p1 === null || l1 === null || u1 === null) return difference;
  return {
    ...difference,
    low: Math.min(low, value - Math.hypot(p1 - l1, u0 - p0)),
    high: Math.max(high, value + Math.hypot(u1 - p1, p0 - l0)),
  };
}

/** Interval of each variant's excess of events over the other in a replication, as a share of the trials. */
function withoutPair(base: Share, other: Share, level: number): Estimate[] {
  const trials = Math.min(sum(base.trials), sum(other.trials));
  const more = (a: Share, b: Share): number => sum(a.events.map((count, j) => Math.max(0, count - (b.events[j] ?? 0))));
  return [more(base, other), more(other, base)].map((count) => {
    if (!isRare(count, trials)) return { value: null, low: null, high: null };
    const { low, high } = poissonLimits(count, level);
    return { value: count / trials, low: low / trials, high: high / trials };
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
