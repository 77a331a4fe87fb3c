/** Better, worse, a tie, or not proven. The interval decides. */
import type { DifferenceVerdict, Estimate } from "./findings.js";

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
