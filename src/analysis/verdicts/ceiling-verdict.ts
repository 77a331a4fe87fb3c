/** Whether a proposal bears more than its base: only where their intervals do not overlap. */
import type { CeilingVerdict } from "../findings/diff-findings.js";
import type { Estimate } from "../findings/findings.js";

/**
 * The ends of a ceiling are proven one by one, so an end that is missing proves nothing and the other still may. They
 * may touch, since a load can be proven to miss before and to meet now; but two that are the same number differ by nothing.
 */
export function ceilingVerdict(base: Estimate, proposal: Estimate): CeilingVerdict {
  const isBelow = (a: Estimate, b: Estimate): boolean =>
    a.high !== null && b.low !== null && a.high <= b.low && (a.low ?? -Infinity) < (b.high ?? Infinity);
  if (isBelow(base, proposal)) return "better";
  return isBelow(proposal, base) ? "worse" : "not proven";
}
