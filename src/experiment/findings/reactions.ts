/** Those who react, in each run: when a moment that lasts until someone acts was noticed, and when it ended. */
import type { ReactionFindings } from "../../analysis/findings/findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Moment } from "../plan/moments.js";
import { level } from "./replication-estimates.js";

/** Of each run [ms from its start]; Infinity: not within the window. */
interface Times {
  readonly before: number; // Runs in which the alert's condition held already when it began.
  readonly fromMs: number;
  readonly noticedMs: readonly number[];
  readonly endsMs: readonly number[];
}

/** Null where it lasts as long as the timeline says. */
export function reactionsIn(runs: readonly Measurements[], moment: string): Times | null {
  const each = runs.flatMap(({ reactions = [] }) => reactions.find((one) => one.moment === moment) ?? []);
  if (each.length === 0 || each.length < runs.length) return null;
  const within = (ms: number | null, run: number): number => {
    const { fromMs, windowMs } = runs[run]!;
    return ms !== null && ms <= fromMs + windowMs ? ms : Number.POSITIVE_INFINITY;
  };
  return {
    before: each.filter(({ heldBefore }) => heldBefore).length,
    fromMs: each[0]!.fromMs,
    noticedMs: each.map(({ noticedMs }, run) => within(noticedMs, run)),
    endsMs: each.map(({ endedMs }, run) => within(endedMs, run)),
  };
}

/** The moments as they went: those that last until someone acts end when that was, on average. */
export function asTheyWent(moments: readonly Moment[], runs: readonly Measurements[], endMs: number): Moment[] {
  return moments.map((moment) => {
    const times = reactionsIn(runs, moment.name);
    if (times === null) return moment;
    const ends = times.endsMs.map((ms) => Math.min(ms, endMs));
    return { ...moment, toMs: ends.reduce((sum, ms) => sum + ms, 0) / ends.length, endsMs: times.endsMs };
  });
}

/** Of each run, from the beginning of a moment until the alert fired, and from there until someone had acted. */
export function reactionTimes({ fromMs, noticedMs, endsMs }: Times) {
  return {
    detection: noticedMs.map((ms) => ms - fromMs),
    reaction: endsMs.map((ms, run) => (ms < Number.POSITIVE_INFINITY ? ms - noticedMs[run]! : ms)),
  };
}

export function reactionFindings(runs: readonly Measurements[], moment: string): ReactionFindings | null {
  const times = reactionsIn(runs, moment);
  if (times === null) return null;
  const { detection, reaction } = reactionTimes(times);
  const told = (ms: readonly number[]) => (ms.every(Number.isFinite) ? level(ms) : noEstimate(whyNot(times)));
  return {
    detectionMs: told(detection),
    reactionMs: told(reaction),
    fired: detection.filter(Number.isFinite).length,
    ended: reaction.filter(Number.isFinite).length,
    before: times.before,
  };
}

/** "the alert never fired in 3 of 8 replications"; empty where all ended. */
export function whyNot({ noticedMs, endsMs }: Times): string {
  const all = endsMs.length;
  const of = (missing: number): string => (missing === all ? "" : ` in ${missing} of ${all} replications`);
  const silent = noticedMs.filter((ms) => ms === Number.POSITIVE_INFINITY).length;
  if (silent > 0) return `the alert never fired${of(silent)}`;
  const open = endsMs.filter((ms) => ms === Number.POSITIVE_INFINITY).length;
  return open > 0 ? `the run ended before someone had acted${of(open)}` : "";
}
