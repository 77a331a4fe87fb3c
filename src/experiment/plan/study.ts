/** A study: all that is simulated and shown, as plain data, after reading and checking all files. */
import type { Figure } from "../../analysis/figures/figure.js";
import { type Objective, parseObjective } from "../../analysis/verdicts/objectives.js";
import { isGrowing } from "../../model/check/growth.js";
import type { Budget, Model } from "../../model/language/model.js";
import { retryLayers } from "../../model/risks/retry-layers.js";
import { isRecord, isStationary, isTrace, rowMs } from "../../model/traffic/rate.js";
import { type RecordRate, rowsOf } from "../../model/traffic/record.js";
import type { RunPlan } from "../../model/wiring/compile.js";
import { watchOfCalls } from "../../model/wiring/watches.js";
import { ALL_FAMILIES, grammarOf } from "../figures/grammar.js";
import type { Prices, Weights } from "../figures/of-variant.js";
import { retriedParts, watchesOf } from "../figures/watches.js";
import { timeScalesOf } from "../precision/time-scales.js";
import type { Against } from "./baselines.js";

export interface Study {
  readonly name: string;
  readonly title: string;
  readonly question: string | null;
  readonly variants: readonly StudyVariant[];
  readonly baselines: readonly (Against | null)[]; // What each variant is compared with; null: it is a baseline.
  readonly tie: number | null; // Largest relative difference that is a tie; null: 0.
  readonly select: { readonly by: Figure; readonly most: number } | null; // Replications up to `most`, for the best.
  readonly seed: string;
  readonly isWindowGiven: boolean; // Otherwise its length was found from the models, and a search may find another.
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly replications: number;
  readonly steady: SteadyAsk | null; // If set, warm-up and duration are minimums.
  readonly clock: string | null; // Time of day at the start of the window.
  readonly spike: { readonly fromMs: number; readonly toMs: number; readonly label: string } | null;
  readonly load: LoadSweep | null;
  readonly notes: readonly string[];
  readonly claims: readonly string[];
  readonly figures: readonly Figure[]; // Those that claims, `show` and `select` name.
  readonly prices: Prices | null; // Null: units are counted.
  readonly weights: Weights; // Of complexity.
  readonly ceiling: { readonly budget: number; readonly precision: number } | null; // Requests of each variant's search.
  readonly show: readonly Figure[]; // Those that stand as columns in the tables.
}

/** Run until intervals are this narrow, or the budget is spent. */
export interface SteadyAsk {
  readonly precision: number;
  readonly budget: Budget | undefined;
}

export interface StudyVariant {
  readonly name: string;
  readonly file: string;
  readonly model: Model;
}

export interface LoadSweep {
  readonly traffic: string;
  readonly perSecond: readonly number[];
  readonly durationMs: number;
  readonly warmUpMs: number;
  readonly replications: number;
}

/** One run: everything a worker needs. */
export interface Job {
  readonly model: Model;
  readonly plan: RunPlan;
  readonly variant?: string; // Only to name it where it fails.
  readonly keep?: { readonly folder: string; readonly key: string }; // A worker keeps what it measured, see worker.ts.
}

const BINS = 60; // Unless a minute of a recording says otherwise.
const COOL_DOWN_SHARE = 0.2; // Of the window, at least a minute,
const COOL_DOWN_TIMES = 10; // and so many times what is slowest, but no longer than the window.

/** One of its variants by itself, against its objectives. */
export const ofOne = (study: Study, variant: StudyVariant): Study => ({
  ...study,
  variants: [variant],
  baselines: [null],
  select: null,
  load: null,
  notes: [],
  claims: [],
  figures: [],
  ceiling: null,
  show: [],
});

/** The runs of a variant over the window, one a replication, from replication `from` on. */
export function windowJobs(study: Study, variant: StudyVariant, from = 0, count = study.replications): Job[] {
  const { seed, warmUpMs, durationMs } = study;
  const { name, model } = variant;
  const named = watchesOf([...study.figures, ...objectivesOf(variant).map(({ figure }) => figure)], model);
  const happens = study.spike !== null || Object.keys(model.timeline).length > 0;
  const layered = study.variants.flatMap((each) => retryLayers(each.model).map(({ part }) => part));
  const retried = [...layered, ...(happens ? retriedOf(study) : [])].filter((part) => Object.hasOwn(model.parts, part));
  const watch = [...new Set([...named, ...retried.map(watchOfCalls)])].sort();
  return Array.from({ length: count }, (_, i) => ({
    model,
    variant: name,
    plan: {
      ...plan(model, seed, from + i, { warmUpMs, durationMs, binMs: binMsOf(model, durationMs) }),
      ...(watch.length === 0 ? {} : { watch }),
    },
  }));
}

/** Parts whose calls any variant retries: all are followed alike, with retries and without. */
export const retriedOf = ({ variants }: Study): readonly string[] => [
  ...new Set(variants.flatMap(({ model }) => retriedParts(model))),
];

/** The runs of a variant at one steady load. */
export function loadJobs(study: Study, { name, model }: StudyVariant, sweep: LoadSweep, perSecond: number): Job[] {
  const steady = atRate(model, sweep.traffic, perSecond);
  const { durationMs, warmUpMs } = sweep;
  return Array.from({ length: sweep.replications }, (_, replication) => ({
    model: steady,
    variant: name,
    plan: plan(steady, `${study.seed}/load ${perSecond}`, replication, {
      warmUpMs,
      durationMs,
      binMs: durationMs / BINS,
    }),
  }));
}

/** A source at a constant rate; of a record, as many of its requests as give that rate, over and over. */
export function atRate(model: Model, traffic: string, perSecond: number): Model {
  const source = model.traffic[traffic];
  const rate = isRecord(source.rate) ? atMeanRate(source.rate, perSecond) : perSecond;
  return { ...model, traffic: { ...model.traffic, [traffic]: { ...source, rate } } };
}

function atMeanRate(rate: RecordRate, perSecond: number): RecordRate {
  const { count, lengthMs } = rowsOf(rate);
  return { ...rate, loop: true, scale: (perSecond * lengthMs) / (1000 * count) };
}

type Lengths = Pick<RunPlan, "warmUpMs" | "durationMs" | "binMs">;

function plan(model: Model, seed: string, replication: number, lengths: Lengths): RunPlan {
  const { durationMs } = lengths;
  const slowestMs = COOL_DOWN_TIMES * timeScalesOf(model).all.slowest.ms;
  const coolDownMs = Math.max(60_000, durationMs * COOL_DOWN_SHARE, Math.min(slowestMs, durationMs));
  return { seed, replication, ...lengths, coolDownMs };
}

/** The rows of a recording as bins, unless there are too many. */
function binMsOf(model: Model, durationMs: number): number {
  const every = Object.values(model.traffic).flatMap(({ rate }) => (isTrace(rate) ? [rowMs(rate)] : []));
  const grid = every.length > 0 ? Math.max(...every) : 0;
  return grid > 0 && durationMs / grid <= 1440 ? grid : durationMs / BINS;
}

/** Whether nothing is planned to change, so that a steady state may exist. */
export const isSteady = (model: Model): boolean =>
  Object.keys(model.timeline).length === 0 &&
  !isGrowing(model) &&
  Object.values(model.traffic).every(({ rate }) => rate === undefined || isStationary(rate));

/** The objectives of a variant, parsed; they passed the check when the file was read. */
export function objectivesOf({ model }: StudyVariant): Objective[] {
  return Object.entries(model.objectives).flatMap(([metric, expressions]) =>
    expressions.flatMap((expression) => {
      const known = parseObjective(metric, expression, grammarOf(model));
      // Of what only another variant has.
      const parsed = "errors" in known ? parseObjective(metric, expression, { families: ALL_FAMILIES }) : known;
      if ("errors" in parsed)
        throw new Error(`"${metric}: ${expression}" passed the check: ${parsed.errors.join("; ")}`);
      return [parsed.objective];
    }),
  );
}
