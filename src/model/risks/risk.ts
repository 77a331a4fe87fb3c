/** A risk of a model that objectives do not show, since it did not occur in the run; and two that several parts have. */

import type { OfferedLoad } from "../check/offered-loads.js";
import type { Model } from "../language/model.js";
import type { SharedCores } from "../parts/shared/work-capacity.js";
import type { Path } from "../source/diagnostics.js";
import type { Hop } from "./hops.js";

export interface Risk {
  readonly rule: string; // "no-timeout"
  readonly subject: string; // Stable when other parts change: "web.browse → db.read"
  readonly message: string; // One sentence without a full stop.
  readonly path: Path; // Where in the model.
}

/** Identifies a risk. A changed number in the message, such as 4 attempts to 9, makes it another risk. */
export const keyOf = ({ rule, subject, message }: Risk): string => JSON.stringify([rule, subject, message]);

/** A single point of failure. @param how "runs as one instance" @returns nothing if no request needs it, or all calls have a fallback */
export function oneOfIt({ hops }: Surroundings, name: string, how: string): readonly Risk[] {
  const isNeeded = hops.some(
    (hop) => hop.part === name && [...hop.within, hop].every(({ policies }) => policies.fallback === undefined),
  );
  const message = `${how}: when it is down, every request that needs it fails`;
  return isNeeded ? [{ rule: "single-point", subject: name, message, path: ["parts", name] }] : [];
}

/**
 * An overload turns into endless waiting instead of visible errors. Not where something around bounds it: a deadline, or
 * a part that refuses requests.
 *
 * @param queue "the queue for its threads" @param under the option that would bound it stands below this
 */
export function endless(
  around: Surroundings,
  name: string,
  resource: string,
  queue: string,
  ...under: string[]
): Risk[] {
  const own = around.loadsOf(around.model).filter((load) => load.part === name && load.resource.startsWith(resource));
  const isBounded = own.length > 0 && own.every(({ boundedBy }) => boundedBy.length > 0);
  return isBounded ? [] : [unbounded(`${name} ${resource}`, queue, ["parts", name, ...under])];
}

export const unbounded = (subject: string, queue: string, path: Path): Risk => ({
  rule: "unbounded-queue",
  subject,
  message: `${queue} is unbounded: an overload becomes waiting, not errors`,
  path,
});

/** What a part may look up about the model to find its risks, units and possible changes. */
export interface Surroundings {
  readonly model: Model;
  readonly hops: readonly Hop[]; // Every call that a request can make, see `risks/hops.ts`.
  /** The cores that do the part's work; undefined if it does none. */
  machineOf(part: string): SharedCores | undefined;
  /** Its number of instances; 1 for a part without instances. */
  instancesOf(part: string): number;
  /** The offered loads of this model or of a variation. */
  loadsOf(model: Model): readonly OfferedLoad[];
}
