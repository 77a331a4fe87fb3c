/**
 * How heavy-tailed distributions affect means. A queue whose service times have infinite variance has an infinite mean
 * wait; if their third moment is infinite, the wait has infinite variance, and no interval of its mean is valid. The
 * interval of any mean needs a finite variance. Percentiles always exist.
 *
 * Source: Pollaczek and Khinchine's formulas; Asmussen, Applied Probability and Queues (2003), ch. X.
 */
import type { Model } from "../../model/language/model.js";
import type { Stage, Station } from "../../model/outline/outline.js";
import { outlineTraffic, type TrafficOutline } from "../../model/traffic/outline.js";
import { keyOf } from "../theory/network.js";
import { infiniteMoment, inside, lowestMoment } from "./lowest-moment.js";

export interface Doubt {
  readonly isInfinite: boolean; // The mean itself is infinite; otherwise it only has no interval.
  readonly reason: string;
}

export interface HeavyTails {
  readonly endpoints: ReadonlyMap<string, Doubt>;
  readonly waits: ReadonlyMap<string, Doubt>; // By "part resource".
}

const known = new WeakMap<Model, HeavyTails>(); // Asked again for each look at runs of a model.

export function heavyTails(model: Model): HeavyTails {
  const tails = known.get(model) ?? heavyTailsIn(model);
  known.set(model, tails);
  return tails;
}

function heavyTailsIn(model: Model): HeavyTails {
  const traffic = outlineTraffic(model);
  const waits = new Map(
    [...uncutVisits(traffic)].flatMap(([key, { station, moment, areUsers }]) => {
      const doubt = waitDoubt(station, moment, areUsers);
      return doubt === null ? [] : [[key, doubt] as const];
    }),
  );
  const endpoints = traffic
    .flatMap((source) => source.endpoints)
    .flatMap(({ name, stages }) => {
      const doubt = worse(timeDoubt(lowestMoment(stages)), waitsOn(stages, waits));
      return doubt === null ? [] : [[name, doubt] as const];
    });
  return { waits, endpoints: new Map(endpoints) };
}

/** The waits for a part's resources, by resource. */
export function waitDoubts({ waits }: HeavyTails, part: string): ReadonlyMap<string, Doubt> {
  const own = [...waits].filter(([key]) => key.startsWith(`${part} `));
  return new Map(own.map(([key, doubt]) => [key.slice(part.length + 1), doubt]));
}

/** @param areUsers closed users: the queue is never longer than their number */
function waitDoubt({ sharing, queueMax, patience }: Station, moment: number, areUsers: boolean): Doubt | null {
  if (patience !== null) return timeDoubt(Math.min(moment, infiniteMoment(patience)));
  if (sharing || areUsers || queueMax !== Number.POSITIVE_INFINITY) return timeDoubt(moment);
  if (moment <= 2)
    return { isInfinite: true, reason: "service times have an infinite variance: the mean wait is infinite" };
  if (moment > 3) return null;
  return {
    isInfinite: false,
    reason: "service times have an infinite third moment: no interval of the mean wait is valid",
  };
}

function timeDoubt(moment: number): Doubt | null {
  if (moment <= 1) return { isInfinite: true, reason: "the mean of a declared time is infinite" };
  if (moment > 2) return null;
  return { isInfinite: false, reason: "a declared time has an infinite variance: no interval of the mean is valid" };
}

const worse = (a: Doubt | null, b: Doubt | null): Doubt | null => (b?.isInfinite ? b : (a ?? b));

/** The mean of all endpoints together. */
export const ofAll = ({ endpoints }: HeavyTails): Doubt | null =>
  [...endpoints.values()].reduce<Doubt | null>(worse, null);

/** For parallel steps: only if those with finite moments are too few to wait for. */
function waitsOn(stages: readonly Stage[], waits: ReadonlyMap<string, Doubt>): Doubt | null {
  return stages.map((stage) => waitOn(stage, waits)).reduce(worse, null);
}

function waitOn(stage: Stage, waits: ReadonlyMap<string, Doubt>): Doubt | null {
  const own = stage.kind === "cores" || stage.kind === "hold" ? (waits.get(keyOf(stage.at)) ?? null) : null;
  if (stage.kind !== "together") return worse(own, waitsOn(inside(stage), waits));
  const doubts = stage.branches.flatMap(({ copies, body }) => Array<Doubt | null>(copies).fill(waitsOn(body, waits)));
  const doubted = doubts.filter((doubt) => doubt !== null);
  return doubts.length - doubted.length >= stage.needs ? null : doubted.reduce(worse, null);
}

/**
 * Visits to stations that no deadline cuts short, with the lowest moment of the time held that is infinite. A timeout
 * cuts nothing: its caller goes, and the work goes on, past any deadline that would have come later.
 */
interface UncutVisits {
  readonly station: Station;
  moment: number;
  areUsers: boolean; // All visitors are closed users, with one request each at a time.
}

/** By "part resource". */
function uncutVisits(traffic: readonly TrafficOutline[]): ReadonlyMap<string, UncutVisits> {
  const found = new Map<string, UncutVisits>();
  for (const { users, endpoints } of traffic)
    for (const { stages } of endpoints)
      visit(found, stages, { deadlineMs: Number.POSITIVE_INFINITY, isUser: users !== null });
  return found;
}

interface Way {
  readonly deadlineMs: number; // The tightest enclosing deadline; Infinity: none.
  readonly isUser: boolean;
}

const NOT_AWAITED: Way = { deadlineMs: Number.POSITIVE_INFINITY, isUser: false };

function visit(found: Map<string, UncutVisits>, stages: readonly Stage[], way: Way): void {
  for (const stage of stages) {
    if (stage.kind === "hold") count(found, stage.at, lowestMoment(stage.body), way);
    if (stage.kind === "cores") count(found, stage.at, infiniteMoment(stage.law), way);
    if (stage.kind === "aside") visit(found, stage.body, NOT_AWAITED);
    else if (stage.kind === "together")
      for (const { body } of stage.branches) visit(found, body, stage.stopsRest ? way : NOT_AWAITED);
    else if (stage.kind === "try") {
      visit(found, stage.body, within(stage.policies, way));
      visit(found, stage.fallback, way);
    } else visit(found, inside(stage), way);
  }
}

function within(
  { timeout = Number.POSITIVE_INFINITY, deadline = Number.POSITIVE_INFINITY }: { timeout?: number; deadline?: number },
  way: Way,
): Way {
  const deadlineMs = Math.min(way.deadlineMs, deadline);
  if (timeout < deadlineMs) return NOT_AWAITED;
  return { ...way, deadlineMs };
}

function count(found: Map<string, UncutVisits>, station: Station, moment: number, way: Way): void {
  if (way.deadlineMs < Number.POSITIVE_INFINITY) return;
  const key = keyOf(station);
  const known = found.get(key);
  if (known === undefined) {
    found.set(key, { station, moment, areUsers: way.isUser });
    return;
  }
  known.moment = Math.min(known.moment, moment);
  known.areUsers &&= way.isUser;
}
