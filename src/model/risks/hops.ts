/**
 * Every call that a request can make, with the calls around it, for the rules to look at. A call that is reached in two
 * ways is listed twice. Checked models have no circular calls.
 */

import { KINDS, partKindOf, stepKindOf } from "../language/catalogue.js";
import { insideFallback, type StepData, type Visit } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import type { Path } from "../source/diagnostics.js";

export interface Hop extends Visit {
  readonly isEntry: boolean; // A user's request itself.
  readonly verb: string; // Of the step that makes it; of a request itself, none.
  readonly from: string; // The caller: "web.browse", a queue, or a traffic source.
  readonly process: string; // The part whose process asks, or the source: of a module, its caller's.
  readonly part: string; // Of the target.
  readonly path: Path;
  readonly within: readonly Hop[]; // The hops that wait for this one, the outermost first.
  readonly times: number; // Mean number per request of all traffic, without failures.
  readonly atOnce: number; // How many of the caller's steps may run concurrently there.
  readonly source: string; // The traffic it began with.
  readonly isOnHeld: boolean; // Uses the connection of a transaction around it.
  readonly isKept: boolean; // A message that is written where what it tells of is.
  readonly isHandedOn?: boolean; // A message, by the part that took it first.
}

type Place = Pick<Hop, "from" | "process" | "path" | "within" | "times" | "atOnce" | "source"> & {
  readonly held: readonly string[]; // The databases of the transactions around.
};

export function hopsOf(model: Model): readonly Hop[] {
  const hops: Hop[] = [];
  for (const [source, traffic] of Object.entries(model.traffic)) {
    for (const [target, times] of Object.entries(traffic.mix))
      follow(model, hops, {
        target,
        policies: traffic,
        waits: true,
        mayHang: true,
        mayFail: true,
        effect: null,
        as: "call",
        isEntry: true,
        verb: "",
        from: source,
        process: source,
        part: partOf(target),
        path: ["traffic", source],
        within: [],
        times,
        atOnce: 1,
        source,
        isOnHeld: false,
        isKept: false,
      });
    const from = {
      from: source,
      process: source,
      path: ["traffic", source],
      within: [],
      times: 0,
      atOnce: 1,
      source,
      held: [],
    };
    for (const { under, steps } of insideFallback(traffic))
      walk(model, hops, steps, { ...from, path: [...from.path, ...under] });
  }
  return hops;
}

const partOf = (target: string): string => target.split(".")[0];

/** Adds a hop and all hops inside it. @param held around it in the same process: databases of transactions */
function follow(model: Model, hops: Hop[], hop: Hop, held: Place["held"] = []): void {
  hops.push(hop);
  const part = model.parts[hop.part];
  for (const { to, times, policies, keeps } of partKindOf(part)?.takesMessages?.handsOn?.(part as never) ?? []) {
    const mayFail = !keeps && partKindOf(model.parts[to])?.takesMessages?.mayRefuse(model.parts[to] as never) === true;
    const next = { target: to, part: to, policies, mayFail, mayHang: false, isHandedOn: true };
    follow(model, hops, {
      ...hop,
      ...next,
      from: hop.part,
      process: hop.part,
      path: ["parts", hop.part],
      times: hop.times * times,
    });
  }
  const [, called = ""] = hop.target.split(".");
  const entry = partKindOf(part)
    ?.entries?.(part as never)
    .find(({ name }) => name === called);
  if (entry === undefined) return;
  const { target, times, source, isInProcess = false } = hop;
  const within = hop.waits ? [...hop.within, hop] : [];
  walk(model, hops, entry.steps, {
    from: target,
    process: isInProcess ? hop.process : hop.part,
    path: ["parts", hop.part, ...entry.under],
    within,
    times,
    atOnce: 1,
    source,
    held: isInProcess ? held : [],
  });
}

function walk(model: Model, hops: Hop[], steps: readonly StepData[], place: Place): void {
  steps.forEach((step, i) => {
    const kind = stepKindOf(step);
    if (kind === undefined) return;
    const { held, ...around } = place;
    const path = [...around.path, i];
    const visit = kind.visits(step as never, model, KINDS);
    const part = visit === null ? "" : partOf(visit.target);
    const hop: Hop | null = visit && {
      ...visit,
      isEntry: false,
      verb: kind.verb,
      part,
      ...around,
      path,
      isOnHeld: visit.holds !== true && held.includes(part),
      isKept: partKindOf(model.parts[part])?.takesMessages?.publisherWaits !== undefined,
    };
    if (hop !== null) follow(model, hops, hop, held);
    const isHeld = hop?.holds === true ? { within: [...around.within, hop], held: [...held, part] } : null;
    for (const { under, steps, times, atOnce = 1, isAside } of kind.inside(step as never, model))
      walk(model, hops, steps, {
        ...place,
        ...(under[0] === "fallback" ? null : isHeld),
        ...(isAside === true ? { within: [], held: [] } : null),
        path: [...path, ...under],
        times: place.times * times,
        atOnce: place.atOnce * atOnce,
      });
  });
}

/** "web.browse → db.read", the same wherever the step stands in its list. */
export const nameOfHop = ({ from, target }: Hop): string => `${from} → ${target}`;
