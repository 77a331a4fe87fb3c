/** How sure a verdict is, as a number: what a search aims by. */
import type { Estimate } from "../findings/findings.js";
import type { Comparison } from "./verdict.js";

/**
 * From the measurement to its limit, in half-widths of the interval on that side: above 1 it is met, below −1 missed.
 * It grows with the root of the effort. Null where there is no interval, or one without a width.
 */
export function margin({ value, low, high }: Estimate, comparison: Comparison, limit: number): number | null {
  if (value === null || low === null || high === null) return null;
  const halfWidth = limit > value ? high - value : value - low;
  if (!(halfWidth > 0 && Number.isFinite(halfWidth))) return null;
  return ((comparison.startsWith("<") ? 1 : -1) * (limit - value)) / halfWidth;
}
