/** Better, worse, a tie, or not proven: of a variant, a change or a ceiling. The interval decides. */

import type { CeilingVerdict } from "../findings/diff-findings.js";
import type { DifferenceVerdict, Estimate } from "../findings/findings.js";
import type { ChangeVerdict } from "../findings/next-findings.js";

/** Which way is better; "neither" of a figure that is no good by itself, such as how busy a part is. */
export type Goal = "less" | "more" | "neither";

/**
 * A tie if the whole interval lies within `zone` either way (0: only if there is no difference at all, in any
 * replication); better or worse if zero lies outside the interval; otherwise no difference is proven, which is not
 * the same as none.
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
 * Better or worse by the interval of the difference itself, which stands beside the verdict; a tie by that of the
 * relative change, which knows how uncertain the base is.
 *
 * @param relative null, or without an interval: a tie is then so much of the base
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

/** A relative change within this is none. */
export const NOTHING = 0.02;

/** Whether a change gains anything: nothing, if the interval lies within 2 % either way; not proven, if it holds zero. @param relative change of the metric */
export function gainVerdict({ value, low, high }: Estimate, goal: Goal): ChangeVerdict {
  if (value === null || low === null || high === null) return "unknown";
  if (low >= -NOTHING && high <= NOTHING) return "nothing";
  if (low <= 0 && high >= 0) return "not proven";
  return low > 0 === (goal === "more") ? "gains" : "worse";
}

/**
 * Whether a proposal bears more than its base: only where their intervals do not overlap. The ends of a ceiling are proven one by one, so an end that is missing proves nothing and the other still may. They
 * may touch, since a load can be proven to miss before and to meet now; but two that are the same number differ by nothing.
 */
export function ceilingVerdict(base: Estimate, proposal: Estimate): CeilingVerdict {
  const isBelow = (a: Estimate, b: Estimate): boolean =>
    a.high !== null && b.low !== null && a.high <= b.low && (a.low ?? -Infinity) < (b.high ?? Infinity);
  if (isBelow(base, proposal)) return "better";
  return isBelow(proposal, base) ? "worse" : "not proven";
}
