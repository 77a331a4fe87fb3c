/** A call whose failure fails the request: no fallback on it or on a call around it. */

import { type Hop, nameOfHop } from "./hops.js";
import type { RiskRule } from "./risk.js";

export const noFallback: RiskRule = (hops) =>
  hops
    .filter(({ mayFail, isEntry }) => mayFail && !isEntry)
    .filter((hop) => [...hop.within, hop].every(({ policies }) => policies.fallback === undefined))
    .map((hop) => ({
      rule: "no-fallback",
      subject: nameOfHop(hop),
      message: `has no fallback: ${consequence(hop)}`,
      path: hop.path,
    }));

const consequence = ({ waits, within }: Hop): string => {
  if (!waits) return "when the queue is full, the request fails";
  return within.length === 0 ? "when it fails, the message is lost" : "when it fails, so does what called it";
};
