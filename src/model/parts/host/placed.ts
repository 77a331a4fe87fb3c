/** Checks of a part that is placed on a machine. */
import type { Path, Sense } from "../../check/sense.js";
import { type MayBreak, whileNotLost } from "../shared/breakdowns.js";
import { hostOf } from "./options.js";

/** There must be such a machine. */
export const checkHost = (sense: Sense, host: string, path: Path): void =>
  void sense.part(host, "host", [...path, "host"]);

/** @returns the walk, of work that is lost when the instance or its host breaks down */
export function whileUp(sense: Sense, part: string, { instances = 1, breakdowns, host }: MayBreak, walk: () => number) {
  const isDisturbed = sense.disturbed.has(part);
  const disturbed = isDisturbed ? () => sense.mayBreak(`what happens to ${part}`, false, walk) : walk;
  const onInstance = whileNotLost(sense, part, instances, breakdowns, disturbed);
  if (host === undefined) return onInstance;
  return whileNotLost(sense, host, 1, hostOf(sense.model, host)?.breakdowns, onInstance);
}
