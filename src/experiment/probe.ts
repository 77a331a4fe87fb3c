/** Simulates a changed model and judges it, within a budget. All points share seeds, so they share luck. */
import type { BeyondFindings, ProbeFindings } from "../analysis/ceiling-findings.js";
import type { VariantFindings, Verdict } from "../analysis/findings.js";
import type { Measurements } from "../model/measurements.js";
import type { Model } from "../model/model.js";
import { expectedRequests } from "./expected-requests.js";
import { CutShort, type Progress } from "./run-study.js";
import { hashOf, type Job, type Study, type StudyVariant, windowJobs } from "./study.js";
import type { Runner } from "./threads.js";
import { variantFindings } from "./variant-findings.js";

export interface Look {
  readonly verdict: Verdict;
  readonly growing: boolean;
  readonly replications: number;
  readonly runs: readonly Measurements[];
  readonly findings: VariantFindings | null; // null: so many requests piled up that the runs had to be cut short.
}

export interface ProbeOptions {
  readonly budget: number; // Requests to simulate; the look that spends it is finished.
  readonly progress?: (now: Progress) => void;
}

const ENOUGH_AFTER = 32; // Times the replications asked for, at most, where a percentile lacks samples.
const RUNS_MOST = 20_000;

export class Probe {
  readonly audit = { ok: true, failures: [] as string[] };
  readonly simulated = { requests: 0, events: 0, runs: 0 };
  readonly study: Study;
  readonly #variant: StudyVariant;
  readonly #runner: Runner;
  readonly #options: ProbeOptions;
  readonly #work = { done: 0, all: 0 };
  #done = 0;
  #base: number; // Replications with which no objective lacked samples so far.
  readonly #known = new Map<string, readonly Measurements[]>(); // By the hash of the model.

  constructor(study: Study, variant: StudyVariant, runner: Runner, options: ProbeOptions) {
    this.study = study;
    this.#variant = variant;
    this.#runner = runner;
    this.#options = options;
    this.#base = study.replications;
  }

  /**
   * More replications are added while an objective lacks samples: that is a matter of length, not of load.
   *
   * @param effort so many times the study's replications @returns null where the budget is spent
   */
  async look(model: Model, effort = 1): Promise<Look | null> {
    for (;;) {
      const replications = this.#base * effort;
      if (this.#isSpent(model, replications)) return null;
      const look = this.#judged(model, await this.#runsOf(model, replications, false));
      if (!isStarved(look) || this.#base >= this.study.replications * ENOUGH_AFTER) return look;
      if (this.#isSpent(model, 2 * replications)) return look;
      this.#base *= 2;
    }
  }

  /**
   * With the study's replications and no more, whatever they cost, so that points can be compared pair by pair. The
   * runs of all points are asked for at once, so that no thread waits for the last of one point.
   */
  async all(models: readonly Model[]): Promise<Look[]> {
    const runs = new Map<string, Promise<readonly Measurements[]>>();
    for (const model of models) {
      const key = hashOf(model);
      if (!runs.has(key)) runs.set(key, this.#runsOf(model, this.study.replications, true));
    }
    await Promise.all(runs.values());
    const looks: Look[] = [];
    for (const model of models) looks.push(this.#judged(model, (await runs.get(hashOf(model))) ?? []));
    return looks;
  }

  #isSpent(model: Model, replications: number): boolean {
    const { requests, runs } = this.simulated;
    const known = this.#known.get(hashOf(model))?.length ?? 0;
    return known < replications && (requests >= this.#options.budget || runs + replications - known > RUNS_MOST);
  }

  /** @param isAll whether these, and what has been asked for, are all runs that there will be */
  async #runsOf(model: Model, least: number, isAll: boolean): Promise<readonly Measurements[]> {
    const key = hashOf(model);
    const known = this.#known.get(key) ?? [];
    const more = Math.max(0, least - known.length);
    const jobs = windowJobs(this.study, { ...this.#variant, model }, known.length, more);
    for (const job of jobs) this.#work.all += expectedRequests(job);
    this.simulated.runs += jobs.length;
    const runs = [...known, ...(await Promise.all(jobs.map((job) => this.#run(job, isAll))))];
    this.#known.set(key, runs);
    return runs;
  }

  #judged(model: Model, runs: readonly Measurements[]): Look {
    const replications = runs.length;
    if (runs.some(({ cutShort }) => cutShort !== null))
      return { verdict: "missed", growing: true, replications, runs, findings: null };
    const variant = { ...this.#variant, model };
    const findings = variantFindings({ ...this.study, load: null }, variant, { window: runs, load: [], steady: null });
    this.#note(findings);
    const growing = findings.drift?.verdict === "growing";
    // A window can be met by a system that grows too slowly to be seen in it.
    const undecided = findings.verdict === "met" && findings.drift?.verdict === "undecided";
    const verdict = growing ? "missed" : undecided ? "unknown" : findings.verdict;
    return { verdict, growing, replications, runs, findings };
  }

  async #run(job: Job, isAll: boolean): Promise<Measurements> {
    const measured = await this.#runner.run(job);
    if (measured.cutShort === "time stands still")
      throw new CutShort("a request goes round for ever without time passing: does who is refused ask again at once?");
    this.#done++;
    this.#work.done += expectedRequests(job);
    this.simulated.requests += measured.requests;
    this.simulated.events += measured.events;
    const { requests, runs } = this.simulated;
    this.#options.progress?.({ done: this.#done, all: isAll ? runs : null, requests, work: this.#work });
    return measured;
  }

  #note({ audit }: VariantFindings): void {
    this.audit.ok &&= audit.ok;
    for (const failure of audit.failures) if (!this.audit.failures.includes(failure)) this.audit.failures.push(failure);
  }
}

/** Nothing is missed, but an objective has no number. */
const isStarved = ({ growing, findings }: Look): boolean =>
  !growing &&
  findings?.verdict === "unknown" &&
  findings.objectives.some(({ measured }) => measured.value === null || measured.low === null);

export const probeFindings = (at: number, { verdict, replications, growing, findings }: Look): ProbeFindings => ({
  at,
  verdict,
  replications,
  growing,
  objectives: findings?.objectives ?? [],
});

/** What breaks first, and what gives, where the objectives are missed. */
export function beyondFindings(at: number, { growing, findings }: Look): BeyondFindings {
  const busy = Object.entries(findings?.parts ?? {}).flatMap(([part, { busiest, utilisation }]) =>
    busiest === null || utilisation === null ? [] : [{ part, resource: busiest, utilisation }],
  );
  return {
    at,
    growing,
    missed: findings?.objectives.filter(({ verdict }) => verdict === "missed") ?? [],
    first: findings?.saturation[0] ?? null,
    busiest: busy.sort((a, b) => (b.utilisation.value ?? 0) - (a.utilisation.value ?? 0))[0] ?? null,
  };
}
