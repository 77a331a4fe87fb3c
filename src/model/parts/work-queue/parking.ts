/** Where a queue parks the messages that it gives up. */
import type { Park } from "../../../components/work-queue/parking.js";
import type { WorkQueue } from "../../../components/work-queue/work-queue.js";
import { suggest } from "../../check/remarks.js";
import type { Path, Sense } from "../../check/sense.js";
import { type Built, partKindIn } from "../../language/kinds.js";
import type { Model, PartData } from "../../language/model.js";

/** A part in which queues park messages. */
export interface BuiltParker extends Built {
  parks(origin: WorkQueue): Park;
}

const parkOf = (part: PartData | undefined): string | undefined =>
  (part as { readonly "dead-letter"?: string } | undefined)?.["dead-letter"];

/** The queues that park messages there. */
export const parkingIn = ({ parts }: Pick<Model, "parts">, name: string): readonly string[] =>
  Object.keys(parts).filter((queue) => parkOf(parts[queue]) === name);

export function checkParking(sense: Sense, queue: string): void {
  const { parts } = sense.model;
  const to = parkOf(parts[queue]);
  if (to === undefined) return;
  const path: Path = ["parts", queue, "dead-letter"];
  const isParker = (name: string): boolean => partKindIn(sense.kinds, parts[name])?.parksMessages === true;
  const known = Object.keys(parts).filter((name) => name !== queue && isParker(name));
  const hint = known.length > 0 ? suggest(to, known) : `add a part for them: \`${to}: { type: dead-letters }\``;
  if (!Object.hasOwn(parts, to)) sense.error(path, `there is no part "${to}"`, hint);
  else if (!isParker(to)) sense.error(path, `"${to}" is a ${parts[to].type}, which keeps no messages`, hint);
  else {
    const round = circle(parts, queue);
    if (round !== null)
      sense.error(path, `dead letters go round in a circle: ${round.join(" → ")}`, "let one of them park elsewhere");
  }
}

/** The queue that works on what this one gives up; null if none does, or if that goes round in a circle. */
export function slowLane({ model: { parts }, kinds }: Sense, queue: string): string | null {
  const to = parkOf(parts[queue]);
  if (to === undefined || !Object.hasOwn(parts, to)) return null;
  if (partKindIn(kinds, parts[to])?.takesMessages === undefined) return null;
  const way = new Set<string>();
  for (let at: string | undefined = queue; at !== undefined; at = parkOf(parts[at])) {
    if (way.has(at)) return null;
    way.add(at);
  }
  return to;
}

/** The way back to the queue; null if there is none. */
function circle(parts: Model["parts"], queue: string): readonly string[] | null {
  const way = [queue];
  for (let at = parkOf(parts[queue]); at !== undefined; at = parkOf(parts[at])) {
    if (at === queue) return [...way, queue];
    if (way.includes(at)) return null; // A circle further on, which is told there.
    way.push(at);
  }
  return null;
}
