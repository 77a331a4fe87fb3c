/** Runs a study and says what it found. The findings depend on the study and nothing else. */
import type { Findings } from "../analysis/findings.js";
import type { Measurements } from "../model/measurements.js";
import { judgeClaims } from "./claims.js";
import { comparisonFindings } from "./comparison-findings.js";
import { CONFIDENCE } from "./measured.js";
import { selectBest } from "./select-best.js";
import { type Job, loadJobs, type Study, windowJobs } from "./study.js";
import type { Runner } from "./threads.js";
import { type Ran, variantFindings } from "./variant-findings.js";
import { VERSION } from "./version.js";

export interface Progress {
  readonly done: number;
  readonly all: number;
  readonly requests: number; // Simulated so far.
}

/** A run was cut short, so there is nothing to say about its variant. */
export class CutShort extends Error {}

const WHY: Record<NonNullable<Measurements["cutShort"]>, string> = {
  "the system is full":
    "more than four million requests in the system: bound a queue, set a timeout, or shorten the run",
  "time stands still": "a request goes round for ever without time passing: does who is refused ask again at once?",
};

/** @param progress is told after every run @throws CutShort */
export async function runStudy(
  study: Study,
  runner: Runner,
  progress: (now: Progress) => void = () => {},
): Promise<Findings> {
  const { load } = study;
  const jobs = study.variants.map((variant) => ({
    window: windowJobs(study, variant),
    load: load === null ? [] : load.perSecond.map((rate) => loadJobs(study, variant, load, rate)),
  }));
  const tally = {
    done: 0,
    requests: 0,
    events: 0,
    all: jobs.flatMap(({ window, load }) => [...window, ...load.flat()]).length,
  };
  const run = async (job: Job): Promise<Measurements> => {
    const measured = await runner.run(job);
    if (measured.cutShort !== null) throw new CutShort(WHY[measured.cutShort]);
    tally.done++;
    tally.requests += measured.requests;
    tally.events += measured.events;
    progress(tally);
    return measured;
  };
  const runAll = (of: readonly Job[]): Promise<Measurements[]> => Promise.all(of.map(run));
  const ran = await Promise.all(
    jobs.map(
      async ({ window, load }): Promise<Ran> => ({
        window: await runAll(window),
        load: await Promise.all(load.map(runAll)),
      }),
    ),
  );
  const { windows, selection } = await selectBest(
    study,
    ran.map(({ window }) => window),
    (more) => {
      tally.all += more.length;
      return runAll(more);
    },
  );
  const variants = study.variants.map((variant, i) =>
    variantFindings(study, variant, { ...ran[i], window: windows[i] }),
  );
  const comparisons = comparisonFindings(study, variants, windows);
  const { objectives } = study.variants[0].model;
  return {
    formatVersion: 1,
    version: VERSION,
    seed: study.seed,
    confidence: CONFIDENCE,
    name: study.name,
    title: study.title,
    question: study.question,
    window: {
      fromMs: study.warmUpMs,
      toMs: study.warmUpMs + study.durationMs,
      replications: study.replications,
      clock: study.clock,
    },
    objectives: Object.entries(objectives).flatMap(([metric, all]) =>
      all.map((expression) => `${metric}: ${expression}`),
    ),
    spike: study.spike,
    variants,
    comparisons,
    selection,
    claims: judgeClaims(study.claims, { variants, comparisons }),
    simulated: { requests: tally.requests, events: tally.events, runs: tally.all },
    notes: study.notes,
  };
}
