/** Of what is more asked than there is, by the analytic load. */
import { checkSense } from "../../model/check/check-sense.js";
import type { OfferedLoad } from "../../model/check/offered-loads.js";
import { isTooMuch } from "../../model/check/overload-sense.js";
import { KINDS } from "../../model/language/catalogue.js";
import { partKindIn } from "../../model/language/kinds.js";
import type { Model, PartData } from "../../model/language/model.js";
import { isStationary } from "../../model/traffic/rate.js";

export interface OverloadedResource {
  readonly part: string;
  readonly resource: string;
  readonly offered: number; // Load ÷ capacity, at least 1.
}

/**
 * The resource of which most is asked, which binds if anything does; null if there is enough of all. What is asked for
 * counts in full, so this is no proof that anything grows: it may be refused, give up or be stopped.
 *
 * @param within a part; null: all but work queues, where messages wait and no requests
 */
export const mostOverloaded = (model: Model, within: string | null = null): OverloadedResource | null =>
  most(model, within, ({ busy, capacity }) => busy >= capacity);

/**
 * The same, if it is certain that what waits grows for ever: nothing refuses, stops or gives up what is too much of it.
 *
 * @param within a part; null: the number of requests, so that messages and what has outlived its caller do not count
 */
export function mustGrow(model: Model, within: string | null = null): OverloadedResource | null {
  if (Object.values(model.traffic).some(({ rate }) => rate !== undefined && !isStationary(rate))) return null;
  if (within === null)
    return most(model, null, ({ certain, capacity }) => isTooMuch(certain, certain?.ofRequests ?? 0, capacity));
  const { loads } = checkSense(model, () => null);
  // What waits elsewhere, before it, may keep messages from coming.
  const isFirst = loads.every(({ part, queue }) => part === within || queue === "fits");
  return isFirst ? most(model, within, ({ queue }) => queue === "grows") : null;
}

function most(model: Model, within: string | null, binds: (load: OfferedLoad) => boolean): OverloadedResource | null {
  const [first] = checkSense(model, () => null)
    .loads.filter((load) => mayBind(model, load.part, within) && binds(load))
    .map(({ part, resource, busy, capacity }) => ({ part, resource, offered: busy / capacity }))
    .toSorted((a, b) => b.offered - a.offered);
  return first ?? null;
}

/** What is too much of it is refused, gives up or is stopped: nothing piles up there for ever. */
export const isBounded = (model: Model, { part, resource }: OverloadedResource): boolean =>
  checkSense(model, () => null).loads.some(
    (load) => load.part === part && load.resource === resource && load.queue === "bounded",
  );

export const mayBind = ({ parts }: Model, part: string, within: string | null): boolean =>
  within === null ? !isAside(parts[part]) : part === within;

export const asidesIn = ({ parts }: Model): ReadonlySet<string> =>
  new Set(Object.keys(parts).filter((name) => isAside(parts[name])));

/** Whether messages come there, for which no request waits. */
export const isAside = (part: PartData | undefined): boolean => partKindIn(KINDS, part)?.isAside === true;
