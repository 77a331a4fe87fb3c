/**
 * Survivorship bias: latency is that of good answers, so a variant that answers only its quickest requests has a low
 * one, and is no better for it. A difference of latencies has a verdict only if it holds when the answers that one of
 * the two lacks, relative to the other, count as its slowest.
 */

import type { DifferenceVerdict, Estimate } from "../../analysis/findings/findings.js";
import { atLeastOfShares, type Share } from "../../analysis/statistics/confidence.js";
import type { Deviations } from "../../analysis/statistics/deviations.js";
import { ratioDeviations } from "../../analysis/statistics/deviations.js";
import { paired } from "../../analysis/statistics/paired.js";
import type { ComparedMetric, Missing, Runs } from "./compared-metrics.js";
import { CONFIDENCE } from "./replication-estimates.js";

export type Judge = (from: Deviations, to: Deviations) => DifferenceVerdict;

/** @param verdict of the latencies as measured @param judge gave it */
export function survivorsVerdict(
  metric: Pick<ComparedMetric, "deviations" | "late" | "asked">,
  [base, other]: readonly [Runs, Runs],
  verdict: DifferenceVerdict,
  judge: Judge,
): DifferenceVerdict {
  const { late, deviations } = metric;
  const [ofBase, ofOther] = [metric.asked(base), metric.asked(other)];
  const fewer = late === null || verdict === "unknown" ? null : fewerAnswers(ofBase, ofOther);
  if (late === null || fewer === null) return verdict;
  const { low, high } = fewer;
  const slowestMs = slowestOf(ofBase, ofOther);
  const counted = (of: Runs, less: number): Deviations | null =>
    less > 0 ? late(of, { missing: less / answeredShare(metric.asked(of)), slowestMs }) : deviations(of);
  const stays = (lessOfBase: number, lessOfOther: number): boolean => {
    const [from, to] = [counted(base, lessOfBase), counted(other, lessOfOther)];
    return from !== null && to !== null && judge(from, to) === verdict;
  };
  // For the variant that would profit, as many as may be missing; if nothing is proven, the measured number.
  const asOther = verdict === "worse" || stays(0, verdict === "unproven" ? low : high);
  const asBase = verdict === "better" || stays(verdict === "unproven" ? -high : -low, 0);
  return asOther && asBase ? verdict : "incomparable";
}

/**
 * Requests without an answer when the run ended are no errors yet: a variant that tries for ever has none. A difference
 * of errors has a verdict only if it is the same when they count. @returns null if it is
 */
export function stillWaiting<Of extends Runs>(
  { figure: { family, scope, cause }, asked }: Pick<ComparedMetric, "figure" | "asked">,
  pair: readonly [Of, Of],
  verdict: DifferenceVerdict,
  judge: Judge,
): { readonly of: Of; readonly why: string } | null {
  if (family !== "errors" || cause !== null || scope.kind === "part") return null;
  const [before, after] = pair.map((of) => unanswered(asked(of))) as [Share, Share];
  const [from, to] = [before, after].map(({ events, trials }) => ratioDeviations(events, trials)) as Deviations[];
  const open = pair.map((of) => openShare(asked(of)));
  if (Math.max(...open) === 0 || from == null || to == null || judge(from, to) === verdict) return null;
  const most = open[1]! > open[0]! ? 1 : 0;
  const share = Number((100 * open[most]!).toPrecision(2));
  return { of: pair[most], why: `${share}% of its requests had no answer when the run ended, and are no errors yet` };
}

/** Without an answer when the run ended, and not failed either. */
const openShare = ({ all }: Runs): number =>
  sum(all.map(({ offered, answered, failed }) => offered - answered - failed)) / sum(all.map(({ offered }) => offered));

/**
 * Answers each variant lacks relative to the one that answers the most; null if that is not proven. All must have as
 * many replications.
 */
export function missingAnswers(variants: readonly Runs[]): (Missing | null)[] {
  const shares = variants.map(answeredShare);
  const most = shares.indexOf(Math.max(...shares));
  return variants.map((each, i) => {
    const fewer = i === most || most < 0 ? null : fewerAnswers(variants[most], each);
    if (fewer === null || !(fewer.low > 0)) return null;
    return { missing: shares[most] / shares[i] - 1, slowestMs: slowestOf(variants[most], each) };
  });
}

/** "latency of the 31% that were answered well, against 62%". */
export function answeredWords(base: Runs, other: Runs): string {
  const [before, after] = [base, other].map((of) => 100 * answeredShare(of));
  const size = Math.floor(Math.log10(Math.abs(before - after)));
  const decimals = Math.min(3, Math.max(0, 1 - size)) || 0;
  if (after.toFixed(decimals) === before.toFixed(decimals))
    return `latency of the ${after.toFixed(1)}% that each of them answered well, perhaps not the same requests`;
  return `latency of the ${after.toFixed(decimals)}% that were answered well, against ${before.toFixed(decimals)}%`;
}

/** By how much smaller the share of good answers of `other` is. Null if neither leaves any unanswered. */
function fewerAnswers(base: Runs, other: Runs): { readonly low: number; readonly high: number } | null {
  const [before, after] = [base, other].map(unanswered);
  if ([...before.events, ...after.events].every((count) => count === 0)) return null;
  const [from, to] = [before, after].map(({ events, trials }) => ratioDeviations(events, trials));
  if (from === null || to === null) return null;
  const { difference } = paired(from, to, { level: CONFIDENCE });
  const { low, high }: Estimate = atLeastOfShares(difference, before, after, CONFIDENCE);
  return low === null || high === null ? null : { low, high };
}

/** Failed, or without an answer when the run ended. */
const unanswered = ({ all }: Runs): Share => ({
  events: all.map(({ offered, answered }) => offered - answered),
  trials: all.map(({ offered }) => offered),
});

function answeredShare({ all }: Runs): number {
  return sum(all.map(({ answered }) => answered)) / sum(all.map(({ offered }) => offered));
}

const slowestOf = (...variants: readonly Runs[]): number =>
  Math.max(...variants.flatMap(({ all }) => all.map(({ latencyMs }) => latencyMs.max)));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
