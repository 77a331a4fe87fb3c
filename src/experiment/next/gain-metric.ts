/** How gains are measured: the figure, what each replication adds to it, and how it changes. */

import { eachRecovery, type Figure, isOfRecovery } from "../../analysis/figures/figure.js";
import { usualFigure } from "../../analysis/figures/parse-figure.js";
import { shareOf } from "../../analysis/figures/statistic.js";
import type { Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import { atLeastOfShares, pointEstimate } from "../../analysis/statistics/confidence.js";
import { type Deviations, meanDeviations } from "../../analysis/statistics/deviations.js";
import { paired } from "../../analysis/statistics/paired.js";
import type { Model } from "../../model/language/model.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import type { Runs } from "../figures/sample-of.js";
import { comparedMetric } from "../findings/compared-metrics.js";
import { allEndpoints, CONFIDENCE, RESOLUTION } from "../findings/replication-estimates.js";
import { growthAt, growthOfEach } from "./growth.js";

export type Subject =
  | Figure
  /** Of what waits at a part that no request waits for. */
  | { readonly family: "growth"; readonly part: string; readonly statistic: "rate"; readonly unit: "1/s" };

type Growing = Extract<Subject, { family: "growth"; part: string }>;
const isGrowth = (subject: Subject): subject is Growing => "part" in subject;

export const ERRORS = usualFigure("errors");
export const GOODPUT = usualFigure("goodput");

export const nameOf = (subject: Subject): string =>
  isGrowth(subject) ? `growth waiting at ${subject.part}` : subject.name;

export const goalOf = (subject: Subject): "less" | "more" =>
  !isGrowth(subject) && subject.goal === "more" ? "more" : "less";

export function measuredOf(subject: Subject, { runs, findings }: Side): Estimate {
  if (isGrowth(subject)) return growthAt(subject.part, runs);
  return comparedMetric(subject).shown(findings);
}

function deviationsOf(subject: Subject, runs: readonly Measurements[], findings: VariantFindings): Deviations | null {
  if (isGrowth(subject)) return meanDeviations(growthOfEach(subject.part, runs));
  return comparedMetric(subject).deviations({ ...runsOf(runs), findings });
}

/** What each replication says by itself; NaN where it says nothing. */
export function eachOf(subject: Subject, { runs, findings }: Side): readonly number[] {
  if (isGrowth(subject)) return growthOfEach(subject.part, runs);
  if (isOfRecovery(subject)) return eachRecovery(subject, findings) ?? runs.map(() => Number.NaN);
  return runs.map((run) => deviationsOf(subject, [run], findings)?.value ?? Number.NaN);
}

const runsOf = (runs: readonly Measurements[]): Runs => ({
  runs,
  get all() {
    return runs.map(together);
  },
});

/** The model as it is stands in every comparison: its endpoints are added up once. */
const ADDED_UP = new WeakMap<Measurements, EndpointMeasurement>();

function together(run: Measurements): EndpointMeasurement {
  const known = ADDED_UP.get(run) ?? allEndpoints(run.endpoints);
  ADDED_UP.set(run, known);
  return known;
}

export interface Side {
  readonly model: Model;
  readonly runs: readonly Measurements[];
  readonly findings: VariantFindings;
}

/**
 * Relative change of the subject from one to the other, on the same requests; null where either has no value, such as a
 * latency while the system grows, and without an interval where either has none.
 *
 * @param level of the interval
 */
export function relativeChange(subject: Subject, from: Side, to: Side, level = CONFIDENCE): Estimate | null {
  const shown = [from, to].map((side) => measuredOf(subject, side));
  if (shown.some(({ value }) => value === null)) return null;
  const change = changeOf(subject, from, to, level);
  const without = shown.find(({ low, high }) => low === null || high === null);
  return change === null || change.low === null || without === undefined
    ? change
    : pointEstimate(change.value as number, without.reason ?? "no interval");
}

function changeOf(subject: Subject, from: Side, to: Side, level: number): Estimate | null {
  const [before, after] = pairsOf(from, to);
  const base = deviationsOf(subject, before, from.findings);
  const other = deviationsOf(subject, after, to.findings);
  if (base === null || other === null || !(base.value > 0)) return null;
  const isPercentile = !isGrowth(subject) && shareOf(subject.statistic) !== null;
  const found = paired(base, other, { level, relativeResolution: isPercentile ? RESOLUTION : 0 });
  // Shares and growth may fall to nothing, of which there is no logarithm.
  const share = (end: number | null) => (end === null ? null : Math.max(-1, end / base.value));
  const ofBase = ({ value, low, high }: Estimate) => ({ value: share(value), low: share(low), high: share(high) });
  if (isGrowth(subject) || isOfRecovery(subject)) return ofBase(found.difference);
  const isNone = found.relative.value === null;
  if (subject.family === "errors" || (isNone && comparedMetric(subject).share !== null))
    return ofBase(shareChange(subject, before, after, found.difference, level));
  return isNone ? null : found.relative;
}

/** The share of requests that fail, and how much more it is; null where either side has no answers to tell. */
export function moreErrors(from: Side, to: Side): { readonly before: number; readonly more: Estimate } | null {
  const [before, after] = pairsOf(from, to);
  const base = deviationsOf(ERRORS, before, from.findings);
  const other = deviationsOf(ERRORS, after, to.findings);
  if (base === null || other === null) return null;
  const { difference } = paired(base, other, { level: CONFIDENCE });
  return { before: base.value, more: shareChange(ERRORS, before, after, difference, CONFIDENCE) };
}

type Run = readonly Measurements[];

function pairsOf(from: Side, to: Side): readonly [Run, Run] {
  const pairs = Math.min(from.runs.length, to.runs.length);
  return [from.runs.slice(0, pairs), to.runs.slice(0, pairs)];
}

function shareChange(figure: Figure, before: Run, after: Run, difference: Estimate, level: number): Estimate {
  const { share } = comparedMetric(figure);
  return share === null ? difference : atLeastOfShares(difference, share(runsOf(before)), share(runsOf(after)), level);
}
