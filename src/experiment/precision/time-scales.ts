/**
 * The time scales of a model: the relaxation time of its queues, and its slowest process; for each endpoint from the
 * parts that it visits.
 *
 * The relaxation time of a queue is 1 ÷ (μ (1 − √ρ)²), for one instance if requests are balanced without regard to
 * load, or follows from its closed form; see analysis/theory/run-length.ts. Nothing else is steady before the slowest
 * mean time (of a service, a wait, an idle instance, the filling of a cache) has passed a few times.
 */
import { relaxationTime, settlingTime } from "../../analysis/theory/run-length.js";
import { demandOf, openedUp, senseOf } from "../../model/check/check-sense.js";
import type { Pace } from "../../model/check/paces.js";
import type { OfferedLoad } from "../../model/check/sense.js";
import type { Model } from "../../model/language/model.js";
import { outlineTraffic } from "../../model/traffic/outline.js";
import { isLimited } from "../theory/form.js";
import { networkOf } from "../theory/network.js";
import { banksOf, remembersMs } from "../theory/open-claims.js";
import { Stations, type StationTheory } from "../theory/stations.js";

export interface TimeScales {
  readonly relaxation: Pace; // Of the slowest queue; of closed users, their longest round.
  readonly slowest: Pace;
}

export interface ModelTimeScales {
  readonly all: TimeScales; // Of the requests of all endpoints.
  readonly whole: TimeScales; // Of messages too.
  readonly entries: ReadonlyMap<string, TimeScales>; // By endpoint, and by work queue for its messages.
  readonly parts: ReadonlyMap<string, TimeScales>;
  readonly visits: ReadonlyMap<string, ReadonlySet<string>>; // The parts that each of the entries visits.
  readonly sharedQueues: ReadonlySet<string>; // Limited parts with one queue for all endpoints.
}

const NONE: Pace = { ms: 0, what: "" };

/** Assumed where the offered load exceeds the capacity: either something refuses or gives up, or the system grows. */
const LOAD_OF_THE_OVERLOADED = 0.9;

const known = new WeakMap<Model, ModelTimeScales>(); // Asked again for each look at the same runs.

export function timeScalesOf(model: Model): ModelTimeScales {
  const scales = known.get(model) ?? found(model);
  known.set(model, scales);
  return scales;
}

/** The longer of both; it must pass a few times before the model is steady. */
export const longest = ({ relaxation, slowest }: TimeScales): Pace => slower(relaxation, slowest);

function found(model: Model): ModelTimeScales {
  const { open, closed } = demandOf(model);
  const { paces, loads } = senseOf(openedUp(model));
  const theories = theoriesOf(model);
  const relaxations = new Map<string, Pace>();
  for (const load of open) {
    const pace = queuePace(load, theories.get(keyOf(load)));
    relaxations.set(load.part, slower(relaxations.get(load.part) ?? NONE, pace));
  }
  const round: Pace = { ms: Math.max(0, ...closed.map(({ roundMs }) => roundMs)), what: "a user's round takes" };
  const isClosed = closedEntries(model);
  const entries = new Map<string, TimeScales>();
  for (const [name, { slowest }] of paces.entries)
    entries.set(name, { relaxation: isClosed(name) ? round : NONE, slowest });
  const parts = new Map<string, TimeScales>();
  const isShared = (part: string): boolean => loads.some((load) => load.part === part) || paces.lookUpsPerMs.has(part);
  for (const part of Object.keys(model.parts)) {
    const held = isShared(part) ? paces.held.get(part) : undefined;
    const slowest = slower(paces.parts.get(part) ?? NONE, held ?? NONE);
    parts.set(part, { relaxation: relaxations.get(part) ?? NONE, slowest });
  }
  const ranked = rankedParts(model);
  const visits = new Map([...paces.entries].map(([name, entry]) => [name, entry.parts] as const));
  spread(entries, parts, visits, isShared);
  const asked = [...entries].filter(([name]) => model.parts[name] === undefined);
  return {
    all: longestOf(asked.map(([, scales]) => scales)),
    whole: longestOf([...entries.values()]),
    entries,
    parts,
    visits,
    sharedQueues: new Set(Object.keys(model.parts).filter((part) => isShared(part) && !ranked.has(part))),
  };
}

function rankedParts(model: Model): ReadonlySet<string> {
  const places = [...networkOf(outlineTraffic(model)).places.values()];
  return new Set(places.flatMap(({ station }) => (station.classes > 1 ? [station.part] : [])));
}

/**
 * The time scale of an endpoint includes those of the parts that it visits, and that of a part those of the endpoints
 * that visit it; endpoints that share no limited part do not affect each other.
 */
function spread(
  entries: Map<string, TimeScales>,
  parts: Map<string, TimeScales>,
  visits: ModelTimeScales["visits"],
  isShared: (part: string) => boolean,
): void {
  const feels = new Map(parts); // Of a part, as its visitors feel it.
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    for (const [entry, visited] of visits) {
      const own = longestOf([entries.get(entry)!, ...[...visited].map((part) => feels.get(part) ?? NOTHING)]);
      entries.set(entry, own);
      for (const part of visited) {
        const there = longestOf([parts.get(part) ?? NOTHING, own]);
        parts.set(part, there);
        if (isShared(part)) feels.set(part, there);
      }
    }
    now = [...entries.values(), ...parts.values()].reduce((sum, scales) => sum + longest(scales).ms, 0);
  }
}

const NOTHING: TimeScales = { relaxation: NONE, slowest: NONE };

const longestOf = (all: readonly TimeScales[]): TimeScales => ({
  relaxation: slowestOf(all.map(({ relaxation }) => relaxation)),
  slowest: slowestOf(all.map(({ slowest }) => slowest)),
});

const slower = (a: Pace, b: Pace): Pace => (b.ms > a.ms ? b : a);
const slowestOf = (paces: readonly Pace[]): Pace => paces.reduce(slower, NONE);
const keyOf = ({ part, resource }: Pick<OfferedLoad, "part" | "resource">): string => `${part} ${resource}`;

/** By "part resource"; theory sees what the load does not: limits of the queue, the spread of service times. */
function theoriesOf(model: Model): ReadonlyMap<string, StationTheory> {
  if (Object.values(model.traffic).some(({ users }) => users !== undefined)) return new Map();
  const network = networkOf(outlineTraffic(model));
  const seen = {
    neverWaited: () => false,
    wasRefused: (key: string) => isLimited(network.places.get(key)!.station),
  };
  const theories = new Stations(network, seen).theories();
  return new Map(theories.map((theory) => [theory.place.key, theory]));
}

function queuePace(offered: OfferedLoad, theory?: StationTheory): Pace {
  const { part, resource, busy, capacity, uneven, visitsPerMs, varies, stoppedAfterMs } = offered;
  if (!(busy > 0 && varies)) return NONE;
  const shards = uneven === null ? 1 : (capacity * uneven.instances) / uneven.capacity; // So that one is what is there.
  const banks = theory === undefined ? shards : banksOf(theory.place.station);
  const mu = (capacity * visitsPerMs) / busy / banks; // Of one queue.
  const isStopped = Number.isFinite(stoppedAfterMs);
  const load = busy < capacity || isStopped ? busy / capacity : LOAD_OF_THE_OVERLOADED;
  const byLoad = isStopped ? settlingTime(load, mu, stoppedAfterMs * mu) : relaxationTime(load, mu);
  const byTheory = theory === undefined ? Number.NaN : remembersMs(theory);
  const isBounded = theory !== undefined && isLimited(theory.place.station);
  const ms = !Number.isFinite(byTheory) ? byLoad : isBounded ? byTheory : Math.max(byLoad, byTheory);
  return { ms, what: `the queue of ${part} ${resource} settles in` };
}

function closedEntries({ traffic }: Model): (entry: string) => boolean {
  const names = Object.values(traffic).flatMap(({ users, mix }) => (users === undefined ? [] : Object.keys(mix)));
  return (entry) => names.includes(entry);
}
