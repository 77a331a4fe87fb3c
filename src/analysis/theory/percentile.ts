import { invertCdf } from "../../mathematics/root.js";

/** The p-quantile of a distribution given by its tail P(X > t): 0 where P(X = 0) ≥ p, Infinity where the tail stays above. */
export function percentile(tail: (t: number) => number, p: number): number {
  return tail(0) <= 1 - p ? 0 : invertCdf((t) => 1 - tail(t), p);
}
