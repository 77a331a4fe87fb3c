/** Varies one or two knobs: what users see at each value, and where the objectives stop being met. */

import { type Figure, LATENCY } from "../../analysis/figures/figure.js";
import { kneeInterval } from "../../analysis/figures/knee.js";
import { usualFigure } from "../../analysis/figures/parse-figure.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import {
  isOfRun,
  type KnobFindings,
  RUN,
  type SweepFindings,
  type SweepPoint,
  type SweptFigure,
} from "../../analysis/findings/sweep-findings.js";
import { noEstimate } from "../../analysis/statistics/confidence.js";
import { type Model, runOptions } from "../../model/language/model.js";
import { listed } from "../../model/source/index.js";
import { isClosed, usersIn, withRates, withUsers } from "../../model/traffic/load-factor.js";
import { comparedMetric, type Runs } from "../findings/compared-metrics.js";
import { allEndpoints, CONFIDENCE } from "../findings/replication-estimates.js";
import { findKnob, type Knob, NoKnob, type Workbench, withKnobs } from "../plan/knob.js";
import { unseen } from "../plan/moments.js";
import { provenance } from "../plan/provenance.js";
import type { Study } from "../plan/study.js";
import { defaultWindow } from "../precision/default-window.js";
import { unfinishedPlan } from "../precision/plan-end.js";
import { askedAt, figureAt } from "./asked-figures.js";
import type { Look, Probe, Size } from "./probe.js";
import { boundaryOf, countOf } from "./sweep-boundary.js";
import { LOAD } from "./sweep-range.js";

/**
 * @param figures to tell of each point, which the probe's study watches
 * @throws NoKnob where a value does not fit, before anything is simulated
 */
export async function sweep(
  probe: Probe,
  bench: Workbench,
  knobs: readonly KnobFindings[],
  figures: readonly Figure[] = [],
): Promise<SweepFindings> {
  const ofModel = knobs.filter(({ name }) => !isOfRun(name));
  const paths = ofModel.map(({ name }) => (name === LOAD ? null : findKnob(bench, name)));
  const settings = combinations(knobs.map(({ values }) => values));
  const models = settings.map((at) => {
    const values = at.filter((_, i) => ofModel.includes(knobs[i]));
    return modelAt(bench, ofModel, paths, values);
  });
  const longer = covering(probe.study, models);
  for (const model of models) refuseUnseen(model, { ...probe.study, ...longer });
  const asked = models.map((model, i) => ({ model, run: { ...longer, ...runAt(knobs, settings[i]!) } }));
  const looks = await probe.all(asked);
  const countAt = (i: number) => countOf({ ...probe.study, ...longer }, bench, asked[i].model, looks[i]);
  const points = looks.map((look, i): SweepPoint => {
    const back = countAt(i);
    const values = valuesOf(figures, probe, asked[i].model, look);
    return { ...pointOf(settings[i], look, values), ...(back === null ? {} : { back }) };
  });
  const isOne = knobs.length === 1 && ofModel.length === 1;
  const boundary = isOne
    ? await boundaryOf(probe, bench, { points, longer, modelOf: (value) => modelAt(bench, ofModel, paths, [value]) })
    : null;
  return {
    ...provenance({ ...probe.study, ...longer }, bench.variant),
    knobs,
    ...(figures.length === 0 ? {} : { figures: figures.map((figure) => sweptFigure(figure, bench)) }),
    points,
    knee: isOne ? kneeOf(points, looks, figures[0] ?? P99) : null,
    ...(boundary === null ? {} : { boundary }),
    audit: probe.audit,
    simulated: probe.simulated,
  };
}

/** A longer window for all points, where the plan of one goes on for longer than the study. */
function covering(study: Study, models: readonly Model[]): { readonly durationMs?: number } {
  const { warmUpMs, replications, isWindowGiven } = study;
  const longer = isWindowGiven ? [] : models.filter((model) => unfinishedPlan(study, model) !== null);
  return longer.length === 0 ? {} : { durationMs: defaultWindow(longer, { warmUpMs }, replications).durationMs };
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

/** What is set of the run itself: how long, how often. @throws NoKnob */
function runAt(knobs: readonly KnobFindings[], at: readonly number[]): Partial<Size> {
  const set = knobs.flatMap(({ name, unit }, i) =>
    isOfRun(name) ? [[name.slice(RUN.length), unit === "" ? at[i] : `${at[i]}${unit}`] as const] : [],
  );
  const known = Object.keys(SIZE_OF);
  for (const [key] of set)
    if (!known.includes(key))
      throw new NoKnob(`there is nothing to vary at "${RUN}${key}"; known: ${listed(known.map((each) => RUN + each))}`);
  const read = runOptions().safeParse(Object.fromEntries(set));
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    const key = String(path[0]);
    throw new NoKnob(`${RUN}${key} = ${set.find(([each]) => each === key)?.[1]}: ${message}`);
  }
  return Object.fromEntries(
    set.map(([key]) => [SIZE_OF[key as keyof typeof SIZE_OF], read.data[key as keyof typeof SIZE_OF]]),
  );
}

const SIZE_OF = { duration: "durationMs", "warm-up": "warmUpMs", replications: "replications" } as const;

const P99 = usualFigure("p99");

const sweptFigure = (figure: Figure, { variant }: Workbench): SweptFigure => ({
  name: figure.name,
  unit: figure.unit,
  objective: askedAt(figure, variant),
});

type Values = Pick<SweepPoint, "figures">;

function valuesOf(figures: readonly Figure[], { study }: Probe, model: Model, look: Look): Values {
  const named = figures.map((figure) => [figure.name, figureAt(figure, study, model, look, CUT_SHORT)] as const);
  return figures.length === 0 ? {} : { figures: Object.fromEntries(named) };
}

const CUT_SHORT = noEstimate("so many requests piled up that the run was cut short");

function pointOf(at: readonly number[], { verdict, growing, findings }: Look, values: Values): SweepPoint {
  const none = CUT_SHORT;
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
    ...values,
    objectives: findings?.objectives ?? [],
    ...(findings?.recovery?.notBack === undefined ? {} : { notBack: findings.recovery.notBack }),
    first: findings?.saturation[0] ?? null,
  };
}

/** Of points with a value of that latency; all points simulate the same requests. */
function kneeOf(points: readonly SweepPoint[], looks: readonly Look[], figure: Figure): Estimate | null {
  if (figure.family !== LATENCY) return null;
  const steady = points.flatMap(({ at, p99Ms, figures }, i) => {
    const { value, low, high } = figures?.[figure.name] ?? p99Ms;
    if (value === null || low === null || high === null) return [];
    const found = comparedMetric(figure).deviations(runsOf(looks[i]));
    return found === null ? [] : [{ at: at[0], found }];
  });
  return kneeInterval(
    steady.map(({ at }) => at),
    steady.map(({ found }) => found),
    { level: CONFIDENCE, relativeResolution: comparedMetric(figure).relativeResolution },
  );
}

const runsOf = ({ runs }: Look): Runs => ({ runs, all: runs.map(({ endpoints }) => allEndpoints(endpoints)) });

/** @throws NoKnob */
function refuseUnseen(model: Model, { warmUpMs, durationMs }: Pick<Study, "warmUpMs" | "durationMs">): void {
  const [first] = unseen([{ model }], { warmUpMs, endMs: warmUpMs + durationMs });
  if (first !== undefined) throw new NoKnob(first.message);
}
