/** A call without a timeout or a deadline, on it or on a call around it. */
import { type Hop, nameOfHop } from "./hops.js";
import type { RiskRule } from "./risk.js";

/** A user's patience does not count: it ends the user's waiting, not the system's. */
const isBounded = ({ isEntry, policies: { timeout, deadline } }: Hop): boolean =>
  deadline !== undefined || (timeout !== undefined && !isEntry);

export const noTimeout: RiskRule = (hops) =>
  hops
    .filter((hop) => hop.mayHang && !hop.isEntry)
    .filter((hop) => ![...hop.within, hop].some(isBounded))
    .map((hop) => ({
      rule: "no-timeout",
      subject: nameOfHop(hop),
      message: "has no timeout or deadline: if it hangs, its caller hangs, with all it holds",
      path: hop.path,
    }));
