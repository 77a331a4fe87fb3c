/** A proposal against its base: everything that `headroom diff` says, from one run of both. */
import { bottleneck } from "../../analysis/figures/diff-bottleneck.js";
import type {
  CeilingDiff,
  CeilingSide,
  CountDiff,
  DiffFindings,
  MetricDiff,
  ObjectiveDiff,
  PlaceFindings,
  RiskFindings,
} from "../../analysis/findings/diff-findings.js";
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import {
  diffVerdict,
  HEADLINE,
  isBeyond,
  objectiveVerdict,
  type Steadiness,
} from "../../analysis/verdicts/diff-verdict.js";
import { worst } from "../../analysis/verdicts/verdict.js";
import { type Counted, inventoryOf } from "../../model/check/inventory.js";
import { type Risk, riskChanges } from "../../model/risks/index.js";
import { comparedMetric, USERS_METRICS } from "../findings/compared-metrics.js";
import { hashOf } from "../plan/model-hash.js";
import type { Study } from "../plan/study.js";
import { asidesIn } from "../search/overloaded-resource.js";
import type { DiffStudy } from "./open-diff.js";
import { queuesBeside } from "./queues-beside.js";

/** @param findings of the study @param ceiling of both, see `ceilings.ts` */
export function diffFindings(diff: DiffStudy, findings: Findings, ceiling: CeilingDiff | null): DiffFindings {
  const { study, tolerance, changes, locate, notes } = diff;
  const [base, proposal] = findings.variants;
  const [before, after] = study.variants.map(({ model }) => model);
  const objectives = objectiveDiffs(diff, base, proposal);
  const asked = objectives.filter((each) => each.asked !== "base");
  const isSameLoad = base.all.offeredLoad.value === proposal.all.offeredLoad.value; // As where only a retry is added.
  const isOtherLoad = !isSameLoad && changes.some(({ path }) => /^traffic(\.|$)/.test(path));
  const metrics = metricDiffs(study, findings, tolerance).map((each) => (isOtherLoad ? ofOtherTraffic(each) : each));
  const risks = riskChanges(before, after);
  const inventories = [before, after].map(inventoryOf);
  const side = (i: 0 | 1) => ({
    file: study.variants[i].file,
    title: study.variants[i].model.name ?? study.variants[i].file,
    modelHash: hashOf(study.variants[i].model),
    verdict: worst(asked.map((each) => (i === 0 ? each.base : each.proposal).verdict)),
    ...notBackOf(findings.variants[i]),
  });
  const { requests, runs } = findings.simulated;
  return {
    formatVersion: 1,
    version: findings.version,
    seed: findings.seed,
    confidence: findings.confidence,
    tolerance,
    base: side(0),
    proposal: side(1),
    window: {
      fromMs: findings.window.fromMs,
      toMs: findings.window.toMs,
      replications: findings.window.replications,
    },
    ...diffVerdict(
      asked,
      metrics,
      { base: standing(base), proposal: standing(proposal) },
      changes.length === 0,
      ceiling === null ? null : bears(ceiling, tolerance),
    ),
    changes,
    ...(base.topology === undefined || proposal.topology === undefined
      ? {}
      : { topology: { base: base.topology, proposal: proposal.topology } }),
    objectives,
    metrics,
    bottleneck: { base: bottleneck(base, asidesIn(before)), proposal: bottleneck(proposal, asidesIn(after)) },
    ceiling,
    units: counts(inventories[0].units, inventories[1].units),
    complexity: counts(inventories[0].complexity, inventories[1].complexity),
    risks: {
      fresh: risks.fresh.map((risk) => shownRisk(risk, placeIn(locate, risk.path))),
      gone: risks.gone.map((risk) => shownRisk(risk, null)),
      kept: risks.kept,
    },
    simulated: { requests, runs },
    notes: [
      ...notes,
      ...queuesBeside(base, proposal, objectives, tolerance),
      ...findings.notes,
      ...findings.variants.flatMap(failedAudit),
    ],
  };
}

const failedAudit = ({ name, audit }: VariantFindings): string[] =>
  audit.ok
    ? []
    : [`The runs of the ${name} FAILED their own checks, so nothing here can be trusted: ${audit.failures[0]}`];

/** Each moment of its timeline, and how it came back from it. */
function recoveriesIn({ recovery, recoveries, moments = [] }: VariantFindings) {
  const [only] = moments;
  return recoveries ?? (recovery === null || only === undefined ? [] : [{ ...recovery, moment: only.name }]);
}

function notBackOf(variant: VariantFindings): Pick<DiffFindings["base"], "notBack"> {
  const all = recoveriesIn(variant).flatMap(({ moment, notBack }) =>
    notBack === undefined ? [] : [{ ...notBack, moment }],
  );
  return all.length === 0 ? {} : { notBack: all };
}

const standing = (variant: VariantFindings): Steadiness => ({
  ...variant,
  backFrom: recoveriesIn(variant).flatMap(({ moment, timeMs }) => (timeMs.value === null ? [] : [`“${moment}”`])),
  notBackFrom: (notBackOf(variant).notBack ?? []).map(({ moment }) => `“${moment}”`),
});

function objectiveDiffs(
  { objectives, locate }: DiffStudy,
  base: VariantFindings,
  proposal: VariantFindings,
): ObjectiveDiff[] {
  return objectives.map(({ metric, expression, asked }) => {
    const [before, after] = [base, proposal].map((variant) => {
      const found = variant.objectives.find((each) => each.metric === metric && each.expression === expression);
      if (found === undefined) throw new Error(`${metric}: ${expression} was not judged for ${variant.name}`);
      return found;
    });
    return {
      metric,
      expression,
      limit: after.limit,
      unit: after.unit,
      asked,
      base: { measured: before.measured, verdict: before.verdict },
      proposal: { measured: after.measured, verdict: after.verdict },
      verdict: objectiveVerdict(before.verdict, after.verdict),
      place: asked === "base" ? null : placeIn(locate, ["objectives", metric]),
    };
  });
}

/** Both ends lie apart, by more than the tolerance. */
function bears({ base, proposal, verdict }: CeilingDiff, tolerance: number): "more" | "less" | null {
  const isApart = (less: CeilingSide, more: CeilingSide): boolean =>
    (more.perSecond.low ?? 0) > (1 + tolerance) * (less.perSecond.high ?? Number.POSITIVE_INFINITY);
  if (verdict === "better" && isApart(base, proposal)) return "more";
  return verdict === "worse" && isApart(proposal, base) ? "less" : null;
}

/** What users notice, and what the study shows of its effects. */
function metricDiffs({ show }: Study, { variants, comparisons }: Findings, tolerance: number): MetricDiff[] {
  const [base, proposal] = variants;
  const headline = USERS_METRICS.filter(({ metric }) => HEADLINE.includes(metric));
  return [...headline, ...show.map(comparedMetric)].flatMap(({ metric, shown }) => {
    const found = comparisons[0]?.differences.find((each) => each.metric === metric);
    if (found === undefined) return [];
    const { unit, difference, relative, verdict } = found;
    const [from, to] = [shown(base), shown(proposal)];
    const beyondTolerance = isBeyond(found, from, tolerance);
    return [{ metric, unit, base: from, proposal: to, difference, relative, verdict, beyondTolerance }];
  });
}

/** More goodput from more traffic is neither better nor worse. */
function ofOtherTraffic(metric: MetricDiff): MetricDiff {
  const { low } = metric.difference;
  if (metric.metric !== "goodput" || !["better", "worse"].includes(metric.verdict)) return metric;
  return { ...metric, verdict: low !== null && low > 0 ? "more" : "less", beyondTolerance: false };
}

/** Those of either, in the order of the proposal. */
function counts(base: readonly Counted[], proposal: readonly Counted[]): CountDiff[] {
  const of = (all: readonly Counted[], what: string): number => all.find((each) => each.what === what)?.count ?? 0;
  const names = new Set([...proposal, ...base].map(({ what }) => what));
  return [...names].map((what) => ({ what, base: of(base, what), proposal: of(proposal, what) }));
}

const shownRisk = ({ rule, subject, message }: Risk, place: PlaceFindings | null): RiskFindings => ({
  rule,
  subject,
  message,
  place,
});

function placeIn(locate: DiffStudy["locate"], path: Risk["path"]): PlaceFindings | null {
  const at = locate(path, { of: "key" });
  return at === null ? null : { file: at.file, line: at.line };
}
