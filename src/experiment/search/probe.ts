/**
 * Simulates a changed model and judges it, within a budget. All points use the same seeds, so that they differ by the
 * change alone.
 */
import type { BeyondFindings, ProbeFindings } from "../../analysis/findings/ceiling-findings.js";
import type { VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { expectedRequests } from "../execute/expected-requests.js";
import type { Progress } from "../execute/run-study.js";
import type { Runner } from "../execute/threads.js";
import { CutShort } from "../findings/cut-short.js";
import { allEndpoints } from "../findings/replication-estimates.js";
import { variantFindings } from "../findings/variant-findings.js";
import { hashOf } from "../plan/model-hash.js";
import { isSteady, type Job, objectivesOf, type Study, type StudyVariant, windowJobs } from "../plan/study.js";
import { affordable, defaultWindow, SHARE_OF_A_WINDOW, type WindowMs } from "../precision/default-window.js";
import { marginOf } from "../precision/margin-of.js";
import { samplesLacking } from "../precision/reached.js";

export interface Look {
  readonly verdict: Verdict;
  readonly margin: number | null; // Of the objective nearest to being missed; null: no number stands for the verdict.
  readonly growing: boolean;
  readonly replications: number;
  readonly windowMs: number;
  readonly runs: readonly Measurements[];
  readonly findings: VariantFindings | null; // null: so many requests piled up that the runs had to be cut short.
}

export interface ProbeOptions {
  readonly budget: number; // Requests to simulate; the look that spends it is finished.
  readonly isWindowKept?: boolean; // Where points are looked at once, and not narrowed: as long as any study.
  readonly progress?: (now: Progress) => void;
}

const SHARE_OF_A_LOOK = 0.25; // Of the budget left, at most, for more samples of a percentile.
const RUNS_MOST = 20_000;
const RUNS_ENOUGH = 20; // Of steady traffic: as with a precision, see steady-ask.ts. Then longer ones are worth more.

/** A model, and how it is run where that is not as the study says. */
export interface Point {
  readonly model: Model;
  readonly run?: Partial<Size>;
}

/** What a look simulates: steady traffic for a longer time, changing traffic more often. */
export interface Size {
  readonly replications: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export class Probe {
  readonly audit = { ok: true, failures: [] as string[] };
  readonly simulated = { requests: 0, events: 0, runs: 0 };
  readonly study: Study;
  readonly #variant: StudyVariant;
  readonly #runner: Runner;
  readonly #options: ProbeOptions;
  readonly #work = { done: 0, all: 0 };
  #done = 0;
  #enough = 0; // Requests: the least with which every objective had samples enough so far.
  readonly #known = new Map<string, readonly Measurements[]>(); // By model and length.

  constructor(study: Study, variant: StudyVariant, runner: Runner, options: ProbeOptions) {
    this.study = options.isWindowKept === true ? study : affordable(study, variant, options.budget);
    this.#variant = variant;
    this.#runner = runner;
    this.#options = options;
  }

  /**
   * Simulates more while an objective lacks samples, which is a matter of length and not of load.
   *
   * @param effort as a multiple of the study's requests @returns null where the budget is spent
   */
  async look(model: Model, effort = 1): Promise<Look | null> {
    for (;;) {
      const base = this.#baseOf(model);
      const size = this.#sizeOf(model, base * effort);
      const isFirst = base * effort <= 1; // The budget may end with it, but not before.
      if (this.budgetLeft <= 0 || (!isFirst && !this.#isWithin(model, size, this.budgetLeft))) return null;
      const look = await this.#lookAt(model, size);
      const times = timesAsMany(look, objectivesOf(this.#variant));
      const more = this.#sizeOf(model, base * effort * times);
      if (times <= 1 || !this.#isWithin(model, more, SHARE_OF_A_LOOK * this.budgetLeft)) return look;
      this.#enough = base * times * this.costOf(model);
    }
  }

  /** As a multiple of the study's size. */
  #baseOf(model: Model): number {
    return Math.max(1, this.#enough / this.costOf(model));
  }

  /** The effort at which one look at the model would spend all that is left. */
  effortLeft(model: Model): number {
    return this.budgetLeft / (this.costOf(model) * this.#baseOf(model));
  }

  /** Expected requests of a look at the study's size. */
  costOf(model: Model): number {
    const [job] = windowJobs(this.study, { ...this.#variant, model }, 0, 1);
    return expectedRequests(job) * this.study.replications;
  }

  /** Of a look at so many times the study's requests, or more where objectives lacked samples. */
  sizeOf(model: Model, effort = 1): Size {
    return this.#sizeOf(model, this.#baseOf(model) * effort);
  }

  /** Expected requests of a point's runs: of all, and of those not simulated yet. */
  costOfAll({ model, run }: Point): number {
    const size = { ...this.sizeOf(model), ...run };
    const [job] = windowJobs({ ...this.study, ...size }, { ...this.#variant, model }, 0, 1);
    return expectedRequests(job) * size.replications;
  }

  costLeft({ model, run }: Point): number {
    return this.#cost(model, { ...this.sizeOf(model), ...run });
  }

  /** Requests; at most 0 where it is spent. */
  get budgetLeft(): number {
    return this.#options.budget - this.simulated.requests;
  }

  get budget(): number {
    return this.#options.budget;
  }

  /**
   * Looks at several points at so many times the study's size or at their own, whatever it costs, so that they can be
   * compared in pairs. All runs are asked for at once, so that no thread idles until the last run of a point.
   *
   * @param isAll whether these are all runs that there will be
   */
  async all(points: readonly Point[], times = 1, isAll = true): Promise<Look[]> {
    const sized = points.map(({ model, run }) => ({ model, size: { ...this.#sizeOf(model, times), ...run } }));
    const most = new Map<string, (typeof sized)[number]>(); // Fewer replications are the first of more.
    for (const point of sized) {
      const key = keyOf(point.model, point.size);
      if (point.size.replications > (most.get(key)?.size.replications ?? 0)) most.set(key, point);
    }
    const runs = new Map([...most].map(([key, { model, size }]) => [key, this.#runsOf(model, size, isAll)]));
    await Promise.all(runs.values());
    const looks: Look[] = [];
    for (const { model, size } of sized) {
      const all = (await runs.get(keyOf(model, size))) ?? [];
      looks.push(this.#judged(model, size, all.slice(0, size.replications)));
    }
    return looks;
  }

  #sizeOf(model: Model, times: number): Size {
    const { replications } = this.study;
    const all = Math.ceil(replications * times);
    const { warmUpMs, durationMs } = this.#windowOf(model);
    if (!isSteady(model)) return { replications: all, warmUpMs, durationMs };
    const runs = Math.max(replications, Math.min(all, RUNS_ENOUGH));
    // A window that is longer only to cover a relaxation time has samples enough sooner.
    const longMs = Math.max(this.study.durationMs * times, durationMs * Math.min(1, times));
    return { replications: runs, warmUpMs, durationMs: Math.round((longMs * replications) / runs) };
  }

  /**
   * The given window; if none, one that covers the relaxation time of the changed model, which is longer near its
   * ceiling.
   */
  #windowOf(model: Model): WindowMs {
    const { warmUpMs, durationMs, replications, isWindowGiven } = this.study;
    if (isWindowGiven || !isSteady(model)) return { warmUpMs, durationMs };
    const most = SHARE_OF_A_WINDOW * this.#options.budget; // Without a budget, as long as that of a study may be.
    const least = { warmUpMs, durationMs };
    const found = defaultWindow([model], {}, replications, Number.isFinite(most) ? most : undefined, least);
    return { warmUpMs: Math.max(warmUpMs, found.warmUpMs), durationMs: Math.max(durationMs, found.durationMs) };
  }

  #jobs(model: Model, size: Size): Job[] {
    const { replications, warmUpMs, durationMs } = size;
    const known = this.#known.get(keyOf(model, size))?.length ?? 0;
    const study = { ...this.study, warmUpMs, durationMs };
    return windowJobs(study, { ...this.#variant, model }, known, Math.max(0, replications - known));
  }

  #cost(model: Model, size: Size): number {
    return this.#jobs(model, size).reduce((sum, job) => sum + expectedRequests(job), 0);
  }

  #isWithin(model: Model, size: Size, requests: number): boolean {
    return this.#cost(model, size) <= requests && this.simulated.runs + size.replications <= RUNS_MOST;
  }

  async #lookAt(model: Model, size: Size): Promise<Look> {
    return this.#judged(model, size, await this.#runsOf(model, size, false));
  }

  /** @param isAll whether these, and what has been asked for, are all runs that there will be */
  async #runsOf(model: Model, size: Size, isAll: boolean): Promise<readonly Measurements[]> {
    const key = keyOf(model, size);
    const jobs = this.#jobs(model, size);
    for (const job of jobs) this.#work.all += expectedRequests(job);
    this.simulated.runs += jobs.length;
    const runs = [...(this.#known.get(key) ?? []), ...(await Promise.all(jobs.map((job) => this.#run(job, isAll))))];
    this.#known.set(key, runs);
    return runs;
  }

  #judged(model: Model, { durationMs }: Size, runs: readonly Measurements[]): Look {
    const variant = { ...this.#variant, model };
    const seen = { replications: runs.length, windowMs: durationMs, runs };
    if (runs.some(({ cutShort }) => cutShort !== null))
      return { ...seen, verdict: "missed", margin: null, growing: true, findings: null };
    const study = { ...this.study, durationMs, load: null };
    const findings = variantFindings(study, variant, { window: runs, load: [], steady: null });
    this.#note(findings);
    // No load is sustainable while anything in the model grows, even messages that no answer waits for.
    const growing = findings.overload !== null;
    const verdict = growing || findings.standstill !== null ? "missed" : carried(findings);
    return { ...seen, verdict, margin: marginOf(variant, findings, verdict), growing, findings };
  }

  async #run(job: Job, isAll: boolean): Promise<Measurements> {
    const measured = await this.#runner.run(job);
    if (measured.cutShort?.why === "time stands still") throw new CutShort(measured.cutShort, job.model);
    this.#done++;
    this.#work.done += expectedRequests(job);
    this.simulated.requests += measured.requests;
    this.simulated.events += measured.events;
    const { requests, runs } = this.simulated;
    const [all, work, budget] = [isAll ? runs : null, this.#work, this.budget];
    this.#options.progress?.({ done: this.#done, all, requests, work, budget });
    return measured;
  }

  #note({ audit }: VariantFindings): void {
    this.audit.ok &&= audit.ok;
    for (const failure of audit.failures) if (!this.audit.failures.includes(failure)) this.audit.failures.push(failure);
  }
}

const whatGrows = (findings: VariantFindings | null): { what?: string } =>
  findings?.overload == null ? {} : { what: findings.overload.what };

/** Without objectives, the system must only keep up. */
function carried({ verdict, drift }: VariantFindings): Verdict {
  if (verdict !== "none") return verdict;
  return drift?.verdict === "undecided" ? "unknown" : "met";
}

const keyOf = (model: Model, { warmUpMs, durationMs }: Size): string => `${hashOf(model)} ${warmUpMs} ${durationMs}`;

const MORE = { least: 2, most: 16, margin: 0.6 }; // `samplesLacking` asks for twice the samples that a percentile takes.

/** How many times the samples it would take, if no objective is missed but one has no number. */
function timesAsMany({ growing, findings, runs }: Look, objectives: readonly Objective[]): number {
  if (growing || findings === null || findings.verdict !== "unknown") return 1;
  const isStarved = findings.objectives.some(({ measured }) => measured.value === null || measured.low === null);
  if (!isStarved) return 1;
  const all = runs.map(({ endpoints }) => allEndpoints(endpoints));
  return Math.min(MORE.most, Math.max(MORE.least, MORE.margin * samplesLacking(runs, all, objectives)));
}

export const probeFindings = (
  at: number,
  { verdict, replications, windowMs, growing, findings }: Look,
): ProbeFindings => ({
  at,
  verdict,
  replications,
  windowMs,
  growing,
  ...whatGrows(findings),
  standing: (findings?.standstill ?? null) !== null,
  objectives: findings?.objectives ?? [],
});

const UNEVEN = 1.1; // Times the mean, from where the busiest instance is told apart.

/** Which resource is the bottleneck and which objectives are missed, just above the ceiling. */
export function beyondFindings(at: number, { growing, findings }: Look): BeyondFindings {
  const busy = Object.entries(findings?.parts ?? {}).flatMap(([part, { busiest, utilisation, resources }]) => {
    if (busiest === null || utilisation === null) return [];
    const hottest = Math.max(0, ...(resources[busiest]?.perInstance ?? []));
    const isFar = hottest > UNEVEN * (utilisation.value ?? 0);
    return [{ part, resource: busiest, utilisation, ...(isFar ? { hottest } : {}) }];
  });
  return {
    at,
    growing,
    ...whatGrows(findings),
    standstill: findings?.standstill ?? null,
    missed: findings?.objectives.filter(({ verdict }) => verdict === "missed") ?? [],
    first: findings?.saturation[0] ?? null,
    busiest: busy.sort((a, b) => (b.utilisation.value ?? 0) - (a.utilisation.value ?? 0))[0] ?? null,
    ...(findings?.topology === undefined ? {} : { topology: findings.topology }),
  };
}
