/** What was found about one variant: measurements of all its runs in, findings out. */
import { drift } from "../analysis/drift.js";
import { evaluate } from "../analysis/evaluate.js";
import type {
  DriftFindings,
  EndpointFindings,
  LoadFindings,
  PartFindings,
  SteadyFindings,
  VariantFindings,
} from "../analysis/findings.js";
import { saturation } from "../analysis/saturation.js";
import { worst } from "../analysis/verdict.js";
import type { Measurements } from "../model/measurements.js";
import { allEndpoints } from "./all-endpoints.js";
import { auditFindings } from "./audit-findings.js";
import { controlFindings, withControls } from "./controls.js";
import { endpointFindings } from "./endpoint-findings.js";
import { level, noDurations } from "./measured.js";
import { objectivesOf } from "./objectives-of.js";
import { overTimeFindings } from "./over-time-findings.js";
import { partFindings } from "./part-findings.js";
import { recoveryFindings } from "./recovery-findings.js";
import { hashOf, isSteady, type Study, type StudyVariant } from "./study.js";

export interface Ran {
  readonly window: readonly Measurements[];
  readonly load: readonly (readonly Measurements[])[];
  readonly steady: SteadyFindings | null;
}

export function variantFindings(study: Study, variant: StudyVariant, { window, load, steady }: Ran): VariantFindings {
  const [first] = window;
  const { windowMs, binMs, fromMs } = first;
  const growth = isSteady(variant.model) ? driftOf(window) : null;
  const sure = <F extends EndpointFindings | PartFindings>(findings: F): F => withoutSteadyState(findings, growth);
  const all = window.map(({ endpoints }) => allEndpoints(endpoints));
  const endpoints = named(first.endpoints, (i) =>
    sure(
      endpointFindings(
        window.map((run) => run.endpoints[i]),
        windowMs,
      ),
    ),
  );
  const controls = growth?.verdict === "stable" ? controlFindings(variant.model, window, all) : null;
  const plain = sure(endpointFindings(all, windowMs));
  const allFindings = { ...plain, latencyMs: withControls(plain.latencyMs, controls) };
  const overTime = overTimeFindings(window, all);
  const objectives = objectivesOf(variant).map((objective) => evaluate(objective, endpoints, allFindings));
  return {
    name: variant.name,
    model: variant.file,
    summary: variant.model.description ?? null,
    modelHash: hashOf(variant.model),
    verdict: worst(objectives.map(({ verdict }) => verdict)),
    objectives,
    all: allFindings,
    endpoints,
    parts: named(first.parts, (i) =>
      sure(
        partFindings(
          window.map((run) => run.parts[i]),
          windowMs,
        ),
      ),
    ),
    saturation: saturation({ startMs: fromMs, binMs, resources: overTime.resources }),
    overTime,
    recovery: study.spike === null ? null : recoveryFindings(all, overTime, study.spike),
    drift: growth,
    steady,
    inSystem: level(window.map(({ inSystemMean }) => inSystemMean)),
    controls,
    load: load.map((runs, i) => loadFindings(runs, study.load?.perSecond[i] ?? 0)),
    audit: auditFindings([...window, ...load.flat()]),
  };
}

function named<F>(all: readonly { readonly name: string }[], findings: (index: number) => F): Record<string, F> {
  return Object.fromEntries(all.map(({ name }, i) => [name, findings(i)]));
}

const driftOf = (runs: readonly Measurements[]): DriftFindings =>
  drift({ numberInSystem: runs.map(({ inSystem }) => inSystem), binSeconds: runs[0].binMs / 1000 });

/** A growing queue has no mean and no percentile: what was measured depends on how long one looked. */
function withoutSteadyState<F extends EndpointFindings | PartFindings>(findings: F, growth: DriftFindings | null): F {
  if (growth?.verdict !== "growing") return findings;
  const { value } = growth.growthPerSecond;
  const rate = value === null ? "" : ` by ${Number(value.toPrecision(3))} requests a second`;
  const none = noDurations(`no steady state: the number in the system grows${rate}`);
  return "latencyMs" in findings ? { ...findings, latencyMs: none } : { ...findings, waitingTimeMs: none };
}

function loadFindings(runs: readonly Measurements[], offeredLoad: number): LoadFindings {
  const growth = driftOf(runs);
  const all = withoutSteadyState(
    endpointFindings(
      runs.map(({ endpoints }) => allEndpoints(endpoints)),
      runs[0].windowMs,
    ),
    growth,
  );
  const { goodput, errorRate, latencyMs } = all;
  return {
    offeredLoad,
    growing: growth.verdict === "growing",
    goodput,
    errorRate,
    p50Ms: latencyMs.p50,
    p99Ms: latencyMs.p99,
  };
}
