/** Every variant against its baseline, on the same requests. */

import type { Goal } from "../../analysis/figures/figure.js";
import type {
  ComparisonFindings,
  DifferenceFindings,
  DifferenceVerdict,
  Estimate,
  VariantFindings,
} from "../../analysis/findings/findings.js";
import { atLeastOfShares, noEstimate } from "../../analysis/statistics/confidence.js";
import { areSame, type Deviations } from "../../analysis/statistics/deviations.js";
import { paired } from "../../analysis/statistics/paired.js";
import { pairedVerdict } from "../../analysis/verdicts/difference-verdict.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Study } from "../plan/study.js";
import { ceilingDifference, type FoundCeilings, NO_DIFFERENCE } from "./compared-ceilings.js";
import {
  type Compared,
  type ComparedMetric,
  certainDifference,
  comparedMetric,
  resolutionOf,
  sharedUtilisations,
  USERS_METRICS,
} from "./compared-metrics.js";
import { allEndpoints, CONFIDENCE } from "./replication-estimates.js";
import { answeredWords, stillWaiting, survivorsVerdict } from "./survivorship.js";

/** @param runs of each variant, one per replication, in the order of the variants */
export function comparisonFindings(
  { baselines, tie, figures }: Pick<Study, "baselines" | "tie" | "figures">,
  variants: readonly VariantFindings[],
  runs: readonly (readonly Measurements[])[],
  ceilings: FoundCeilings = new Map(),
): ComparisonFindings[] {
  return baselines.flatMap((against, i) => {
    if (against === null) return [];
    const { baseline, variant, ...found } = compare(against.index, i, { tie, figures }, variants, runs, ceilings);
    return [{ baseline, variant, ...(against.within === null ? {} : { within: against.within }), ...found }];
  });
}

/** Compares two variants by name; null if they are the same. */
export function compareTwo(
  how: Pick<Study, "tie" | "figures">,
  [base, other]: readonly [string, string],
  variants: readonly VariantFindings[],
  runs: readonly (readonly Measurements[])[],
  ceilings: FoundCeilings = new Map(),
): ComparisonFindings | null {
  const at = (named: string): number => variants.findIndex(({ name }) => name === named);
  return base === other ? null : compare(at(base), at(other), how, variants, runs, ceilings);
}

function compare(
  first: number,
  second: number,
  { tie, figures }: Pick<Study, "tie" | "figures">,
  variants: readonly VariantFindings[],
  runs: readonly (readonly Measurements[])[],
  ceilings: FoundCeilings,
): ComparisonFindings {
  const replications = Math.min(runs[first].length, runs[second].length); // One may have been given more.
  const [base, other] = [first, second].map((i): Compared => {
    const pairs = runs[i].slice(0, replications);
    return { findings: variants[i], runs: pairs, all: pairs.map(({ endpoints }) => allEndpoints(endpoints)) };
  });
  const always = [...USERS_METRICS, ...sharedUtilisations(base.findings, other.findings)];
  const named = figures.map(comparedMetric).filter(({ metric }) => always.every((each) => each.metric !== metric));
  const metrics = [...always, ...named];
  return {
    baseline: base.findings.name,
    variant: other.findings.name,
    replications,
    tie,
    differences: metrics.map((metric) => difference(metric, base, other, tie ?? 0, ceilings)),
  };
}

function difference(
  metric: ComparedMetric,
  base: Compared,
  other: Compared,
  tie: number,
  ceilings: FoundCeilings,
): DifferenceFindings {
  const { unit, goal, relativeResolution } = metric;
  const named = { metric: metric.metric, unit };
  const refuse = (none: Estimate): DifferenceFindings => ({
    ...named,
    difference: none,
    unpaired: none,
    relative: none,
    correlation: null,
    varianceRatio: null,
    verdict: "unknown",
  });
  const sought = ceilingDifference(ceilings, metric.figure, [base.findings.name, other.findings.name], tie);
  const shown = [base, other].map(({ findings }) => ({ name: findings.name, ...metric.shown(findings) }));
  const unknown = shown.find(({ value }) => value === null);
  // Requests that wait for ever are no errors, so fewer errors would not mean better.
  const stuck = [base, other].find(({ findings }) => findings.standstill !== null)?.findings.name;
  if (stuck !== undefined && metric.metric === "errors")
    return refuse(noEstimate(`${stuck}: requests wait for each other for ever, and never fail`));
  const certain = metric.isCertain && unknown === undefined ? ofCertain(metric, shown, tie) : null;
  // Where pairs leave it open, the proven ends of both searches may still tell.
  if (sought !== null && (sought.verdict !== "unproven" || certain === null || certain.verdict === "unproven"))
    return sought;
  if (certain !== null) return certain;
  const [from, to] = [base, other].map(metric.deviations);
  if (unknown !== undefined) {
    const reason = `${unknown.name}: ${unknown.reason ?? "unknown"}`;
    return byEnds(refuse(noEstimate(reason)), { ...certainDifference(shown[0]!, shown[1]!), reason }, goal);
  }
  if (from === null || to === null)
    return hasEnds(shown) ? ofCertain(metric, shown, tie) : refuse(noEstimate("not measured in every replication"));
  const resolution = resolutionOf(metric, base);
  const found = paired(from, to, { level: CONFIDENCE, relativeResolution, resolution });
  const without = shown.find(({ low, high }) => low === null || high === null);
  if (without !== undefined && found.difference.low !== null) {
    const why = `${without.name}: ${without.reason ?? "no interval"}`;
    const point = ({ value }: Estimate): Estimate => ({ value, low: null, high: null, reason: why });
    return { ...refuse(point(found.difference)), relative: point(found.relative) };
  }
  const { share } = metric;
  const isSure = found.difference.low !== null;
  const isNone = (from: Deviations, to: Deviations): boolean =>
    isSure &&
    areSame(from, to) &&
    (resolution === 0 || from.value === 0) &&
    (share === null || sum(share(base).events) > 0 || areSameRuns(base, other));
  const atLeast = (estimate: Estimate): Estimate =>
    share === null ? estimate : atLeastOfShares(estimate, share(base), share(other), CONFIDENCE);
  const judge = (from: Deviations, to: Deviations): DifferenceVerdict => {
    if (isNone(from, to)) return "tie";
    const { difference, relative } = paired(from, to, { level: CONFIDENCE, relativeResolution, resolution });
    const zone = { tie, base: from.value };
    return pairedVerdict(atLeast(difference), share === null ? relative : null, goal, zone);
  };
  const waiting = stillWaiting(metric, [base, other], judge(from, to), judge);
  if (waiting !== null) {
    const reason = `${waiting.of.findings.name}: ${waiting.why}`;
    return { ...named, ...found, difference: { ...found.difference, reason }, verdict: "unknown" };
  }
  const short = [base, other].find(({ findings }) => findings.drift?.reason !== undefined)?.findings;
  if (short !== undefined) {
    const reason = `${short.name}: ${short.drift!.reason}`;
    return { ...named, ...found, difference: { ...found.difference, reason }, verdict: "unknown" };
  }
  const verdict = survivorsVerdict(metric, [base, other], judge(from, to), judge);
  const why = verdict === "incomparable" ? { reason: answeredWords(metric.asked(base), metric.asked(other)) } : {};
  const difference = isNone(from, to) ? NO_DIFFERENCE : atLeast(found.difference);
  const relative = isNone(from, to) && found.relative.low !== null ? NO_DIFFERENCE : found.relative;
  return {
    ...named,
    ...found,
    difference: { ...difference, ...why },
    unpaired: atLeast(found.unpaired),
    relative,
    verdict,
  };
}

/** Where one side has no value, but an end that is proven: what did not recover in time took longer than what did. */
function byEnds(refused: DifferenceFindings, difference: Estimate, goal: Goal): DifferenceFindings {
  const isMore = (difference.low ?? 0) > 0;
  if (goal === "neither" || !(isMore || (difference.high ?? 0) < 0)) return refused;
  const verdict = isMore === (goal === "more") ? "better" : "worse";
  return { ...refused, difference, unpaired: difference, verdict };
}

/** Where nothing pairs them, such as when each has come back, their own intervals still bound how they differ. */
const hasEnds = (shown: readonly Estimate[]): boolean => shown.every(({ low, high }) => low !== null && high !== null);

function ofCertain(metric: ComparedMetric, [from, to]: readonly Estimate[], tie: number): DifferenceFindings {
  const before = from as Estimate;
  const difference = certainDifference(before, to as Estimate);
  const share = (end: number | null): number | null => (end === null || !before.value ? null : end / before.value);
  const relative = { value: share(difference.value), low: share(difference.low), high: share(difference.high) };
  return {
    metric: metric.metric,
    unit: metric.unit,
    difference,
    unpaired: difference,
    relative,
    correlation: null,
    varianceRatio: null,
    verdict: pairedVerdict(difference, null, metric.goal, { tie, base: before.value ?? 0 }),
  };
}

/** The same answers at the same times: then events that did not occur did not occur for the same reason. */
const areSameRuns = ({ all: before }: Compared, { all: after }: Compared): boolean =>
  before.every((run, j) => {
    const { offered, failed, latencyMs } = after[j];
    const isSame = run.offered === offered && run.failed === failed && run.latencyMs.count === latencyMs.count;
    return isSame && run.latencyMs.sum === latencyMs.sum && run.latencyMs.max === latencyMs.max;
  });

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
