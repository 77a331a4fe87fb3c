/** Better, worse, a tie, or not proven. The interval decides. */
import type { DifferenceVerdict, Estimate } from "../findings/findings.js";

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
