/**
 * The difference of a statistic between two sets of replications that share their luck, with an interval from leaving
 * out one pair at a time:
 *
 *   D ± t_{n−1} √( (n−1)/n Σ (D₍₋ⱼ₎ − D̄₍₋₎)² )
 *
 * Leaving out one value is no good for quantiles; leaving out a whole replication, which is many, is.
 *
 * Source: Miller 1974; Shao & Wu, A general theory for jackknife variance estimation (1989).
 */
import { noEstimate, ONE_REPLICATION, pointEstimate, standardErrorsEachWay } from "./confidence.js";
import type { Estimate } from "./findings.js";
import { mean } from "./moments.js";

export interface LeftOut {
  readonly whole: number | null; // Of all replications; null where there is none.
  readonly without: readonly (number | null)[]; // Of all but this one.
}

export function leaveOneOut<T>(runs: readonly T[], statistic: (runs: readonly T[]) => number | null): LeftOut {
  return { whole: statistic(runs), without: runs.map((_, j) => statistic(runs.filter((__, i) => i !== j))) };
}

/** @param relativeResolution of the values, such as a histogram's: widens both sides */
export function pairedDifference(base: LeftOut, other: LeftOut, level: number, relativeResolution = 0): Estimate {
  if (base.whole === null || other.whole === null) return noEstimate("there is nothing to compare");
  const value = other.whole - base.whole;
  const n = base.without.length;
  if (n < 2) return pointEstimate(value, ONE_REPLICATION);
  const differences = other.without.map((each, j) =>
    each === null || base.without[j] === null ? Number.NaN : each - base.without[j]!,
  );
  if (differences.some(Number.isNaN)) return pointEstimate(value, "too few samples without one of the replications");
  const centre = mean(differences);
  const squares = differences.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  const standardError = Math.sqrt(((n - 1) / n) * squares);
  const isExact = squares === 0 && value === 0;
  const blur = isExact ? 0 : relativeResolution * (Math.abs(base.whole) + Math.abs(other.whole));
  const halfWidth = standardErrorsEachWay(level, n - 1) * standardError + blur;
  return { value, low: value - halfWidth, high: value + halfWidth };
}
