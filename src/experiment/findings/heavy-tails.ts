/**
 * How heavy-tailed distributions affect means. A queue whose service times have infinite variance has an infinite mean
 * wait; if their third moment is infinite, the wait has infinite variance, and no interval of its mean is valid. The
 * interval of any mean needs a finite variance. Percentiles always exist.
 *
 * Source: Pollaczek and Khinchine's formulas; Asmussen, Applied Probability and Queues (2003), ch. X.
 */
import type { Model } from "../../model/language/model.js";
import type { Stage, Station } from "../../model/outline/outline.js";
import { outlineTraffic } from "../../model/traffic/outline.js";
import { keyOf } from "../theory/network.js";
import { infiniteMoment, inside, lowestMoment } from "./lowest-moment.js";
import { uncutVisits } from "./uncut-visits.js";

export interface Doubt {
  readonly isInfinite: boolean; // The mean itself is infinite; otherwise it only has no interval.
  readonly reason: string;
}

export interface HeavyTails {
  readonly endpoints: ReadonlyMap<string, Doubt>;
  readonly waits: ReadonlyMap<string, Doubt>; // By "part resource".
}

export function heavyTails(model: Model): HeavyTails {
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
