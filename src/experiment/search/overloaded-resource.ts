/** Resources whose offered load exceeds their capacity, from the model alone. */
import { senseOf } from "../../model/check/check-sense.js";
import { isGrowing } from "../../model/check/growth.js";
import type { OfferedLoad } from "../../model/check/offered-loads.js";
import { isTooMuch } from "../../model/check/overload-sense.js";
import { partKindOf } from "../../model/language/catalogue.js";
import type { Model, PartData } from "../../model/language/model.js";
import { isStationary } from "../../model/traffic/rate.js";

export interface OverloadedResource {
  readonly part: string;
  readonly resource: string;
  readonly offered: number; // Load ÷ capacity, at least 1.
}

/**
 * The resource with the highest offered load ÷ capacity; null if none exceeds its capacity. All offered work counts, so
 * the queue need not grow: requests may be refused, give up or be stopped.
 *
 * @param within a part; null: all parts but work queues, in which messages wait and no requests
 */
export const mostOverloaded = (model: Model, within: string | null = null): OverloadedResource | null =>
  most(model, within, ({ busy, capacity }) => busy >= capacity);

/**
 * The same, but only where its queue certainly grows for ever: nothing refuses or stops the excess, and no request
 * gives up.
 *
 * @param within a part; null: the number of requests, so that messages and the work of abandoned calls do not count
 */
export function mustGrow(model: Model, within: string | null = null): OverloadedResource | null {
  if (isGrowing(model) || Object.values(model.traffic).some(({ rate }) => rate !== undefined && !isStationary(rate)))
    return null;
  if (within === null)
    return most(model, null, ({ certain, capacity }) => isTooMuch(certain, certain?.ofRequests ?? 0, capacity));
  const { loads } = senseOf(model);
  // A queue elsewhere, before it, may keep messages from coming.
  const isFirst = loads.every(({ part, queue }) => part === within || queue === "fits");
  return isFirst ? most(model, within, ({ queue }) => queue === "grows") : null;
}

function most(model: Model, within: string | null, binds: (load: OfferedLoad) => boolean): OverloadedResource | null {
  const [first] = senseOf(model)
    .loads.filter((load) => mayBind(model, load.part, within) && binds(load))
    .map(({ part, resource, busy, capacity }) => ({ part, resource, offered: busy / capacity }))
    .toSorted((a, b) => b.offered - a.offered);
  return first ?? null;
}

/** The excess is refused, gives up or is stopped, so its queue does not grow for ever. */
export const isBounded = (model: Model, { part, resource }: OverloadedResource): boolean =>
  senseOf(model).loads.some((load) => load.part === part && load.resource === resource && load.queue === "bounded");

export const mayBind = ({ parts }: Model, part: string, within: string | null): boolean =>
  within === null ? !isAside(parts[part]) : part === within;

export const asidesIn = ({ parts }: Model): ReadonlySet<string> =>
  new Set(Object.keys(parts).filter((name) => isAside(parts[name])));

/** A part that receives messages, for which no request waits. */
export const isAside = (part: PartData | undefined): boolean => partKindOf(part)?.isAside === true;
