/**
 * The best of the changes that gain: those that meet the objectives before those that do not, then by score. Where
 * luck could have decided, more replications for those still in the race, by the procedure of `selection.ts`.
 */

import type { ChangeFindings } from "../../analysis/findings/next-findings.js";
import { FIRST_STAGE, survivors } from "../../analysis/statistics/selection.js";
import { burdenOf, gainOf } from "../../analysis/verdicts/change-score.js";
import type { Change, Symptom } from "../../model/changes/change.js";
import { CONFIDENCE } from "../findings/replication-estimates.js";
import type { StudyVariant } from "../plan/study.js";
import { eachOf, goalOf, type Side, type Subject } from "./gain-metric.js";
import { costOf } from "./judge-change.js";
import type { Tries } from "./tries.js";

const ROUND = 4; // Replications added at a time.
const MOST = 32; // Of each.
const REQUESTS_MOST = 4_000_000; // Of all together.
const TIE = 0.05; // Of the best score: within it, either will do.

/**
 * Those that may be the best: all that gain, and of these only those that meet the objectives, if any does. What costs
 * users the content that they came for is no advice, whatever it gains.
 */
export function field(changes: readonly ChangeFindings[]): readonly ChangeFindings[] {
  const gaining = changes.filter(({ verdict, loses }) => verdict === "gains" && loses === null);
  const meeting = gaining.filter(({ objectives }) => objectives === "met");
  return meeting.length > 0 ? meeting : gaining;
}

const RANK = { gains: 1, saves: 3, trades: 4, "not proven": 5, nothing: 6, unknown: 7, worse: 8, "not tried": 9 };

export const inOrder = (changes: readonly ChangeFindings[]): ChangeFindings[] => {
  const first = new Set(field(changes));
  const order = (each: ChangeFindings) =>
    first.has(each) ? 0 : RANK[each.verdict] + (each.verdict === "gains" && each.loses !== null ? 1 : 0);
  return [...changes].sort(
    (a, b) => order(a) - order(b) || (b.score ?? 0) - (a.score ?? 0) || a.complexity - b.complexity,
  );
};

/**
 * The first of those not told apart; or one that is as good to within a tie and leaves no single point of failure. Where
 * nothing gains, what does the same with less. @param left their names @param changes in order
 */
export function bestOf(changes: readonly ChangeFindings[], left: readonly string[]): ChangeFindings | null {
  const racing = field(changes);
  const first = changes.find((each) => racing.includes(each) && left.includes(each.name));
  if (first === undefined) return changes.find(({ verdict }) => verdict === "saves") ?? null;
  if (first.score === null || first.score <= 0) return first; // Nothing says how much it gains.
  const least = (1 - TIE) * first.score;
  const symptom: Symptom = "single node";
  return racing.find(({ treats, score }) => treats === symptom && (score ?? 0) >= least) ?? first;
}

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
      values[i] = scores(racers[i], subject, coresNow, tries.side(now), tries.side(racers[i].variant));
    if (zone === 0) zone = TIE * Math.max(...values.map((each) => each.reduce((a, b) => a + b, 0) / each.length));
    if (!(zone > 0)) return left;
    left = survivors(values, left, { alpha: 1 - CONFIDENCE, first, zone });
    if (left.length === 1 || r >= MOST || tries.tally.requests > REQUESTS_MOST) return left;
  }
}

/** Of each replication by itself. */
export function scores({ change }: Runner, subject: Subject, coresNow: number, now: Side, then: Side): number[] {
  const burden = burdenOf(change.complexity, costOf(change), coresNow);
  const from = eachOf(subject, now);
  // What no longer grows may even shrink.
  return eachOf(subject, then).map((to, r) => gainOf(Math.max(0, to) / from[r], goalOf(subject)) / burden);
}
