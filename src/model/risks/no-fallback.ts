/** A hop whose failure is the request's: nothing stands in for it, here or in a call around it. */

import type { Model } from "../language/model.js";
import { type Hop, nameOfHop } from "./hops.js";
import type { RiskRule } from "./risk.js";

export const noFallback: RiskRule = (model, hops) =>
  hops
    .filter(
      ({ verb, target }) => verb === "call" || verb === "query" || (verb === "publish" && isBounded(model, target)),
    )
    .filter((hop) => [...hop.within, hop].every(({ policies }) => policies.fallback === undefined))
    .map((hop) => ({
      rule: "no-fallback",
      subject: nameOfHop(hop),
      message: `has no fallback: ${consequence(hop)}`,
      path: hop.path,
    }));

const consequence = ({ verb, within }: Hop): string => {
  if (verb === "publish") return "when the queue is full, the request fails";
  return within.length === 0 ? "when it fails, the message is lost" : "when it fails, so does what called it";
};

/** Only a queue with a limit refuses. */
const isBounded = ({ parts }: Model, queue: string): boolean =>
  Number.isFinite((parts[queue] as { limit?: number } | undefined)?.limit);
