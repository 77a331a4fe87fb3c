/** Time to recover after the declared spike: until the system is as before, and until it is within its objectives. */

import { drains, notBack, type WhyNotBack } from "../../analysis/figures/come-back.js";
import { drainOf } from "../../analysis/figures/drain.js";
import {
  type Course,
  type Grid,
  lastEndMs,
  lostSince,
  queuesRecovery,
  recovery,
  type Spike,
  STAYS,
  timeToRecover,
} from "../../analysis/figures/recovery.js";
import { shareBeyond } from "../../analysis/figures/statistic.js";
import type {
  ObjectiveRecoveryFindings,
  OverTimeFindings,
  RecoveryFindings,
} from "../../analysis/findings/findings.js";
import { meanInterval, noEstimate } from "../../analysis/statistics/confidence.js";
import { sampleSize } from "../../analysis/statistics/quantile.js";
import { headOf, type Objective } from "../../analysis/verdicts/objectives.js";
import type { EndpointMeasurement } from "../../model/wiring/measurements.js";
import type { Moment } from "../plan/moments.js";
import { CONFIDENCE } from "./replication-estimates.js";
import { meanOf, meetsLimit } from "./within-limit.js";

/** What waits in each run and bin. */
export interface Waiting {
  readonly all: readonly (readonly number[])[]; // In all queues.
  readonly messages: Readonly<Record<string, readonly (readonly number[])[]>>; // In each queue of messages, at its end.
}

interface Told {
  readonly why?: WhyNotBack; // What keeps it down.
  /** What else is planned then that may do so; null: nothing. */
  readonly rise?: (grid: Watched, spike: Spike) => string | null;
}

export type Watched = Pick<OverTimeFindings, "startMs" | "binMs" | "offeredLoad" | "goodput" | "resources">;

/**
 * @param runsOf an endpoint's measurements in each run; null: all endpoints together
 * @param told what the model tells of a system that does not come back
 */
export function recoveryFindings(
  runsOf: (endpoint: string | null) => readonly EndpointMeasurement[],
  objectives: readonly Objective[],
  grid: Watched,
  spike: Spike,
  waiting: Waiting,
  told: Told = {},
): RecoveryFindings {
  const courses = runsOf(null).map(courseOf);
  const limits = objectives.filter(
    ({ metric, comparison }) => (metric === "latency" || metric === "errors") && comparison.startsWith("<"),
  );
  const { unrecovered, eachMs, ...found } = recovery(courses, grid, spike, CONFIDENCE);
  const isGone = unrecovered === courses.length && !drains(waiting.all, grid, spike); // In some runs only, the mean tells nothing.
  const standing = isGone ? notBack(grid, { ...spike, toMs: lastEndMs(spike) }, courses.length, told.why) : null;
  const queues = queuesRecovery(waiting.all, grid, spike, CONFIDENCE);
  const lost = lostSince(runsOf(null), grid, spike);
  const drain = queues === null ? {} : { drain: queues.eachMs };
  const all: RecoveryFindings = {
    ...found,
    ...(queues === null ? {} : { queues: { timeMs: queues.timeMs, recovered: queues.recovered } }),
    ...(Object.keys(waiting.messages).length === 0 ? {} : { drained: drained(waiting.messages, grid, spike) }),
    lost: meanInterval(lost, CONFIDENCE),
    ...(standing === null ? {} : { notBack: standing }),
    each: { ...(eachMs.length === 0 ? {} : { recovery: eachMs }), ...drain, lost },
    objectives: limits.flatMap((each) => {
      const runs = runsOf(each.endpoint);
      return runs.length === 0 ? [] : [withinAgain(each, runs, grid, spike)];
    }),
  };
  const rise = told.rise?.(grid, spike) ?? null;
  return rise === null ? all : notBlamed(all, rise);
}

function drained(messages: Waiting["messages"], grid: Grid, spike: Spike): NonNullable<RecoveryFindings["drained"]> {
  const each = Object.entries(messages).map(([part, depths]) => {
    const { timeMs, recovered, eachMs } = drainOf(depths, grid, spike, CONFIDENCE);
    return [part, { timeMs, recovered, ...(eachMs.length === 0 ? {} : { each: eachMs }) }] as const;
  });
  return Object.fromEntries(each);
}

/** Mean latency and share of errors, bin by bin. */
export const courseOf = (run: EndpointMeasurement): Course => ({
  latencyMs: run.latencyByBin.map((sample) => (sampleSize(sample) === 0 ? null : meanOf(sample))),
  errorRate: run.arrivalsByBin.map((_, bin) => errorsIn(run, bin)),
  arrivals: run.arrivalsByBin,
  inside: insideByBin(run),
});

function insideByBin({ arrivalsByBin, endsThenByBin }: EndpointMeasurement): number[] {
  let inside = 0;
  return arrivalsByBin.map((arrived, bin) => {
    inside += arrived - endsThenByBin[bin]!;
    return inside;
  });
}

/**
 * After each moment of several: against the level before the first of them, and judged until the next begins, since what
 * happens then is not its doing.
 */
export function recoveriesOf(
  runsOf: (endpoint: string | null) => readonly EndpointMeasurement[],
  objectives: readonly Objective[],
  grid: Watched,
  moments: readonly Moment[],
  waiting: Waiting,
  told: Told = {},
): readonly (RecoveryFindings & { readonly moment: string })[] {
  const [first] = moments;
  if (first === undefined || moments.length === 1) return [];
  const found = moments.map((moment) => {
    const { name, fromMs, toMs, endsMs, stays } = moment;
    const others = moments.filter((other) => other !== moment && other.toMs > toMs);
    const next = others.reduce<Moment | null>(
      (a, b) => (a === null || startOf(b, toMs) < startOf(a, toMs) ? b : a),
      null,
    );
    const bins = next === null ? undefined : Math.max(0, Math.floor((startOf(next, toMs) - grid.startMs) / grid.binMs));
    const until = (endpoint: string | null) => runsOf(endpoint).map((run) => cutAt(run, bins));
    const course = { ...grid, goodput: grid.goodput.slice(0, bins), offeredLoad: grid.offeredLoad.slice(0, bins) };
    const cut = (runs: readonly (readonly number[])[]) => runs.map((each) => each.slice(0, bins));
    const messages = Object.entries(waiting.messages).map(([part, runs]) => [part, cut(runs)] as const);
    const queues = { all: cut(waiting.all), messages: Object.fromEntries(messages) };
    const spike = { fromMs: first.fromMs, beganMs: fromMs, toMs, endsMs, stays };
    const found = recoveryFindings(until, objectives, course, spike, queues, told);
    const wasDown = next !== null && startOf(next, toMs) > toMs && found.notBack !== undefined;
    return { recovery: { moment: name, ...(next === null ? found : cutShort(found, next, toMs)) }, wasDown };
  });
  return blamed(found, moments);
}

/** Where it was down already when the last of them began, it is not its doing, but that of the first it is down since. */
function blamed(
  found: readonly { readonly recovery: RecoveryFindings & { readonly moment: string }; readonly wasDown: boolean }[],
  moments: readonly Moment[],
): readonly (RecoveryFindings & { readonly moment: string })[] {
  const all = found.map(({ recovery }) => recovery);
  const last = all.findIndex(({ notBack }) => notBack !== undefined);
  let first = last;
  while (first > 0 && found[first - 1]!.wasDown) first--;
  if (last < 0 || first === last) return all;
  const { stays: _, ...standing } = all[last]!.notBack!;
  const watchedMs = standing.watchedMs + moments[last]!.toMs - moments[first]!.toMs;
  const { stays } = moments[first]!;
  return all.map((each, i) => {
    if (i === first) return { ...each, notBack: { ...standing, watchedMs, ...(stays ? { stays } : {}) } };
    if (i !== last) return each;
    const { moment } = each;
    return { ...notBlamed(each, `it was down since “${moments[first]!.name}”`), moment };
  });
}

/** When another moment disturbs what comes after `toMs`. */
const startOf = ({ fromMs }: Moment, toMs: number): number => Math.max(fromMs, toMs);

/** What was not seen to recover before the next moment may have done so without it. */
const cutShort = (found: RecoveryFindings, { name, fromMs }: Moment, toMs: number): RecoveryFindings =>
  notBlamed(found, fromMs <= toMs ? `“${name}” still goes on` : `not before “${name}” began`);

/** What was not seen to recover may not do so for another reason: then it is unknown. */
function notBlamed({ notBack: _, ...found }: RecoveryFindings, why: string): RecoveryFindings {
  const known = <Time extends Pick<RecoveryFindings, "timeMs">>(each: Time): Time =>
    each.timeMs.value === null && each.timeMs.reason?.startsWith("not within")
      ? { ...each, timeMs: noEstimate(why) }
      : each;
  return {
    ...known(found),
    ...(found.queues === undefined ? {} : { queues: known(found.queues) }),
    ...(found.drained === undefined
      ? {}
      : { drained: Object.fromEntries(Object.entries(found.drained).map(([part, each]) => [part, known(each)])) }),
    objectives: found.objectives.map(known),
  };
}

const cutAt = (run: EndpointMeasurement, bins: number | undefined): EndpointMeasurement => ({
  ...run,
  arrivalsByBin: run.arrivalsByBin.slice(0, bins),
  answersByBin: run.answersByBin.slice(0, bins),
  latencyByBin: run.latencyByBin.slice(0, bins),
});

function withinAgain(
  objective: Objective,
  runs: readonly EndpointMeasurement[],
  grid: Grid,
  spike: Spike,
): ObjectiveRecoveryFindings {
  const { expression } = objective;
  const named = { metric: headOf(objective), expression };
  const tooFine = whyTooFine(objective, typicalSize(runs, grid, spike));
  if (tooFine !== null) return { ...named, timeMs: noEstimate(tooFine), recovered: 0 };
  const fine = runs.map((run) => run.arrivalsByBin.map((_, bin) => isWithin(objective, run, bin)));
  const { unrecovered: _, eachMs: __, ...found } = timeToRecover(fine, grid, spike, CONFIDENCE);
  return { ...named, ...found };
}

/** A bin without arrivals is within its limits; one without answers is within no latency limit. */
function isWithin(objective: Objective, run: EndpointMeasurement, bin: number): boolean {
  const errors = errorsIn(run, bin);
  if (errors === null) return true;
  if (objective.metric === "errors") return errors <= objective.limit;
  const sample = run.latencyByBin[bin];
  return sampleSize(sample) > 0 && meetsLimit(sample, objective);
}

const BEYOND_AT_LEAST = 10; // Requests in a bin: with fewer, its percentile is luck.
/** Errors due in the bins that must stay within the limit: with fewer, none seen proves nothing (rule of three). */
const ERRORS_AT_LEAST = 3;

/** Why half of the bins after the spike have too few requests to judge them by; null where they have enough. */
function whyTooFine({ metric, statistic, limit }: Objective, requests: number): string | null {
  if (metric === "errors")
    return limit > 0 && STAYS * requests * limit < ERRORS_AT_LEAST
      ? `too few requests in ${STAYS} bins to tell so small a share of errors`
      : null;
  const beyond = shareBeyond(statistic);
  return beyond !== null && requests * beyond < BEYOND_AT_LEAST
    ? "too few requests in a bin for that percentile"
    : null;
}

/** The median over the bins after the spike, in all runs; Infinity if there are none. */
function typicalSize(runs: readonly EndpointMeasurement[], { startMs, binMs }: Grid, { toMs }: Spike): number {
  const first = Math.max(0, Math.ceil((toMs - startMs) / binMs));
  const sizes = runs.flatMap(({ arrivalsByBin }) => arrivalsByBin.slice(first)).toSorted((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? Infinity;
}

/** The share without an answer, including requests that never ended; null without arrivals. */
function errorsIn({ arrivalsByBin, answersByBin }: EndpointMeasurement, bin: number): number | null {
  return arrivalsByBin[bin] === 0 ? null : 1 - answersByBin[bin] / arrivalsByBin[bin];
}
