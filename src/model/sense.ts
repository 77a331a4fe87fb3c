/**
 * Walks a model as its requests would, without simulating: what is called that does not exist, which calls go
 * round in circles, and how much work each resource is asked for.
 *
 * Holding times leave out all waiting, so they are a lower bound, and an offered load above 1 means that there is no
 * steady state. Failures that the model gives by chance end what follows and cause retries; refusals and timeouts are
 * not known before the run, so the load if attempts kept failing is told beside it.
 */
import type { Kinds } from "./assembly.js";
import type { Model } from "./model.js";
import { OfferedLoads } from "./offered-loads.js";
import type { StepData } from "./part-kind.js";
import { Remarks, suggest } from "./remarks.js";
import type { Rounds } from "./rounds.js";
import type { Path } from "./source/diagnostics.js";
import { StepLoads } from "./step-loads.js";
import { WalkRate, type Way } from "./walk-rate.js";
import { type SharedCores, workCapacity } from "./work-capacity.js";

export type { OfferedLoad } from "./offered-loads.js";
export type { Path } from "./source/diagnostics.js";

const STEPS_MAX = 20_000;

export class Sense {
  readonly model: Model;
  readonly remarks = new Remarks();
  readonly loads = new OfferedLoads();
  readonly stepLoads = new StepLoads();
  readonly #kinds: Kinds;
  readonly #reached = new Set<string>();
  readonly #calls: string[] = [];
  #path: Path = [];
  readonly #rate = new WalkRate();
  #machine: string | null = null;
  #limitMs = Number.POSITIVE_INFINITY; // Of the deadlines and timeouts around.

  constructor(model: Model, kinds: Kinds) {
    this.model = model;
    this.#kinds = kinds;
  }

  error(path: Path, message: string, hint?: string): void {
    this.remarks.add("error", path, message, hint);
  }

  warn(path: Path, message: string, hint?: string): void {
    this.remarks.add("warning", path, message, hint);
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
    this.loads.declare(part, resource, capacity);
  }

  /** Each pass of the walk here, or of so many, holds one unit of the resource for so long. */
  holds(part: string, resource: string, capacity: number, ms: number, perMs = this.#rate.perMs): void {
    const load = this.loads.declare(part, resource, capacity);
    if (this.#rate.isTrial) return;
    load.busy += perMs * ms;
    load.busyAtWorst += perMs * this.#rate.retries * ms;
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
    const entering = this.#rate.perMs;
    let ms = 0;
    steps.forEach((step, i) => {
      if (++this.#rate.steps === STEPS_MAX) this.error([], `the calls unroll to more than ${STEPS_MAX} steps`);
      if (this.#rate.steps >= STEPS_MAX) return;
      const kind = this.#kinds.steps.find(({ verb }) => verb in step);
      const share = entering > 0 ? this.#rate.perMs / entering : 1;
      if (kind !== undefined) ms += share * this.#step([...this.#path, ...under, i], kind, step);
    });
    return ms;
  }

  #step(path: Path, kind: Kinds["steps"][number], step: StepData): number {
    const perMs = this.#rate.perMs;
    const ms = this.at(path, () => kind.check(this, step as never));
    if (!this.#rate.isTrial) this.stepLoads.add({ path, step, ms, perMs });
    return ms;
  }

  /** Walks rounds of which each needs the one before. @returns the mean time of all of them [ms] */
  rounds(rounds: Pick<Rounds, "begun">, walk: () => number): number {
    return this.#rate.rounds(rounds, walk);
  }

  /** Walks copies of each branch at once, of which so many must succeed. @returns their times [ms] */
  together(needs: number, branches: readonly Way[]): number[] {
    return this.#rate.together(needs, branches);
  }

  /** Walks one of several ways, each by its share. @returns the mean time [ms] */
  either(ways: readonly Way[]): number {
    return this.#rate.either(ways);
  }

  /** So much of what passes here goes no further. */
  fails(share: number): void {
    this.#rate.fails(share);
  }

  /** Walks what is tried again when it fails. @returns the mean time of all attempts [ms] */
  attempts(most: number, walk: () => number): number {
    return this.#rate.attempts(most, walk);
  }

  /** Walks what is done instead for those who failed. @param walk null: nothing, they go on */
  instead(body: () => number, walk: (() => void) | null): number {
    return this.#rate.instead(body, walk);
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
    const before = this.#machine;
    this.#machine = null;
    const ms = this.#rate.at(perMs, () => this.at(path, walk));
    this.#machine = before;
    return ms;
  }

  /** The part whose cores run the steps here, and how many instances it has. */
  get machine(): { readonly part: string; readonly instances: number } | null {
    const part = this.#machine;
    const options = (part === null ? {} : this.model.parts[part]) as { instances?: number } | undefined;
    return part === null ? null : { part, instances: options?.instances ?? 1 };
  }

  get perMs(): number {
    return this.#rate.perMs;
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
}
