/** Varies one or two knobs: what users see at each value, and where the objectives stop being met. */

import { kneeInterval } from "../../analysis/figures/knee.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import type { KnobFindings, SweepFindings, SweepPoint } from "../../analysis/findings/sweep-findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { quantileDeviations } from "../../analysis/statistics/deviations.js";
import type { Model } from "../../model/language/model.js";
import { isClosed, usersIn, withRates, withUsers } from "../../model/traffic/load-factor.js";
import { allEndpoints } from "../findings/all-endpoints.js";
import { CONFIDENCE, RESOLUTION } from "../findings/replication-estimates.js";
import { findKnob, type Knob, type Workbench, withKnobs } from "../plan/knob.js";
import { provenance } from "../plan/provenance.js";
import type { Look, Probe } from "./probe.js";
import { LOAD } from "./sweep-range.js";

/** @throws NoKnob where a value does not fit, before anything is simulated */
export async function sweep(probe: Probe, bench: Workbench, knobs: readonly KnobFindings[]): Promise<SweepFindings> {
  const paths = knobs.map(({ name }) => (name === LOAD ? null : findKnob(bench, name)));
  const settings = combinations(knobs.map(({ values }) => values));
  const models = settings.map((at) => modelAt(bench, knobs, paths, at));
  const looks = await probe.all(models);
  const points = looks.map((look, i) => pointOf(settings[i], look));
  return {
    ...provenance(probe.study, bench.variant),
    knobs,
    points,
    knee: knobs.length === 1 ? kneeOf(points, looks) : null,
    audit: probe.audit,
    simulated: probe.simulated,
  };
}

function combinations(all: readonly (readonly number[])[]): number[][] {
  return all.reduce<number[][]>(
    (before, values) => before.flatMap((at) => values.map((value) => [...at, value])),
    [[]],
  );
}

function modelAt(
  bench: Workbench,
  knobs: readonly KnobFindings[],
  paths: readonly (Knob | null)[],
  at: readonly number[],
): Model {
  const set = paths.flatMap((knob, i) =>
    knob === null ? [] : [[knob, knobs[i].unit === "" ? at[i] : `${at[i]}${knobs[i].unit}`] as const],
  );
  const model = withKnobs(bench, set);
  const load = paths.indexOf(null);
  if (load < 0) return model;
  return isClosed(model)
    ? withUsers(model, Math.max(1, Math.round(usersIn(model) * at[load])))
    : withRates(model, at[load]);
}

function pointOf(at: readonly number[], { verdict, growing, findings }: Look): SweepPoint {
  const none = noEstimate("so many requests piled up that the run was cut short");
  const all = findings?.all;
  return {
    at,
    verdict,
    growing,
    standing: (findings?.standstill ?? null) !== null,
    offeredLoad: all?.offeredLoad ?? none,
    goodput: all?.goodput ?? none,
    errorRate: all?.errorRate ?? none,
    p50Ms: all?.latencyMs.p50 ?? none,
    p99Ms: all?.latencyMs.p99 ?? none,
    objectives: findings?.objectives ?? [],
    first: findings?.saturation[0] ?? null,
  };
}

/** Of points with a p99; all points simulate the same requests. */
function kneeOf(points: readonly SweepPoint[], looks: readonly Look[]): Estimate | null {
  const steady = points.flatMap(({ at, p99Ms }, i) => {
    if (p99Ms.value === null || p99Ms.low === null || p99Ms.high === null) return [];
    const p99 = quantileDeviations(
      looks[i].runs.map(({ endpoints }) => allEndpoints(endpoints).latencyMs),
      0.99,
    );
    return p99 === null ? [] : [{ at: at[0], p99 }];
  });
  return kneeInterval(
    steady.map(({ at }) => at),
    steady.map(({ p99 }) => p99),
    { level: CONFIDENCE, relativeResolution: RESOLUTION },
  );
}
