/** What was found about one variant: measurements of all its runs in, findings out. */
import { drift } from "../analysis/drift.js";
import { evaluate } from "../analysis/evaluate.js";
import type { DriftFindings, LoadFindings, SteadyFindings, VariantFindings } from "../analysis/findings.js";
import { saturation } from "../analysis/saturation.js";
import { worst } from "../analysis/verdict.js";
import type { EndpointMeasurement, Measurements } from "../model/measurements.js";
import { allEndpoints } from "./all-endpoints.js";
import { auditFindings } from "./audit-findings.js";
import { controlFindings, withControls } from "./controls.js";
import { endpointFindings, steadyEndpoint } from "./endpoint-findings.js";
import { heavyTails, ofAll, waitDoubts } from "./heavy-tails.js";
import { heldWithin } from "./held-within.js";
import { growthOf, mayGrow, unlessItMayGrow } from "./may-grow.js";
import { level } from "./measured.js";
import { objectivesOf } from "./objectives-of.js";
import { overTimeFindings } from "./over-time-findings.js";
import { overloadOf, queueDrifts } from "./overload.js";
import { partFindings } from "./part-findings.js";
import { recoveryFindings } from "./recovery-findings.js";
import { growingReason, refuseEndpoint, refuseLevel, refusePart } from "./refusals.js";
import { hashOf, isSteady, type Study, type StudyVariant } from "./study.js";

const IN_SYSTEM = "of requests in the system";

export interface Ran {
  readonly window: readonly Measurements[];
  readonly load: readonly (readonly Measurements[])[];
  readonly steady: SteadyFindings | null;
}

export function variantFindings(study: Study, variant: StudyVariant, { window, load, steady }: Ran): VariantFindings {
  const [first] = window;
  const { windowMs } = first;
  const all = window.map(({ endpoints }) => allEndpoints(endpoints));
  const growth = isSteady(variant.model) ? growthOf(variant.model, driftOf(window), all) : null;
  const growing = growingReason(growth, IN_SYSTEM);
  const tails = heavyTails(variant.model);
  const queues = growth === null ? [] : queueDrifts(window);
  const seen = growth === null ? endpointFindings : steadyEndpoint;
  const endpoints = named(first.endpoints, (i) =>
    refuseEndpoint(
      seen(
        window.map((run) => run.endpoints[i]),
        windowMs,
      ),
      growing,
      tails.endpoints.get(first.endpoints[i].name) ?? null,
    ),
  );
  const doubt = ofAll(tails);
  const mayControl = growth?.verdict === "stable" && doubt === null;
  const controls = mayControl ? controlFindings(variant.model, window, all) : null;
  const plain = seen(all, windowMs);
  const controlled = { ...plain, latencyMs: withControls(plain.latencyMs, controls) };
  const allFindings = refuseEndpoint(controlled, growing, doubt);
  const parts = named(first.parts, (i) => {
    const { name } = first.parts[i];
    const found = partFindings(
      window.map((run) => run.parts[i]),
      windowMs,
    );
    const waiting = queues[i] === undefined ? null : growingReason(queues[i], `waiting at ${name}`);
    return refusePart(found, growing ?? waiting, waitDoubts(tails, name));
  });
  const asked = objectivesOf(variant);
  const overTime = overTimeFindings(
    window,
    all,
    asked.flatMap(({ endpoint }) => endpoint ?? []),
  );
  const undecided = mayGrow(variant.model, growth);
  const objectives = asked.map((objective) => unlessItMayGrow(evaluate(objective, endpoints, allFindings), undecided));
  return {
    name: variant.name,
    model: variant.file,
    summary: variant.model.description ?? null,
    modelHash: hashOf(variant.model),
    verdict: worst(objectives.map(({ verdict }) => verdict)),
    objectives,
    all: allFindings,
    endpoints,
    parts,
    saturation: saturation(overTime, heldWithin(variant.model)),
    overTime,
    recovery: study.spike === null ? null : recoveryFindings(runsOf(window, all), asked, overTime, study.spike),
    drift: growth,
    steady,
    controls,
    inSystem: refuseLevel(level(window.map(({ inSystemMean }) => inSystemMean)), growing, doubt),
    overload: overloadOf(variant.model, window, growth, queues, asked, parts),
    load: load.map((runs, i) => loadFindings(runs, study.load?.perSecond[i] ?? 0)),
    theory: [], // See theory/with-theory.ts: it takes all variants to judge.
    audit: auditFindings([...window, ...load.flat()]),
  };
}

function named<F>(all: readonly { readonly name: string }[], findings: (index: number) => F): Record<string, F> {
  return Object.fromEntries(all.map(({ name }, i) => [name, findings(i)]));
}

/** Of an endpoint, or of null all taken together. */
const runsOf = (runs: readonly Measurements[], all: readonly EndpointMeasurement[]) => (endpoint: string | null) =>
  endpoint === null ? all : runs.flatMap(({ endpoints }) => endpoints.filter(({ name }) => name === endpoint));

const driftOf = (runs: readonly Measurements[]): DriftFindings =>
  drift({ numberInSystem: runs.map(({ inSystem }) => inSystem), binSeconds: runs[0].binMs / 1000 });

function loadFindings(runs: readonly Measurements[], offeredLoad: number): LoadFindings {
  const growth = driftOf(runs);
  const all = refuseEndpoint(
    endpointFindings(
      runs.map(({ endpoints }) => allEndpoints(endpoints)),
      runs[0].windowMs,
    ),
    growingReason(growth, IN_SYSTEM),
    null,
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
