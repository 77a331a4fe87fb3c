/**
 * Walks a model as its requests would, without simulating: what is called that does not exist, which calls go
 * round in circles, and how much work each resource is asked for.
 *
 * Offered load by the utilisation law: Σ over visits of rate × time held, ÷ capacity. Holding times leave out
 * all waiting, so they are a lower bound, and an offered load above 1 means that there is no steady state. Failures
 * that the model gives by chance end what follows and cause retries; refusals and timeouts are not known before the
 * run, so the load if attempts kept failing is told beside it.
 * Source: Denning & Buzen, The Operational Analysis of Queueing Network Models (1978).
 */
import type { Kinds } from "./assembly.js";
import { enough } from "./enough.js";
import type { Model } from "./model.js";
import type { StepData } from "./part-kind.js";
import type { Rounds } from "./rounds.js";
import { StepLoads } from "./step-loads.js";
import { suggest } from "./suggest.js";
import { type SharedCores, workCapacity } from "./work-capacity.js";

export type Path = readonly (string | number)[];

export interface Remark {
  readonly severity: "error" | "warning";
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

export interface OfferedLoad {
  readonly part: string;
  readonly resource: string;
  readonly capacity: number;
  busy: number; // Mean number in use at the rates given, if nobody ever waited.
  visitsPerMs: number;
  busyAtWorst: number; // The same if every attempt but the last failed.
}

const STEPS_MAX = 20_000;

export class Sense {
  readonly model: Model;
  readonly remarks: Remark[] = [];
  readonly loads = new Map<string, OfferedLoad>();
  readonly stepLoads = new StepLoads();
  readonly #kinds: Kinds;
  readonly #reached = new Set<string>();
  readonly #calls: string[] = [];
  #path: Path = [];
  #perMs = 0; // Rate of the walk at this point.
  #retries = 1; // Attempts of the retries around, at worst, for each that is expected.
  #isTrial = false; // Walking only to see how much fails.
  #machine: string | null = null;
  #limitMs = Number.POSITIVE_INFINITY; // Of the deadlines and timeouts around.
  #stepCount = 0;

  constructor(model: Model, kinds: Kinds) {
    this.model = model;
    this.#kinds = kinds;
  }

  error(path: Path, message: string, hint?: string): void {
    this.#remark("error", path, message, hint);
  }

  warn(path: Path, message: string, hint?: string): void {
    this.#remark("warning", path, message, hint);
  }

  /** A part's options, if there is one of that type by this name; otherwise a mistake at `path`. */
  part<Options>(name: string, type: string, path: Path): Options | null {
    const options = Object.hasOwn(this.model.parts, name) ? this.model.parts[name] : undefined;
    const those = Object.keys(this.model.parts).filter((key) => this.model.parts[key]?.type === type);
    if (options === undefined) this.error(path, `there is no part "${name}"`, suggest(name, those));
    else if (options.type !== type)
      this.error(path, `"${name}" is a ${options.type}, not a ${type}`, suggest(name, those));
    else return options as unknown as Options;
    return null;
  }

  /** One of `names`, or a mistake. */
  oneOf(name: string, names: readonly string[], path: Path, message: string): boolean {
    if (names.includes(name)) return true;
    this.error(path, message, suggest(name, names));
    return false;
  }

  /** Declares a resource, so that it is shown even if nothing uses it. */
  capacity(part: string, resource: string, capacity: number): void {
    this.#load(part, resource, capacity);
  }

  /** Each pass of the walk here, or of so many, holds one unit of the resource for so long. */
  holds(part: string, resource: string, capacity: number, ms: number, perMs = this.#perMs): void {
    const load = this.#load(part, resource, capacity);
    if (this.#isTrial) return;
    load.busy += perMs * ms;
    load.busyAtWorst += perMs * this.#retries * ms;
    load.visitsPerMs += perMs;
  }

  /** Work on the machine that runs the steps. */
  cpu(ms: number): number {
    const machine = this.#machine;
    if (machine !== null) this.useCores(machine, "cores", ms);
    return ms;
  }

  /** Work on a part's cores, which may be those of its host. */
  useCores(part: string, resource: string, ms: number): void {
    const options = this.model.parts[part] as SharedCores | undefined;
    if (options?.host !== undefined) {
      const host = this.model.parts[options.host] as SharedCores | undefined;
      if (host !== undefined) this.holds(options.host, "cores", workCapacity(host), ms);
    } else if (options !== undefined) this.holds(part, resource, workCapacity(options), ms);
  }

  /** Walks steps that stand at the current place's `under`. @returns their mean time without waiting [ms] */
  steps(steps: readonly StepData[], under: Path): number {
    const entering = this.#perMs;
    let ms = 0;
    steps.forEach((step, i) => {
      if (++this.#stepCount === STEPS_MAX) this.error([], `the calls unroll to more than ${STEPS_MAX} steps`);
      if (this.#stepCount >= STEPS_MAX) return;
      const kind = this.#kinds.steps.find(({ verb }) => verb in step);
      const share = entering > 0 ? this.#perMs / entering : 1;
      if (kind !== undefined) ms += share * this.#step([...this.#path, ...under, i], kind, step);
    });
    return ms;
  }

  #step(path: Path, kind: Kinds["steps"][number], step: StepData): number {
    const perMs = this.#perMs;
    const ms = this.at(path, () => kind.check(this, step as never));
    if (!this.#isTrial) this.stepLoads.add({ path, step, ms, perMs });
    return ms;
  }

  /** Walks rounds of which each needs the one before. @returns the mean time of all of them [ms] */
  rounds({ begun }: Pick<Rounds, "begun">, walk: () => number): number {
    const before = this.#perMs;
    const { success, ms: trialMs } = this.#trial(walk);
    const times = begun(success);
    this.#perMs = before * times;
    const ms = (this.#isTrial ? trialMs : walk()) * times;
    this.#perMs = before * (1 - (1 - success) * times); // One round at most has failed.
    return ms;
  }

  /** Walks `copies` of each branch at once; what passes on are those of which so many succeed. @returns their times [ms] */
  together(needs: number, branches: readonly (readonly [copies: number, walk: () => number])[]): number[] {
    const before = this.#perMs;
    const successes: number[] = [];
    const times = branches.flatMap(([copies, walk]) => {
      this.#perMs = before * copies;
      const ms = walk();
      const success = before > 0 ? this.#perMs / (before * copies) : 1;
      for (let i = 0; i < copies; i++) successes.push(success);
      return Array<number>(copies).fill(ms);
    });
    this.#perMs = before * enough(successes, needs);
    return times;
  }

  /** Walks one of several ways, each by its share. @returns the mean time [ms] */
  either(ways: readonly (readonly [share: number, walk: () => number])[]): number {
    const before = this.#perMs;
    let left = 0;
    let ms = 0;
    for (const [share, walk] of ways) {
      this.#perMs = before * share;
      ms += share * walk();
      left += this.#perMs;
    }
    this.#perMs = left;
    return ms;
  }

  /** So much of what passes here goes no further. */
  fails(share: number): void {
    this.#perMs *= 1 - share;
  }

  /** Walks what is tried again when it fails. @returns the mean time of all attempts [ms] */
  attempts(most: number, walk: () => number): number {
    const before = this.#perMs;
    const { success, ms: trialMs } = this.#trial(walk);
    const failing = 1 - success;
    const begun = failing >= 1 ? most : (1 - failing ** most) / (1 - failing);
    const retries = this.#retries;
    this.#retries *= most / begun;
    this.#perMs = before * begun;
    const ms = (this.#isTrial ? trialMs : walk()) * begun;
    this.#retries = retries;
    this.#perMs = before * (1 - failing ** most);
    return ms;
  }

  /** The share that a walk lets through, and its time; nothing is counted, so a trial needs no walk but this. */
  #trial(walk: () => number): { readonly success: number; readonly ms: number } {
    const before = this.#perMs;
    const [wasTrial, stepCount] = [this.#isTrial, this.#stepCount];
    this.#isTrial = true;
    const ms = walk();
    this.#isTrial = wasTrial;
    this.#stepCount = stepCount;
    const success = before > 0 ? this.#perMs / before : 1;
    this.#perMs = before;
    return { success, ms };
  }

  /** Walks what is done instead for those who failed. @param walk null: nothing, they go on */
  instead(body: () => number, walk: (() => void) | null): number {
    const before = this.#perMs;
    const ms = body();
    const well = this.#perMs;
    this.#perMs = before - well;
    walk?.();
    this.#perMs += well;
    return ms;
  }

  /** Walks into a part's own steps, once a call; a circle of calls is a mistake. */
  into(machine: string, callee: string, path: Path, walk: () => number): number {
    if (this.#calls.includes(callee)) {
      this.error(this.#path, `calls go round in a circle: ${[...this.#calls, callee].join(" → ")}`);
      return 0;
    }
    this.#calls.push(callee);
    this.#reached.add(callee);
    const before = this.#machine;
    this.#machine = machine;
    const ms = this.at(path, walk);
    this.#machine = before;
    this.#calls.pop();
    return ms;
  }

  wasReached(callee: string): boolean {
    return this.#reached.has(callee);
  }

  /** Walks what users or messages do at this rate, on nobody's machine. */
  enter(perMs: number, path: Path, walk: () => number): number {
    const before = { perMs: this.#perMs, machine: this.#machine };
    this.#perMs = perMs;
    this.#machine = null;
    const ms = this.at(path, walk);
    this.#perMs = before.perMs;
    this.#machine = before.machine;
    return ms;
  }

  /** The part whose cores run the steps here, and how many instances it has. */
  get machine(): { readonly part: string; readonly instances: number } | null {
    const part = this.#machine;
    const options = (part === null ? {} : this.model.parts[part]) as { instances?: number } | undefined;
    return part === null ? null : { part, instances: options?.instances ?? 1 };
  }

  get perMs(): number {
    return this.#perMs;
  }

  get path(): Path {
    return this.#path;
  }

  at<T>(path: Path, walk: () => T): T {
    const before = this.#path;
    this.#path = path;
    const result = walk();
    this.#path = before;
    return result;
  }

  /** Walks under a time limit. @returns the walk's result; `longestMs` more than the limit around is a mistake */
  within<T>(limitMs: number, walk: () => T): T {
    const before = this.#limitMs;
    this.#limitMs = Math.min(before, limitMs);
    const result = walk();
    this.#limitMs = before;
    return result;
  }

  get limitMs(): number {
    return this.#limitMs;
  }

  #load(part: string, resource: string, capacity: number): OfferedLoad {
    const key = `${part} ${resource}`;
    const load = this.loads.get(key) ?? { part, resource, capacity, busy: 0, visitsPerMs: 0, busyAtWorst: 0 };
    this.loads.set(key, load);
    return load;
  }

  #remark(severity: "error" | "warning", path: Path, message: string, hint?: string): void {
    const isKnown = this.remarks.some((r) => r.message === message && r.path.join(".") === path.join("."));
    if (!isKnown) this.remarks.push({ severity, path, message, ...(hint === undefined ? {} : { hint }) });
  }
}
