/** Better, worse, a tie, or not proven: of a variant, a change or a ceiling. The interval decides. */

import type { CeilingVerdict } from "../findings/diff-findings.js";
import type { DifferenceVerdict, Estimate } from "../findings/findings.js";
import type { ChangeVerdict } from "../findings/next-findings.js";

/** Which direction is better; "neither" for a figure without a better, such as utilisation. */
export type Goal = "less" | "more" | "neither";

/**
 * A tie if the whole interval lies within ±`zone` (0: only if no replication shows any
 * difference); better or worse if zero lies outside the interval; otherwise not proven, which is not
 * the same as equal.
 *
 * @param zone indifference zone, in the unit of the difference
 */
export function differenceVerdict({ value, low, high }: Estimate, goal: Goal, zone: number): DifferenceVerdict {
  if (value === null || low === null || high === null) return "unknown";
  if (low >= -zone && high <= zone) return "tie";
  if (low <= 0 && high >= 0) return "unproven";
  const isMore = low > 0;
  if (goal === "neither") return isMore ? "more" : "less";
  return isMore === (goal === "more") ? "better" : "worse";
}

/**
 * Better or worse by the interval of the difference, shown beside the verdict; a tie by that of the
 * relative change, which includes the uncertainty of the base.
 *
 * @param relative null, or without an interval: the tie zone is then a share of the base
 */
export function pairedVerdict(
  difference: Estimate,
  relative: Estimate | null,
  goal: Goal,
  { tie, base }: { readonly tie: number; readonly base: number },
): DifferenceVerdict {
  if (relative === null || relative.low === null) return differenceVerdict(difference, goal, tie * Math.abs(base));
  if (difference.low !== null && differenceVerdict(relative, goal, tie) === "tie") return "tie";
  return differenceVerdict(difference, goal, 0);
}

/** Relative changes within this count as none. */
export const NOTHING = 0.02;

/** Gain of a change: none if the interval lies within ±2 %, not proven if it holds zero. @param relative change */
export function gainVerdict({ value, low, high }: Estimate, goal: Goal): ChangeVerdict {
  if (value === null || low === null || high === null) return "unknown";
  if (low >= -NOTHING && high <= NOTHING) return "nothing";
  if (low <= 0 && high >= 0) return "not proven";
  return low > 0 === (goal === "more") ? "gains" : "worse";
}

/**
 * Whether a proposal bears more than its base: only if their intervals do not overlap; a missing end proves nothing.
 * They may touch (a load missed before and met now), but two equal numbers do not differ.
 */
export function ceilingVerdict(base: Estimate, proposal: Estimate): CeilingVerdict {
  const isBelow = (a: Estimate, b: Estimate): boolean =>
    a.high !== null && b.low !== null && a.high <= b.low && (a.low ?? -Infinity) < (b.high ?? Infinity);
  if (isBelow(base, proposal)) return "better";
  return isBelow(proposal, base) ? "worse" : "not proven";
}
