/** Runs a study and says what it found. The findings depend on the study and nothing else. */
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { combinedFigures } from "../findings/combined-figures.js";
import { compareTwo, comparisonFindings } from "../findings/comparison-findings.js";
import { CutShort } from "../findings/cut-short.js";
import type { Between } from "../findings/difference-claims.js";
import { type Combined, judgeClaims } from "../findings/judge-claims.js";
import { withoutWidthless } from "../findings/one-path.js";
import { reactionCosts } from "../findings/reaction-costs.js";
import { shortRunNotes, warmUpNotes } from "../findings/short-run-notes.js";
import { steadyFindings } from "../findings/steady-findings.js";
import { togetherNotes } from "../findings/together-notes.js";
import { type Ran, variantFindings } from "../findings/variant-findings.js";
import { asOne, inOrder } from "../plan/moments.js";
import { documentHead } from "../plan/provenance.js";
import { isOnePath, onePathNote } from "../plan/recorded.js";
import { type Job, loadJobs, type Study, windowJobs } from "../plan/study.js";
import { budgetLeft } from "../precision/budget-left.js";
import { selectBest } from "../precision/select-best.js";
import { steadyRuns } from "../precision/steady-runs.js";
import { withCeilings } from "../search/study-ceilings.js";
import { withTheory } from "../theory/with-theory.js";
import { expectedRequests } from "./expected-requests.js";
import type { Runner } from "./threads.js";

export interface Progress {
  readonly done: number;
  readonly all: number | null; // Null: a search, whose number of runs is not known beforehand.
  readonly requests: number; // Simulated so far.
  readonly work: { readonly done: number; readonly all: number }; // Requests expected of the runs done, and of all known.
  readonly budget?: number; // Of a search: requests that it may simulate.
  readonly next?: { readonly lengthMs: number; readonly requests: number }; // Predicted, of the runs that precision takes.
}

/**
 * @param progress is told when runs are planned, and after every one
 * @param elapsedMs since the start, by the wall clock: a budget may be a time
 * @throws CutShort
 */
export async function runStudy(
  study: Study,
  runner: Runner,
  progress: (now: Progress) => void = () => {},
  elapsedMs: () => number = () => 0,
): Promise<Findings> {
  const { load, steady } = study;
  const tally = { done: 0, requests: 0, events: 0, all: 0, work: { done: 0, all: 0 } };
  let next: Progress["next"];
  const tellProgress = (): void => progress(next === undefined ? tally : { ...tally, next });
  const run = async (job: Job): Promise<Measurements> => {
    const measured = await runner.run(job);
    if (measured.cutShort !== null) throw new CutShort(measured.cutShort, job.model);
    tally.done++;
    tally.requests += measured.requests;
    tally.events += measured.events;
    tally.work.done += expectedRequests(job);
    tellProgress();
    return measured;
  };
  const runAll = (of: readonly Job[]): Promise<Measurements[]> => {
    tally.all += of.length;
    tally.work.all += of.reduce((sum, job) => sum + expectedRequests(job), 0);
    tellProgress();
    return Promise.all(of.map(run));
  };
  /** Replications of one recorded path may all be the same run: then one stands for all. */
  const runPaths = async (of: readonly Job[]): Promise<readonly Measurements[]> => {
    if (of.length < 2 || !isOnePath(of[0].model)) return runAll(of);
    const two = await runAll(of.slice(0, 2));
    return isSameRun(two[0], two[1]) ? two.slice(0, 1) : [...two, ...(await runAll(of.slice(2)))];
  };
  const tell = (lengthMs: number, requests: number): void => {
    next = { lengthMs, requests: tally.requests + requests };
  };
  const left = budgetLeft(steady?.budget, () => tally.requests, elapsedMs);
  const attempts =
    steady === null ? null : await steadyRuns(study, steady.precision, { runAll, budgetLeft: left, tell });
  const ran = await Promise.all(
    study.variants.map(async (variant, i): Promise<Ran> => {
      const sweep = Promise.all(
        load === null ? [] : load.perSecond.map((rate) => runAll(loadJobs(study, variant, load, rate))),
      );
      const found = steady === null || attempts === null ? null : steadyFindings(steady.precision, attempts[i]);
      const runs = attempts === null ? runPaths(windowJobs(study, variant)) : attempts[i].runs;
      const [ofLoad, window] = await Promise.all([sweep, runs]); // At once, so that neither fails unheard.
      return { window, load: ofLoad, steady: found };
    }),
  );
  const {
    windows: measured,
    selection,
    selections,
  } = await selectBest(
    study,
    ran.map(({ window }) => window),
    runAll,
  );
  const found = study.variants.map((variant, i) => variantFindings(study, variant, { ...ran[i], window: measured[i] }));
  const pairs = Math.min(...measured.map(({ length }) => length)); // Fewer where one stands for all.
  const windows = measured.map((runs) => runs.slice(0, pairs));
  const {
    variants: judged,
    ceilings,
    simulated: searched,
  } = await withCeilings(study, withTheory(study, found, windows), runner, progress);
  const compared = comparisonFindings(study, judged, windows, ceilings);
  const isRecorded = study.variants.map(({ model }) => isOnePath(model));
  const variants = judged.map((variant, i) => (isRecorded[i] ? withoutWidthless(variant) : variant));
  const comparisons = isRecorded.includes(true) ? withoutWidthless(compared) : compared;
  const between: Between = (base, variant) => compareTwo(study, [base, variant], judged, windows, ceilings);
  const combined: Combined = (left, times, right) => combinedFigures(study, windows, left, times, right, ceilings);
  const { objectives } = study.variants[0].model;
  const costs = reactionCosts(study, windows);
  const moments = inOrder(found.flatMap((variant) => variant.moments ?? []));
  return {
    ...documentHead(study),
    question: study.question,
    window: {
      ...windowOf(study, variants),
      replications: study.replications,
      clock: study.clock,
    },
    objectives: Object.entries(objectives).flatMap(([metric, all]) =>
      all.map((expression) => `${metric}: ${expression}`),
    ),
    spike: study.spike ?? asOne(moments),
    ...(moments.length === 0 ? {} : { moments }),
    ...(costs.length === 0 ? {} : { reactionCosts: costs }),
    ...(study.show.length === 0 ? {} : { show: study.show.map(({ name, unit }) => ({ figure: name, unit })) }),
    variants,
    comparisons,
    selection,
    ...(selections.length === 0 ? {} : { selections }),
    claims: judgeClaims(study.claims, { variants, comparisons }, between, combined, study.figures),
    simulated: {
      requests: tally.requests + searched.requests,
      events: tally.events + searched.events,
      runs: tally.all + searched.runs,
    },
    notes: [
      ...study.notes,
      ...onePathNotes(study, measured),
      ...warmUpNotes(study, windows, found),
      ...togetherNotes(study),
      ...shortRunNotes(study, windows, found),
    ],
  };
}

/** Every request the same, to the last digit. */
const isSameRun = (one: Measurements, other: Measurements): boolean =>
  JSON.stringify(one.endpoints) === JSON.stringify(other.endpoints);

const onePathNotes = (study: Study, measured: readonly (readonly Measurements[])[]): readonly string[] =>
  study.variants.flatMap(({ name, model }, i) =>
    isOnePath(model) && measured[i].length < study.replications ? [onePathNote(name)] : [],
  );

/** As given; or as found, and the same for all variants but those that grow: of those, where all do, the first look. */
function windowOf(
  { warmUpMs, durationMs }: Study,
  variants: readonly VariantFindings[],
): { fromMs: number; toMs: number } {
  const looked = variants.flatMap(({ steady }) => (steady === null ? [] : [steady]));
  const used = looked.find(({ reached }) => reached.length > 0) ?? looked[0] ?? { warmUpMs, lengthMs: durationMs };
  return { fromMs: used.warmUpMs, toMs: used.warmUpMs + used.lengthMs };
}
