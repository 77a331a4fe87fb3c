/**
 * The best of the changes that gain: those that meet the objectives before those that do not, then by score. Where
 * luck could have decided, more replications for those still in the race, by the procedure of `selection.ts`.
 */
import { burdenOf, gainOf } from "../../analysis/change-score.js";
import type { ChangeFindings } from "../../analysis/next-findings.js";
import { FIRST_STAGE, survivors } from "../../analysis/selection.js";
import type { Change } from "../../model/changes/change.js";
import type { Measurements } from "../../model/measurements.js";
import { CONFIDENCE } from "../measured.js";
import type { StudyVariant } from "../study.js";
import { deviationsOf, goalOf, type Subject } from "./gain-metric.js";
import type { Tries } from "./tries.js";

const ROUND = 4; // Replications added at a time.
const MOST = 32; // Of each.
const REQUESTS_MOST = 4_000_000; // Of all together.
const TIE = 0.05; // Of the best score: within it, either will do.

/** Those that may be the best: all that gain, or of these only those that meet the objectives, if any does. */
export function field(changes: readonly ChangeFindings[]): readonly ChangeFindings[] {
  const gaining = changes.filter(({ verdict }) => verdict === "gains");
  const meeting = gaining.filter(({ objectives }) => objectives === "met");
  return meeting.length > 0 ? meeting : gaining;
}

export const inOrder = (changes: readonly ChangeFindings[]): ChangeFindings[] => {
  const rank = { gains: 0, "not proven": 1, nothing: 2, unknown: 3, worse: 4, "not tried": 5 };
  const first = new Set(field(changes));
  const order = (each: ChangeFindings) => rank[each.verdict] - (first.has(each) ? 1 : 0);
  return [...changes].sort((a, b) => order(a) - order(b) || (b.score ?? 0) - (a.score ?? 0));
};

export interface Runner {
  readonly change: Change;
  readonly variant: StudyVariant;
}

/** @returns the indexes of those not told apart from the best, after as many replications as that took */
export async function race(
  racers: readonly Runner[],
  now: StudyVariant,
  subject: Subject,
  coresNow: number,
  tries: Tries,
): Promise<readonly number[]> {
  let left = racers.map((_, i) => i);
  if (left.length < 2 || tries.runs(now).length < 2) return left;
  const first = Math.max(tries.runs(now).length, FIRST_STAGE);
  const values = racers.map(() => [] as number[]);
  let zone = 0;
  for (let r = first; ; r = Math.min(r + ROUND, MOST)) {
    await tries.upTo(r, [now, ...left.map((i) => racers[i].variant)]);
    for (const i of left)
      values[i] = scores(racers[i], subject, coresNow, tries.runs(now), tries.runs(racers[i].variant));
    if (zone === 0) zone = TIE * Math.max(...values.map((each) => each.reduce((a, b) => a + b, 0) / each.length));
    if (!(zone > 0)) return left;
    left = survivors(values, left, { alpha: 1 - CONFIDENCE, first, zone });
    if (left.length === 1 || r >= MOST || tries.tally.requests > REQUESTS_MOST) return left;
  }
}

/** Of each replication by itself. */
export function scores(
  { change }: Runner,
  subject: Subject,
  coresNow: number,
  now: readonly Measurements[],
  then: readonly Measurements[],
): number[] {
  const burden = burdenOf(change.complexity, change.cost as Record<string, number>, coresNow);
  return then.map((run, r) => {
    const [to, from] = [run, now[r]].map((one) => deviationsOf(subject, [one])?.value ?? Number.NaN);
    return gainOf(to / from, goalOf(subject)) / burden;
  });
}
