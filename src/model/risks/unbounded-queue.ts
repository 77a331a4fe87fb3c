/**
 * An unbounded queue: an overload turns into endless waiting instead of visible errors. Not where something around
 * bounds it: a deadline, or a part that refuses requests.
 */
import type { Surroundings } from "../check/surroundings.js";
import type { Path } from "../source/diagnostics.js";
import type { Risk } from "./risk.js";

/** @param queue "the queue for its threads" @param under the option that would bound it stands below this */
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
