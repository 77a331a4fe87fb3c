/** The findings of one variant, from the measurements of all its runs. */

import { inFindings, type Scope } from "../../analysis/figures/figure.js";
import { saturation } from "../../analysis/figures/saturation.js";
import type {
  EndpointFindings,
  Estimate,
  LatencyFindings,
  LoadFindings,
  PartFindings,
  RecoveryFindings,
  SteadyFindings,
  VariantFindings,
} from "../../analysis/findings/findings.js";
import { lazily, lazilyWith, once } from "../../analysis/findings/lazily.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { evaluate } from "../../analysis/verdicts/evaluate.js";
import { worst } from "../../analysis/verdicts/verdict.js";
import { endpointOf } from "../../model/effects/effects.js";
import { retryLayers } from "../../model/risks/retry-layers.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Known } from "../figures/estimate.js";
import { isExact, namedFigures } from "../figures/of-variant.js";
import { hashOf } from "../plan/model-hash.js";
import type { Moment } from "../plan/moments.js";
import { atRate, isSteady, objectivesOf, retriedOf, type Study, type StudyVariant } from "../plan/study.js";
import { doesGrow, growthIn } from "../precision/growth.js";
import { unfinishedPlan } from "../precision/plan-end.js";
import {
  held,
  type Steadiness,
  steadinessInTheEnd,
  steadinessOf,
  steadinessOfAll,
  steadinessOfPart,
} from "../precision/steadiness.js";
import { timeScalesOf } from "../precision/time-scales.js";
import { topologyInRun } from "../topology/of-run.js";
import { auditFindings } from "./audit-findings.js";
import { controlFindings, withControls } from "./controls.js";
import { effectFindings, growingOfEffect } from "./effect-findings.js";
import { endpointFindings, steadyEndpoint } from "./endpoint-findings.js";
import { happening, waitingIn } from "./happening.js";
import { type Doubt, heavyTails, ofAll, waitDoubts } from "./heavy-tails.js";
import { heldWithin } from "./held-within.js";
import { refuseEndpoint, refuseLevel, refusePart, withoutUnfinished } from "./missing-figures.js";
import { overTimeFindings } from "./over-time-findings.js";
import { overloadOf } from "./overload.js";
import { partFindings } from "./part-findings.js";
import { plannedRise } from "./planned-rise.js";
import { reactionFindings } from "./reactions.js";
import { recoveriesOf, recoveryFindings } from "./recovery-findings.js";
import { allEndpoints, level, requestsIn } from "./replication-estimates.js";
import { standingReason, standstillOf, unknownIfItStands, unlessItStands } from "./standstill.js";
import { whyNotBack } from "./why-not-back.js";

export interface Ran {
  readonly window: readonly Measurements[];
  readonly load: readonly (readonly Measurements[])[];
  readonly steady: SteadyFindings | null;
}

export function variantFindings(study: Study, variant: StudyVariant, { window, load, steady }: Ran): VariantFindings {
  const { model } = variant;
  const [first] = window;
  const { windowMs } = first;
  const all = window.map(({ endpoints }) => allEndpoints(endpoints));
  const growth = isSteady(model) ? growthIn(model, window) : null;
  const steadinessFor = (name: string | null): Steadiness => {
    if (growth !== null) return name === null ? steadinessOfAll(model, growth) : steadinessOf(model, growth, name);
    const unfinished = unfinishedPlan(study, model);
    return unfinished === null ? steadinessInTheEnd(model, name) : { growing: null, open: unfinished };
  };
  const steadiness = steadinessFor(null);
  const scales = timeScalesOf(model);
  const standstill = standstillOf(model, window);
  const tails = heavyTails(model);
  const seen = growth === null ? endpointFindings : steadyEndpoint;
  const endpoints = named(first.endpoints, (i): EndpointFindings => {
    const { name } = first.endpoints[i];
    const found = seen(
      window.map((run) => run.endpoints[i]),
      windowMs,
    );
    const kept = withoutUnfinished(found, scales.entries.get(name)?.slowest ?? scales.all.slowest);
    const reason = standingReason(standstill, name) ?? steadinessFor(name).growing;
    return refuseEndpoint(kept, reason, tails.endpoints.get(name) ?? null);
  });
  const { background = [] } = first;
  const aside = named(background, (i) => {
    const found = seen(
      window.map((run) => run.background![i]),
      windowMs,
    );
    const entries = Object.keys(model.traffic[background[i].name]?.mix ?? {});
    const growing = entries.map((entry) => standingReason(standstill, entry) ?? steadinessFor(entry).growing);
    return refuseEndpoint(found, growing.find((reason) => reason !== null) ?? null, null);
  });
  const doubt = ofAll(tails);
  const mayControl = growth?.whole.verdict === "stable" && doubt === null;
  const controls = once(() => (mayControl ? controlFindings(model, window, all) : null));
  const plain = seen(all, windowMs);
  const latencyMs = once((): LatencyFindings => {
    const mean = (): Estimate => withControls(plain.latencyMs, controls()).mean;
    return lazilyWith(plain.latencyMs, { mean });
  });
  const controlled = lazilyWith(plain, { latencyMs });
  const why = standingReason(standstill, null) ?? steadiness.growing;
  const allFindings = refuseEndpoint(withoutUnfinished(controlled, scales.all.slowest), why, doubt);
  const parts = named(first.parts, (i): PartFindings => {
    const { name } = first.parts[i];
    const found = partFindings(
      window.map((run) => run.parts[i]),
      windowMs,
    );
    return refusePart(found, growth === null ? null : steadinessOfPart(growth, name), waitDoubts(tails, name));
  });
  const whyUnsettled = (name: string): string | null => {
    const endpoint = endpointOf(model.effects, name);
    const own = standingReason(standstill, endpoint) ?? steadinessFor(endpoint).growing;
    return own ?? (growth === null ? null : growingOfEffect(model, name, growth));
  };
  const happened = effectFindings(model, window, whyUnsettled);
  const effects = happened === null ? {} : { effects: happened };
  const asked = objectivesOf(variant);
  const { went, spike } = happening(study, variant, window);
  const overTime = once(() =>
    overTimeFindings(
      window,
      all,
      asked.flatMap(({ endpoint }) => endpoint ?? []),
      spike === null ? [] : retriedOf(study),
    ),
  );
  const told = { why: whyNotBack(model, window), rise: plannedRise(model) };
  const waiting = waitingIn(spike === null ? [] : window);
  const reacted = (of: RecoveryFindings, moment: Moment | undefined): RecoveryFindings => {
    const onCall = moment === undefined ? null : reactionFindings(window, moment.name);
    return onCall === null ? of : { ...of, onCall };
  };
  const only = went.length === 1 ? went[0] : undefined;
  const recovery =
    spike === null
      ? null
      : reacted(
          recoveryFindings(runsOf(window), asked, overTime(), { ...spike, stays: only?.stays }, waiting, told),
          only,
        );
  const recoveries = recoveriesOf(runsOf(window), asked, overTime(), went, waiting, told).map((each, i) => ({
    ...reacted(each, went[i]),
    moment: each.moment,
  }));
  const moments = went.map(({ name, fromMs, toMs }) => ({ name, fromMs, toMs }));
  const after = recoveries.length === 0 ? {} : { recoveries };
  const holding = { all: allFindings, endpoints, parts, ...effects, recovery, moments, ...after };
  /** The entry whose requests a figure is about; null: those of all, or of what only others call. */
  const entryOf = (scope: Scope): string | null =>
    scope.kind === "endpoint" && Object.hasOwn(endpoints, scope.name) ? scope.name : null;
  const whyGrowing = (scope: Scope): string | null => {
    if (scope.kind === "effect") return whyUnsettled(scope.name);
    const part = partOf(scope);
    const why = standingReason(standstill, entryOf(scope));
    if (part !== null) return why ?? (growth === null ? null : steadinessOfPart(growth, part));
    return why ?? steadinessFor(entryOf(scope)).growing;
  };
  const doubtOf = (scope: Scope): Doubt | null => {
    if (scope.kind !== "source") return null;
    const asked = Object.keys(model.traffic[scope.name]?.mix ?? {});
    return asked.flatMap((endpoint) => tails.endpoints.get(endpoint) ?? [])[0] ?? null;
  };
  const known: Known = { runs: window, all, holding, isSteady: growth !== null, growing: whyGrowing, doubt: doubtOf };
  const figures = namedFigures([...asked.map(({ figure }) => figure), ...study.figures], study, model, known);
  const objectives = asked.map((objective) => {
    const { figure, endpoint } = objective;
    const { scope } = figure;
    const measured = inFindings(figure, { ...holding, figures }) ?? noEstimate(`${figure.name} was not measured`);
    const requests = endpoint === null ? allFindings : (endpoints[endpoint] ?? null);
    const found = evaluate(objective, measured, scope.kind === "variant" || scope.kind === "moment" ? null : requests);
    if (isExact(figure)) return found;
    const part = partOf(scope);
    const kept =
      part === null && scope.kind !== "effect"
        ? held(found, steadinessFor(entryOf(scope)))
        : held(found, { ...steadiness, growing: whyGrowing(scope) });
    return scope.kind === "all" || entryOf(scope) !== null
      ? unlessItStands(kept, objective, standstill, Object.keys(endpoints))
      : unknownIfItStands(kept, standstill);
  });
  const verdict = worst(objectives.map((each) => each.verdict));
  const overload = growth === null ? null : overloadOf(model, window, growth, asked, parts);
  return lazily<VariantFindings>({
    name: () => variant.name,
    model: () => variant.file,
    summary: () => model.description ?? null,
    modelHash: () => hashOf(model),
    verdict: () => (standstill !== null && verdict !== "missed" ? "unknown" : verdict), // Whatever the objectives.
    objectives: () => objectives,
    all: () => allFindings,
    endpoints: () => endpoints,
    ...(background.length === 0 ? {} : { background: () => aside }),
    parts: () => parts,
    ...(happened === null ? {} : { effects: () => happened }),
    ...(retryLayers(model).length === 0 ? {} : { layers: () => retryLayers(model) }),
    saturation: () => saturation(overTime(), heldWithin(model)),
    overTime,
    recovery: () => recovery,
    ...(moments.length === 0 ? {} : { moments: () => moments }),
    ...(recoveries.length === 0 ? {} : { recoveries: () => recoveries }),
    drift: () => growth?.whole ?? null,
    steady: () => steady,
    controls,
    ...(Object.keys(figures).length === 0 ? {} : { figures: () => figures }),
    inSystem: () => refuseLevel(level(window.map(({ inSystemMean }) => inSystemMean)), steadiness, doubt),
    standstill: () => standstill,
    // It broke at the standstill.
    overload: () => (overload === null || standstill === null ? overload : { ...overload, breaks: [] }),
    load: () => load.map((runs, i) => loadFindings(study, variant, runs, study.load?.perSecond[i] ?? 0)),
    topology: () =>
      topologyInRun(model, {
        endpoints,
        parts,
        overTime: overTime(),
        saturation: saturation(overTime(), heldWithin(model)),
        isSteady: growth !== null,
      }),
    theory: () => [], // See theory/with-theory.ts: it takes all variants to judge.
    audit: () => auditFindings([...window, ...load.flat()]),
  } as { readonly [Key in keyof VariantFindings]: () => VariantFindings[Key] });
}

/** By name, each when it is first read. */
function named<F>(all: readonly { readonly name: string }[], findings: (index: number) => F): Record<string, F> {
  return lazily(Object.fromEntries(all.map(({ name }, i) => [name, () => findings(i)])));
}

/** Measurements of an endpoint; null: of all together. */
const runsOf = (runs: readonly Measurements[]) => (endpoint: string | null) =>
  runs.flatMap((run) => requestsIn(run, endpoint) ?? []);

/** The part that a figure is about; null: it is about requests or the variant. */
const partOf = (scope: Scope): string | null =>
  scope.kind === "part" ? scope.name : scope.kind === "resource" ? scope.part : null;

function loadFindings(
  study: Study,
  { model }: StudyVariant,
  runs: readonly Measurements[],
  offeredLoad: number,
): LoadFindings {
  const there = study.load === null ? model : atRate(model, study.load.traffic, offeredLoad);
  const growth = growthIn(there, runs);
  const all = refuseEndpoint(
    endpointFindings(
      runs.map(({ endpoints }) => allEndpoints(endpoints)),
      runs[0].windowMs,
    ),
    steadinessOfAll(there, growth).growing,
    null,
  );
  const { goodput, errorRate, latencyMs } = all;
  return {
    offeredLoad,
    growing: doesGrow(growth),
    goodput,
    errorRate,
    p50Ms: latencyMs.p50,
    p99Ms: latencyMs.p99,
  };
}
