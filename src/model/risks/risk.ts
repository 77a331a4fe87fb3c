/** A risk of a model that objectives do not show, since it did not occur in the run. */

import type { Path } from "../check/sense.js";
import type { Hop } from "./hops.js";

export interface Risk {
  readonly rule: string; // "no-timeout"
  readonly subject: string; // Stable when other parts change: "web.browse → db.read"
  readonly message: string; // One sentence without a full stop.
  readonly path: Path; // Where in the model.
}

/** A rule about calls. @param hops every call that a request can make, see `hops.ts` */
export type RiskRule = (hops: readonly Hop[]) => readonly Risk[];

/** Identifies a risk. A changed number in the message, such as 4 attempts to 9, makes it another risk. */
export const keyOf = ({ rule, subject, message }: Risk): string => JSON.stringify([rule, subject, message]);
