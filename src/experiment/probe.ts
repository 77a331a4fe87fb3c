/** Simulates a changed model and judges it, within a budget. All points share seeds, so they share luck. */
import type { BeyondFindings, ProbeFindings } from "../analysis/ceiling-findings.js";
import type { VariantFindings, Verdict } from "../analysis/findings.js";
import type { Measurements } from "../model/measurements.js";
import type { Model } from "../model/model.js";
import { CutShort } from "./run-study.js";
import { hashOf, type Study, type StudyVariant, windowJobs } from "./study.js";
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
  readonly progress?: (simulated: Probe["simulated"]) => void;
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
      const look = await this.#lookAt(model, replications);
      if (!isStarved(look) || this.#base >= this.study.replications * ENOUGH_AFTER) return look;
      if (this.#isSpent(model, 2 * replications)) return look;
      this.#base *= 2;
    }
  }

  /** With the study's replications and no more, whatever they cost, so that points can be compared pair by pair. */
  once(model: Model): Promise<Look> {
    return this.#lookAt(model, this.study.replications);
  }

  #isSpent(model: Model, replications: number): boolean {
    const { requests, runs } = this.simulated;
    const known = this.#known.get(hashOf(model))?.length ?? 0;
    return known < replications && (requests >= this.#options.budget || runs + replications - known > RUNS_MOST);
  }

  async #lookAt(model: Model, least: number): Promise<Look> {
    const key = hashOf(model);
    const known = this.#known.get(key) ?? [];
    const replications = Math.max(known.length, least);
    const variant = { ...this.#variant, model };
    const jobs = windowJobs(this.study, variant, known.length, replications - known.length);
    const runs = [...known, ...(await Promise.all(jobs.map((job) => this.#run(job))))];
    this.#known.set(key, runs);
    if (runs.some(({ cutShort }) => cutShort !== null))
      return { verdict: "missed", growing: true, replications, runs, findings: null };
    const findings = variantFindings({ ...this.study, load: null }, variant, { window: runs, load: [], steady: null });
    this.#note(findings);
    const growing = findings.drift?.verdict === "growing";
    // A window can be met by a system that grows too slowly to be seen in it.
    const undecided = findings.verdict === "met" && findings.drift?.verdict === "undecided";
    const verdict = growing ? "missed" : undecided ? "unknown" : findings.verdict;
    return { verdict, growing, replications, runs, findings };
  }

  async #run(job: ReturnType<typeof windowJobs>[number]): Promise<Measurements> {
    this.simulated.runs++;
    const measured = await this.#runner.run(job);
    if (measured.cutShort === "time stands still")
      throw new CutShort("a request goes round for ever without time passing: does who is refused ask again at once?");
    this.simulated.requests += measured.requests;
    this.simulated.events += measured.events;
    this.#options.progress?.(this.simulated);
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
