/** Met, missed or unknown. The interval decides, never the number alone. */
import type { Estimate, ObjectivesVerdict, Verdict } from "../findings/findings.js";

export type Comparison = "<" | "<=" | ">" | ">=";

/**
 * Met if the whole interval satisfies the comparison, missed if none of it does, and unknown in every other case. Of what
 * has no value, but a proven end, everything beyond that end counts.
 */
export function judge(estimate: Estimate, comparison: Comparison, limit: number): Verdict {
  const isOpen = estimate.value === null && (estimate.low === null) !== (estimate.high === null);
  const { value, low, high } = isOpen ? endless(estimate) : estimate;
  if (value === null || low === null || high === null) return "unknown";
  const lowHolds = holds(low, comparison, limit);
  const highHolds = holds(high, comparison, limit);
  if (lowHolds !== highHolds || [low, high, limit].some(Number.isNaN)) return "unknown";
  return lowHolds ? "met" : "missed";
}

const endless = ({ low, high }: Estimate): Estimate => ({
  value: low ?? high,
  low: low ?? Number.NEGATIVE_INFINITY,
  high: high ?? Number.POSITIVE_INFINITY,
});

function holds(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
  }
}

/** Missed over unknown over met; "none" without objectives. */
export function worst(verdicts: readonly [Verdict, ...Verdict[]]): Verdict;
export function worst(verdicts: readonly Verdict[]): ObjectivesVerdict;
export function worst(verdicts: readonly Verdict[]): ObjectivesVerdict {
  if (verdicts.length === 0) return "none";
  if (verdicts.includes("missed")) return "missed";
  return verdicts.includes("unknown") ? "unknown" : "met";
}

/**
 * How sure a verdict is, for searches: from the value to the limit in half-widths of the interval on that side; above
 * 1 is met, below −1 missed. Grows with the square root of the effort. Null without an interval, or one of no width.
 */
export function margin({ value, low, high }: Estimate, comparison: Comparison, limit: number): number | null {
  if (value === null || low === null || high === null) return null;
  const halfWidth = limit > value ? high - value : value - low;
  if (!(halfWidth > 0 && Number.isFinite(halfWidth))) return null;
  return ((comparison.startsWith("<") ? 1 : -1) * (limit - value)) / halfWidth;
}
