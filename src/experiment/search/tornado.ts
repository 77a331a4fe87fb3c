/** Each number of a model a fifth lower and a fifth higher: which of them matters, and where the verdict changes. */

import { type Figure, LATENCY } from "../../analysis/figures/figure.js";
import { usualFigure } from "../../analysis/figures/parse-figure.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import type { ChangeFindings, GuessFindings, TornadoFindings } from "../../analysis/findings/tornado-findings.js";
import { atLeastOfShares, noEstimate, pointEstimate } from "../../analysis/statistics/confidence.js";
import { areSame, type Deviations } from "../../analysis/statistics/deviations.js";
import { paired } from "../../analysis/statistics/paired.js";
import { differenceVerdict } from "../../analysis/verdicts/difference-verdict.js";
import type { Model } from "../../model/language/model.js";
import type { ScalarValue } from "../../model/source/source-tree.js";
import { certainDifference, comparedMetric, type Runs } from "../findings/compared-metrics.js";
import { allEndpoints, CONFIDENCE } from "../findings/replication-estimates.js";
import { answeredWords, survivorsVerdict } from "../findings/survivorship.js";
import { type KnobPath, NoKnob, type Workbench, withKnob } from "../plan/knob.js";
import { provenance } from "../plan/provenance.js";
import { objectivesOf, type StudyVariant } from "../plan/study.js";
import { askedAt } from "./asked-figures.js";
import { type ModelNumber, numbersIn, scaled } from "./model-numbers.js";
import type { Look, Probe } from "./probe.js";

const CHANGE = 0.2;

interface Metric {
  readonly figure: Figure;
  readonly limit: number | null;
}

/** @param figure to compare, which the probe's study watches; null: that of an objective */
export async function tornado(probe: Probe, bench: Workbench, figure: Figure | null = null): Promise<TornadoFindings> {
  const { model } = bench.variant;
  const metric = metricOf(bench.variant, figure);
  const leftOut: { path: string; why: string }[] = [];
  const tried = numbersIn(bench.root).flatMap((guess) => {
    try {
      return [{ ...guess, less: changeOf(bench, guess, 1 - CHANGE), more: changeOf(bench, guess, 1 + CHANGE) }];
    } catch (problem) {
      if (!(problem instanceof NoKnob)) throw problem;
      leftOut.push({ path: nameOf(guess.path), why: problem.message });
      return [];
    }
  });
  const changes = tried.flatMap(({ less, more }) => [less, more]).filter((change) => change !== null);
  const [base, ...looks] = await probe.all([{ model }, ...changes.map((change) => ({ model: change.model }))]);
  const lookAt = new Map(changes.map((change, i) => [change, looks[i]]));
  const found = (change: Change | null): ChangeFindings | null => {
    if (change === null) return null;
    const look = lookAt.get(change) as Look;
    const difference = differenceOf(base, look, metric);
    return { value: String(change.value), difference, growing: look.growing, verdict: look.verdict };
  };
  const guesses = tried.map(({ path, written, less, more }) => ({
    path: nameOf(path),
    value: String(written),
    less: found(less),
    more: found(more),
  }));
  return {
    ...provenance(probe.study, bench.variant),
    change: CHANGE,
    metric: metric.figure.name,
    unit: metric.figure.unit,
    limit: metric.limit,
    base: estimateOf(base, metric),
    verdict: base.verdict,
    guesses: guesses.sort((a, b) => effectOf(b) - effectOf(a)),
    leftOut,
    audit: probe.audit,
    simulated: probe.simulated,
  };
}

interface Change {
  readonly value: ScalarValue;
  readonly model: Model;
}

/** Null if scaling changes nothing. @throws NoKnob */
function changeOf(bench: Workbench, { path, written }: ModelNumber, factor: number): Change | null {
  const value = scaled(written, factor);
  return value === null ? null : { value, model: withKnob(bench, { name: nameOf(path), path }, value) };
}

/** That of the first objective on latency, else of the first there is, else p99 of all requests. */
function metricOf(variant: StudyVariant, asked: Figure | null): Metric {
  const all = objectivesOf(variant);
  const first =
    asked === null ? (all.find(({ metric }) => metric === LATENCY) ?? all[0]) : all[askedAt(asked, variant) ?? -1];
  return { figure: asked ?? first?.figure ?? usualFigure("p99"), limit: first?.limit ?? null };
}

/** The larger effect of the two sides; infinite if a queue grows. */
function effectOf({ less, more }: GuessFindings): number {
  const each = [less, more].flatMap((side) =>
    side === null ? [] : [side.growing ? Number.MAX_VALUE : Math.abs(side.difference.value ?? 0)],
  );
  return Math.max(0, ...each);
}

/** Compared on the same requests, where comparisons are valid. Identical runs have an exact difference of zero. */
function differenceOf(base: Look, other: Look, metric: Metric): Estimate {
  const shown = [base, other].map((look) => estimateOf(look, metric));
  const refused = shown.find(({ value }) => value === null);
  if (refused !== undefined) return noEstimate(refused.reason ?? "there is nothing to compare");
  const compared = comparedMetric(metric.figure);
  if (compared.isCertain) return certainDifference(shown[0]!, shown[1]!);
  const { deviations, share, relativeResolution, goal } = compared;
  const [before, after] = [base, other].map(runsOf);
  const [from, to] = [deviations(before), deviations(after)];
  if (from === null || to === null) return noEstimate("not measured in every replication");
  if (share === null && areSame(from, to)) return { value: 0, low: 0, high: 0 };
  const { difference } = paired(from, to, { level: CONFIDENCE, relativeResolution });
  const without = shown.find(({ low, high }) => low === null || high === null);
  if (without !== undefined && difference.low !== null)
    return pointEstimate(to.value - from.value, without.reason ?? "no interval");
  if (share !== null) return atLeastOfShares(difference, share(before), share(after), CONFIDENCE);
  const judge = (from: Deviations, to: Deviations) =>
    differenceVerdict(paired(from, to, { level: CONFIDENCE, relativeResolution }).difference, goal, 0);
  const verdict = survivorsVerdict(compared, [before, after], judge(from, to), judge);
  return verdict === "incomparable"
    ? { ...difference, reason: answeredWords(compared.asked(before), compared.asked(after)) }
    : difference;
}

const runsOf = ({ runs }: Look): Runs => ({ runs, all: runs.map(({ endpoints }) => allEndpoints(endpoints)) });

const estimateOf = ({ findings }: Look, { figure }: Metric): Estimate =>
  findings === null
    ? { value: null, low: null, high: null, reason: "the runs were cut short" }
    : comparedMetric(figure).shown(findings);

const nameOf = ([, ...path]: KnobPath): string => path.join(".");
