/** What can go wrong with a model that no objective sees, since the run it is judged by did not meet it. */

import type { Path } from "../check/sense.js";
import type { Hop } from "./hops.js";

export interface Risk {
  readonly rule: string; // "no-timeout"
  readonly subject: string; // What it is about, the same before and after other parts have changed: "web.browse → db.read"
  readonly message: string; // One sentence without a full stop.
  readonly path: Path; // Where in the model.
}

/** Of how calls are made, whatever they ask. @param hops every call that a request can make, see `hops.ts` */
export type RiskRule = (hops: readonly Hop[]) => readonly Risk[];

/** The same rule says the same of the same subject. A figure that changes, such as 4 attempts to 9, is another risk. */
export const keyOf = ({ rule, subject, message }: Risk): string => JSON.stringify([rule, subject, message]);
