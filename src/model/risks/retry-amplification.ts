/**
 * Retries multiply along a path: with a attempts at each of k hops, a call that fails reaches the last part aᵏ times.
 *
 *   amplification = Π min(attempts, 1 + budget)
 *
 * A part with a capacity of c requests a second then bears c ÷ amplification. A call with a circuit breaker counts once,
 * since retries stop at an open breaker.
 */
import { budgetShare } from "../language/policies.js";
import { type Hop, nameOfHop } from "./hops.js";
import type { RiskRule } from "./risk.js";

const FROM = 2; // Attempts at the last part for each request; below, it is no storm.

export function attemptsOf({ policies: { retry, breaker } }: Hop): number {
  if (retry === undefined || breaker !== undefined) return 1;
  return Math.min(retry.attempts, 1 + budgetShare(retry));
}

export const retryAmplification: RiskRule = (hops) =>
  hops.flatMap((hop) => {
    if (hop.policies.retry === undefined) return []; // Reported at the last retry only, not for calls below it.
    const factors = [...hop.within, hop].map(attemptsOf).filter((attempts) => attempts > 1);
    const product = factors.reduce((all, each) => all * each, 1);
    if (product < FROM) return [];
    const shown = factors.map((each) => Number(each.toPrecision(3)));
    const sum = shown.length > 1 ? `${shown.join(" × ")} = ` : "";
    return [
      {
        rule: "retry-amplification",
        subject: nameOfHop(hop),
        message: `when ${hop.target} fails, retries multiply its load by ${sum}${Number(product.toPrecision(3))}; its hidden capacity is what it has ÷ ${Number(product.toPrecision(3))}`,
        path: [...hop.path, "retry"],
      },
    ];
  });
