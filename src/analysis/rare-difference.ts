/** The difference of two shares of which one is rare: the spread over replications then says too little. */
import type { Estimate } from "./findings.js";

/**
 * Widens `difference` to at least
 *   d − √((p₁ − l₁)² + (u₀ − p₀)²)  to  d + √((u₁ − p₁)² + (p₀ − l₀)²),
 * from the intervals of both shares, which keep the exact ones of a few events (`shareInterval`). Two variants without
 * any error are not proven equal by having had none.
 *
 * Source: Newcombe 1998, method 10; Zou & Donner 2008 (MOVER).
 */
export function atLeastOfShares(difference: Estimate, base: Estimate, other: Estimate): Estimate {
  const [{ value: p0, low: l0, high: u0 }, { value: p1, low: l1, high: u1 }] = [base, other];
  const { value, low, high } = difference;
  if (value === null || low === null || high === null) return difference;
  if (p0 === null || l0 === null || u0 === null || p1 === null || l1 === null || u1 === null) return difference;
  return {
    ...difference,
    low: Math.min(low, value - Math.hypot(p1 - l1, u0 - p0)),
    high: Math.max(high, value + Math.hypot(u1 - p1, p0 - l0)),
  };
}
