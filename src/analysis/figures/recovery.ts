/**
 * How long after a spike a system is as before, or within an objective: in each replication, until the first bin from
 * which, for five bins on (or to the horizon, but three at least), no bin is worse than the worst before the spike, in
 * mean latency and in the share of errors. The worst before is that of all replications, so a bin that is merely
 * unlucky seldom counts as not recovered; five bins, so that a lucky one does not count as recovered.
 *
 * A replication that has not recovered by the horizon has no time, and the mean over the others would be too
 * good: then there is no number, but how many did not recover.
 */

import type { RecoveryFindings } from "../findings/findings.js";
import { meanInterval, noEstimate } from "../statistics/confidence.js";

/** One replication, bin by bin; null where nothing was answered. */
export interface Course {
  readonly latencyMs: readonly (number | null)[];
  readonly errorRate: readonly (number | null)[]; // Share not answered; null where nothing came.
  readonly arrivals?: readonly number[];
  readonly inside?: readonly number[]; // Requests at its end, beyond those at the beginning.
}

export interface Grid {
  readonly startMs: number;
  readonly binMs: number;
}

export const STAYS = 5; // Bins in a row.
const STAYS_AT_LEAST = 3; // At the horizon.
export const BINS_BEFORE = 20; // Over all replications, to know the level from.

/** From the start of the run. */
export interface Spike {
  readonly fromMs: number; // What was before this is the level to come back to.
  readonly toMs: number;
  readonly beganMs?: number; // If something else came before it.
  /** When it ended in each replication, if someone had to act first; Infinity: never. Then `toMs` is about their mean. */
  readonly endsMs?: readonly number[] | undefined;
  readonly stays?: boolean | undefined; // It is a change that is there from then on.
}

/** In any replication. */
export const lastEndMs = ({ toMs, endsMs = [] }: Spike): number => Math.max(toMs, ...endsMs);

export type Recovered = Pick<RecoveryFindings, "timeMs" | "recovered"> & {
  readonly unrecovered: number; // Replications that were watched and did not; 0 where none could be judged.
  readonly eachMs: readonly (number | null)[]; // Of each replication; empty where none could be judged.
};

/** Back at the level before the spike, in mean latency and in errors. */
export function recovery(
  courses: readonly Course[],
  grid: Grid,
  spike: Spike,
  level: number,
): Recovered & Pick<RecoveryFindings, "levelMs"> {
  const before = Math.max(0, Math.floor((spike.fromMs - grid.startMs) / grid.binMs)); // Whole bins before the spike.
  const answered = courses.flatMap(({ latencyMs }) => latencyMs.slice(0, before)).filter((each) => each !== null);
  if (answered.length < BINS_BEFORE)
    return { ...refused("too little time before it to know the level from"), levelMs: null };
  const levelMs = most(answered);
  const errorLevel = most(courses.flatMap(({ errorRate }) => errorRate.slice(0, before)).map((each) => each ?? 0));
  const fine = courses.map((course) => {
    const { latencyMs, errorRate } = course;
    const isStarved = starved(course, before);
    return latencyMs.map((latency, bin) => {
      if (isStarved(bin)) return false;
      const errors = errorRate[bin] ?? null;
      return errors === null || (latency !== null && latency <= levelMs && errors <= errorLevel); // No arrivals: fine.
    });
  });
  return { ...timeToRecover(fine, grid, spike, level), levelMs };
}

const HALF = 0.5;

/** Fewer come because more wait for answers, as users do: then the few that are answered fast do not show it. */
function starved({ arrivals = [], inside = [] }: Course, before: number): (bin: number) => boolean {
  const least = arrivals.slice(0, before).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = inside.slice(0, before).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return (bin) => arrivals[bin]! < HALF * least && inside[bin]! > most;
}

/**
 * Until no more wait than at the longest moment before.
 * @param waiting for each replication and bin, in all queues @returns null where no more wait at its end
 */
export function queuesRecovery(
  waiting: readonly (readonly number[])[],
  grid: Grid,
  spike: Spike,
  level: number,
): Recovered | null {
  const before = Math.max(0, Math.floor((spike.fromMs - grid.startMs) / grid.binMs));
  const longest = most(waiting.flatMap((each) => each.slice(0, before)));
  if (waiting.flatMap((each) => each.slice(0, before)).length < BINS_BEFORE) return null;
  const short = waiting.map((each) => each.map((length) => length <= longest));
  const found = timeToRecover(short, grid, spike, level);
  return found.timeMs.value === 0 || (found.timeMs.value === null && found.unrecovered === 0) ? null : found;
}

/** Requests of each replication that came from its beginning on and were not answered well. */
export function lostSince(
  runs: readonly { readonly arrivalsByBin: readonly number[]; readonly answersByBin: readonly number[] }[],
  { startMs, binMs }: Grid,
  { fromMs, beganMs = fromMs }: Spike,
): number[] {
  const first = Math.max(0, Math.floor((beganMs - startMs) / binMs));
  const sum = (counts: readonly number[]): number => counts.slice(first).reduce((all, count) => all + count, 0);
  return runs.map(({ arrivalsByBin, answersByBin }) => sum(arrivalsByBin) - sum(answersByBin));
}

/** @param fine for each replication and bin, whether it counts as recovered */
export function timeToRecover(
  fine: readonly (readonly boolean[])[],
  { startMs, binMs }: Grid,
  spike: Spike,
  level: number,
): Recovered {
  const bins = Math.min(...fine.map(({ length }) => length));
  const found = timesAfter({ startMs, binMs, replications: fine.length, bins }, spike, level, (replication, after) => {
    const each = fine[replication]!;
    if (each.slice(after.began, after.first + STAYS).every(Boolean)) return 0; // It was never worse.
    const bin = firstThatStays(each.slice(0, bins), after.first);
    return bin === null ? null : startMs + bin * binMs - after.endMs;
  });
  const { timeMs } = found;
  if (timeMs.value === null || timeMs.value === 0) return found;
  // Within its bin the moment is not known: it may have been up to one bin earlier.
  return { ...found, timeMs: { ...timeMs, low: timeMs.low === null ? null : Math.max(0, timeMs.low - binMs) } };
}

interface Runs extends Grid {
  readonly replications: number;
  readonly bins: number;
}

interface After {
  readonly endMs: number;
  readonly first: number; // The first bin that begins after it,
  readonly began: number; // and that in which the cause began.
}

/** @param timeOf from the end of the cause; 0: it was never worse; null: not in the time watched */
export function timesAfter(
  { startMs, binMs, replications, bins }: Runs,
  spike: Spike,
  level: number,
  timeOf: (replication: number, after: After) => number | null,
): Recovered {
  const ends = Array.from({ length: replications }, (_, replication) => spike.endsMs?.[replication] ?? spike.toMs);
  const endless = ends.filter((ms) => ms === Number.POSITIVE_INFINITY).length;
  if (endless > 0)
    return refused(`it did not end${endless === ends.length ? "" : ` in ${endless} of ${ends.length} replications`}`);
  const firstAfter = (endMs: number): number => Math.max(0, Math.ceil((endMs - startMs) / binMs));
  if (firstAfter(lastEndMs(spike)) + STAYS_AT_LEAST > bins) return refused("the run ends too soon after it");
  const began = Math.max(0, Math.floor(((spike.beganMs ?? spike.fromMs) - startMs) / binMs));
  const times = ends.map((endMs, replication) => timeOf(replication, { endMs, first: firstAfter(endMs), began }));
  const known = times.filter((time) => time !== null);
  const why = `not within the horizon in ${times.length - known.length} of ${times.length} replications`;
  // What none did by then takes longer than that.
  const watched = ends.map((endMs) => startMs + (bins - STAYS_AT_LEAST) * binMs - endMs);
  const low = known.length === 0 ? watched.reduce((sum, ms) => sum + ms, 0) / watched.length : null;
  const timeMs = known.length < times.length ? { ...noEstimate(why), low } : meanInterval(known, level);
  return { timeMs, recovered: known.length, unrecovered: times.length - known.length, eachMs: times };
}

/** Not by spreading: there may be more than a call takes. */
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

export const refused = (reason: string): Recovered => ({
  timeMs: noEstimate(reason),
  recovered: 0,
  unrecovered: 0,
  eachMs: [],
});

function firstThatStays(isFine: readonly boolean[], from: number): number | null {
  for (let bin = from; bin + STAYS_AT_LEAST <= isFine.length; bin++)
    if (isFine.slice(bin, bin + STAYS).every(Boolean)) return bin;
  return null;
}
