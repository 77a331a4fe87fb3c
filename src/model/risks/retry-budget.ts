/** Retries without a budget go on while everything fails: that keeps an overload alive after its cause is gone. */
import { nameOfHop } from "./hops.js";
import type { RiskRule } from "./risk.js";

export const retryBudget: RiskRule = (hops) =>
  hops
    .filter(({ policies: { retry } }) => retry !== undefined && retry.attempts > 1 && retry.budget === undefined)
    .map((hop) => ({
      rule: "retry-without-budget",
      subject: nameOfHop(hop),
      message: "retries without a budget: when all fails, each attempt is repeated, and the overload feeds itself",
      path: [...hop.path, "retry"],
    }));
