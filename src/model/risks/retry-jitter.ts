/** Retries without jitter: requests that failed together retry together. */
import { nameOfHop } from "./hops.js";
import type { RiskRule } from "./risk.js";

export const retryJitter: RiskRule = (hops) =>
  hops.flatMap((hop) => {
    const { retry } = hop.policies;
    if (retry === undefined || retry.attempts < 2 || (retry.jitter !== "none" && retry.backoff > 0)) return [];
    const how = retry.backoff > 0 ? "without jitter" : "at once, without a backoff";
    return [
      {
        rule: "retry-without-jitter",
        subject: nameOfHop(hop),
        message: `retries ${how}: those that failed together come back together`,
        path: [...hop.path, "retry"],
      },
    ];
  });
