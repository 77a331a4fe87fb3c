/** Simulates the model as it is and with changes, replication by replication, and keeps all runs. */
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Progress } from "../execute/run-study.js";
import type { Runner } from "../execute/threads.js";
import { variantFindings } from "../findings/variant-findings.js";
import { type Study, type StudyVariant, windowJobs } from "../plan/study.js";
import type { Side } from "./gain-metric.js";

export class Tries {
  readonly tally = { done: 0, all: 0, requests: 0, events: 0 };
  readonly #study: Study;
  readonly #runner: Runner;
  readonly #progress: (now: Progress) => void;
  readonly #runs = new Map<StudyVariant, Measurements[]>();
  readonly #sides = new Map<StudyVariant, Side>(); // As last analysed.

  constructor(study: Study, runner: Runner, progress: (now: Progress) => void) {
    this.#study = study;
    this.#runner = runner;
    this.#progress = progress;
  }

  /** Up to so many replications of each; those that it has are kept. */
  async upTo(replications: number, variants: readonly StudyVariant[]): Promise<void> {
    const more = variants.map((variant) => {
      const from = this.#runs.get(variant)?.length ?? 0;
      return windowJobs(this.#study, variant, from, Math.max(0, replications - from));
    });
    this.tally.all += more.flat().length;
    const ran = await Promise.all(
      more.map((jobs) => Promise.all(jobs.map(async (job) => this.#told(await this.#runner.run(job))))),
    );
    for (const [i, variant] of variants.entries())
      this.#runs.set(variant, [...(this.#runs.get(variant) ?? []), ...ran[i]]);
  }

  runs(variant: StudyVariant): readonly Measurements[] {
    return this.#runs.get(variant) ?? [];
  }

  side(variant: StudyVariant): Side {
    const runs = this.runs(variant);
    const known = this.#sides.get(variant);
    if (known?.runs.length === runs.length) return known;
    const { model } = variant;
    const side = {
      model,
      runs,
      findings: variantFindings(this.#study, variant, { window: runs, load: [], steady: null }),
    };
    this.#sides.set(variant, side);
    return side;
  }

  #told(measured: Measurements): Measurements {
    this.tally.done++;
    this.tally.requests += measured.requests;
    this.tally.events += measured.events;
    const { done, all } = this.tally; // Runs of one model and window are alike.
    this.#progress({ ...this.tally, work: { done, all } });
    return measured;
  }
}
