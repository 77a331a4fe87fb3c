/** Whether a change gains anything. The interval decides. */

import type { Estimate } from "../findings/findings.js";
import type { ChangeVerdict } from "../findings/next-findings.js";
import type { Goal } from "./difference-verdict.js";

/** A relative change within this is none. */
export const NOTHING = 0.02;

/** Nothing, if the interval lies within 2 % either way; not proven, if it holds zero. @param relative change of the metric */
export function gainVerdict({ value, low, high }: Estimate, goal: Goal): ChangeVerdict {
  if (value === null || low === null || high === null) return "unknown";
  if (low >= -NOTHING && high <= NOTHING) return "nothing";
  if (low <= 0 && high >= 0) return "not proven";
  return low > 0 === (goal === "more") ? "gains" : "worse";
}
