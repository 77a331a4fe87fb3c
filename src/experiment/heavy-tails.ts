/**
 * What declared distributions with too few moments do to means. A line whose service times have an infinite variance
 * has an infinite mean wait; with an infinite third moment the wait has an infinite variance, and no interval of its
 * mean is valid. Any mean time takes a finite variance for an interval. Percentiles always exist.
 *
 * Source: Pollaczek and Khinchine's formulas; Asmussen, Applied Probability and Queues (2003), ch. X.
 */
import { lawOf } from "../model/law.js";
import type { Model } from "../model/model.js";
import type { Stage, Station } from "../model/outline.js";
import { outlineTraffic } from "../model/traffic-outline.js";
import { keyOf, networkOf } from "./theory/network.js";

export interface Doubt {
  readonly isInfinite: boolean; // The mean itself; otherwise it has no interval.
  readonly reason: string;
}

export interface HeavyTails {
  readonly endpoints: ReadonlyMap<string, Doubt>;
  readonly waits: ReadonlyMap<string, Doubt>; // By "part resource".
}

export function heavyTails(model: Model): HeavyTails {
  const traffic = outlineTraffic(model);
  const network = networkOf(traffic);
  const waits = new Map(
    [...network.places.values()].flatMap(({ key, station, visits }) => {
      const doubt = waitDoubt(station, lowestMoment(visits.flatMap(({ body }) => body)));
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

/** About the waits for a part's resources, by the resource. */
export function waitDoubts({ waits }: HeavyTails, part: string): ReadonlyMap<string, Doubt> {
  const own = [...waits].filter(([key]) => key.startsWith(`${part} `));
  return new Map(own.map(([key, doubt]) => [key.slice(part.length + 1), doubt]));
}

function waitDoubt({ sharing, lineMax }: Station, moment: number): Doubt | null {
  if (sharing || lineMax !== Number.POSITIVE_INFINITY) return timeDoubt(moment);
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

/** About the mean of all endpoints together. */
export const ofAll = ({ endpoints }: HeavyTails): Doubt | null =>
  [...endpoints.values()].reduce<Doubt | null>(worse, null);

/** Of several things at once, only where too few are left to wait for without those in doubt. */
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

/** The lowest moment of any of their times that is infinite; Infinity if all are finite. */
const lowestMoment = (stages: readonly Stage[]): number =>
  stages.reduce((least, stage) => Math.min(least, momentOf(stage)), Number.POSITIVE_INFINITY);

/**
 * The k-th of n is late only if n − k + 1 are: where tails are powers, their exponents add up. Each is known but for
 * rounding up to the next whole number, so it is at least their sum less that.
 */
function momentOf(stage: Stage): number {
  if (stage.kind === "time" || stage.kind === "cores")
    return lawOf(stage.law).infiniteMoment ?? Number.POSITIVE_INFINITY;
  if (stage.kind !== "together") return lowestMoment(inside(stage));
  const moments = stage.branches.flatMap(({ copies, body }) => Array<number>(copies).fill(lowestMoment(body)));
  const late = moments.sort((a, b) => a - b).slice(0, moments.length - stage.needs + 1);
  return late.reduce((sum, moment) => sum + moment - 1, 0) + 1;
}

/** But not what nobody waits for. */
function inside(stage: Stage): readonly Stage[] {
  if (stage.kind === "either") return stage.ways.flatMap(({ body }) => body);
  if (stage.kind === "try") return [...stage.body, ...stage.fallback];
  if (stage.kind === "unclear") return stage.inside;
  return stage.kind === "hold" || stage.kind === "repeat" ? stage.body : [];
}
