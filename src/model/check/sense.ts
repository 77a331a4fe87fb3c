/**
 * Walks a model as its requests would, without simulating. Finds calls to what does not exist, circular calls, and the
 * offered load of each resource.
 *
 * Holding times leave out all waiting. Random failures in the model end a request and cause retries. Refusals and
 * timeouts are unknown before a run, so the load at worst, with every attempt failing, is given as well. A cautious walk
 * finds the load that is certain (see `walk-rate.ts`): if that exceeds the capacity, there is no steady state.
 */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf } from "../../engine/random/moments.js";
import type { DatumData } from "../data/data.js";
import { type Kinds, partKindIn, type StepData, stepKindIn } from "../language/kinds.js";
import type { Model } from "../language/model.js";
import { type SharedCores, workCapacity } from "../parts/shared/work-capacity.js";
import type { Path } from "../source/diagnostics.js";
import type { Act } from "../timeline/entries.js";
import { type HeldToCommit, LoadWalk, type Resource } from "./load-walk.js";
import type { Grown } from "./offered-loads.js";
import { sayMisnamed, sayWrongPart } from "./references.js";
import { Remarks, suggest } from "./remarks.js";
import { StepLoads } from "./step-loads.js";

export type { Path } from "../source/diagnostics.js";
export type { Grown, OfferedLoad, Spread } from "./offered-loads.js";

const STEPS_MAX = 20_000;

export class Sense extends LoadWalk {
  readonly model: Model;
  readonly kinds: Kinds;
  readonly acts: readonly Act[]; // All that its timeline does, and what happens by chance.
  readonly disturbed: ReadonlySet<string>; // The parts to which something happens by chance.
  readonly noted = new Set<string>(); // What steps say of parts, for the checks of those.
  readonly awaited: string[] = []; // What the steps around have others wait for.
  lookUpsPerMs: ReadonlyMap<string, number> = new Map(); // By cache, where its load depends on them: of an earlier walk.
  readonly remarks = new Remarks();
  readonly stepLoads = new StepLoads();
  readonly grown: Grown;
  readonly getBytes = new Set<string>(); // The parts that get answers of so many bytes.
  readonly added = new Map<string, number>(); // Rows a millisecond, by "part.table".
  readonly #reached = new Set<string>();
  readonly #speaksOf = new Set<string>(); // Names of data.
  readonly #calls: string[] = [];
  source: string | null = null; // Of the traffic that is walked.
  #path: Path = [];
  #clockMs = 0; // When the step begins that is walked.
  #machine: string | null = null;
  #connections: readonly { readonly database: string; readonly locks: HeldToCommit[] }[] = []; // Of the transactions around.
  #limitMs = Number.POSITIVE_INFINITY; // The tightest deadline or timeout around.

  /** @param isCautious assumes that all that may be refused, given up or stopped is */
  constructor(
    model: Model,
    kinds: Kinds,
    happens: Pick<Sense, "acts" | "disturbed">,
    isCautious = false,
    grown: Grown = { atMs: 0, added: new Map() },
  ) {
    super(isCautious);
    this.grown = grown;
    this.model = model;
    this.acts = happens.acts;
    this.disturbed = happens.disturbed;
    this.kinds = kinds;
  }

  error(path: Path, message: string, hint?: string): void {
    this.remarks.add("error", path, message, hint);
  }

  warn(path: Path, message: string, hint?: string): void {
    this.remarks.add("warning", path, message, hint);
  }

  /** The options of the part with this name and type; otherwise reports a mistake at `path`. @param target "db.read" */
  part<Options>(name: string, type: string, path: Path, target = name): Options | null {
    const options = Object.hasOwn(this.model.parts, name) ? this.model.parts[name] : undefined;
    const those = Object.keys(this.model.parts).filter((key) => this.model.parts[key]?.type === type);
    if (options === undefined)
      sayMisnamed(this, path, `there is no part "${name}"`, { written: target, word: name }, those);
    else if (options.type !== type) sayWrongPart(this, path, target, `not a ${type}`, those);
    else return options as unknown as Options;
    return null;
  }

  /** The data of this name; otherwise reports a mistake at `path`. */
  datum(name: string, path: Path): DatumData | null {
    const { data } = this.model;
    this.#speaksOf.add(name);
    if (Object.hasOwn(data, name)) return data[name];
    const names = Object.keys(data);
    const hint = names.length === 0 ? `declare it: \`data: { ${name}: { keys: 50k } }\`` : suggest(name, names);
    this.error(path, `there is no data "${name}"`, hint);
    return null;
  }

  /** Whether some part reads, or writes, these data. */
  isDatum(name: string, what: "readsOf" | "writesTo"): boolean {
    return Object.values(this.model.parts).some(
      (part) =>
        partKindIn(this.kinds, part)
          ?.[what]?.(part as never)
          .includes(name) === true,
    );
  }

  /** Or of a name that is no data, and may be meant to be this one. */
  speaksOf(name: string): boolean {
    const { data } = this.model;
    return this.#speaksOf.has(name) || [...this.#speaksOf].some((other) => !Object.hasOwn(data, other));
  }

  /** Reports a mistake unless it is one of `names`. @param before what stands before it there: "db." */
  oneOf(name: string, names: readonly string[], path: Path, message: string, before?: string): boolean {
    if (names.includes(name)) return true;
    if (before === undefined) this.error(path, message, suggest(name, names));
    else sayMisnamed(this, path, message, { written: before + name, word: name }, names);
    return false;
  }

  /** The part, or the source of traffic, that asks here; null: neither. */
  get caller(): string | null {
    return this.#machine ?? this.#calls.at(-1)?.split(".")[0] ?? this.source;
  }

  get callee(): string {
    return this.#calls.at(-1) ?? "traffic"; // "web.page"; outside of all, "traffic".
  }

  /** Work on the machine that runs the steps. */
  cpu(time: DistributionSpec): number {
    const machine = this.#machine;
    return machine === null ? meanOf(time) : this.useCores(machine, "cores", time);
  }

  /** Work on a part's cores, which may be those of its host. @param moreMs besides the time given */
  useCores(part: string, resource: string, time: DistributionSpec, moreMs = 0): number {
    const at = this.#machineOf(part)?.host ?? part;
    const owner = this.#machineOf(at);
    if (owner === undefined) return meanOf(time) + moreMs;
    const where = { part: at, resource: at === part ? resource : "cores", capacity: workCapacity(owner) };
    const spread = at === part ? owner.spread : null;
    return this.holds({ ...where, spread: spread ?? null }, () => this.takes(time) + moreMs);
  }

  /** Rows are added to a table, at the rate of what passes here. */
  adds(table: string, rows: number): void {
    if (!this.rate.isTrial) this.added.set(table, (this.added.get(table) ?? 0) + this.rate.perMs * rows);
  }

  /** Walks the steps at `under`, below the current place. @returns their mean time without waiting [ms] */
  steps(steps: readonly StepData[], under: Path): number {
    const entering = this.rate.perMs;
    const around = this.#path;
    const begunMs = this.#clockMs;
    let all = 0;
    for (const [i, step] of steps.entries()) {
      if (++this.rate.steps === STEPS_MAX) this.error([], `the calls unroll to more than ${STEPS_MAX} steps`);
      if (this.rate.steps >= STEPS_MAX) break;
      const kind = stepKindIn(this.kinds, step);
      if (kind === undefined) continue;
      const { perMs } = this.rate;
      this.#clockMs = begunMs + all;
      const path = [...around, ...under, i];
      this.#path = path;
      const ms = kind.check(this, step as never);
      this.#path = around;
      if (!this.rate.isTrial) this.stepLoads.add({ path, step, kind, ms, perMs });
      if (perMs > 0) this.paces.lasts({ ms: this.stopped(ms), what: `${this.#calls.at(-1) ?? "a request"} takes` });
      all += (entering > 0 ? perMs / entering : 1) * ms;
    }
    this.#clockMs = begunMs;
    return all;
  }

  /** Walks what a part does, once a call; circles are mistakes. @param isSame process @returns its mean time [ms] */
  into(machine: string | null, callee: string, path: Path, walk: () => number, isSame = false): number {
    if (this.#calls.includes(callee)) {
      this.error(this.#path, `calls go round in a circle: ${[...this.#calls, callee].join(" → ")}`);
      return 0;
    }
    this.#calls.push(callee);
    this.#reached.add(callee);
    const before = { machine: this.#machine, path: this.#path, connections: this.#connections };
    [this.#machine, this.#path, this.#connections] = [machine, path, isSame ? before.connections : []];
    const ms = walk();
    [this.#machine, this.#path, this.#connections] = [before.machine, before.path, before.connections];
    this.#calls.pop();
    return ms;
  }

  /** Walks what a transaction does on its connection. */
  inTransaction(database: string, walk: () => number): number {
    const before = this.#connections;
    const begunMs = this.#clockMs;
    const locks: HeldToCommit[] = [];
    this.#connections = [...before, { database, locks }];
    const ms = walk();
    for (const { resource, perMs, fromMs } of locks) this.holdsFor(resource, perMs, begunMs + ms - fromMs);
    this.#connections = before;
    return ms;
  }

  /**
   * What passes here holds the resource until the transaction around commits.
   *
   * @param laterMs than the step began @returns whether it holds others already
   */
  holdsToCommit(database: string, resource: Resource, laterMs: number): boolean {
    const around = this.#connections.findLast((one) => one.database === database);
    const isFurther = (around?.locks.length ?? 0) > 0;
    around?.locks.push({ resource, perMs: this.rate.perMs, fromMs: this.#clockMs + laterMs });
    return isFurther;
  }

  /** Whether a query here uses the connection of a transaction around. */
  isInTransaction(database: string): boolean {
    return this.#connections.some((one) => one.database === database);
  }

  get callsDeep(): number {
    return this.#calls.length;
  }

  wasReached(callee: string): boolean {
    return this.#reached.has(callee);
  }

  /** Walks what users do at this rate, outside all machines. @param boundedBy e.g. a number of users */
  enter(perMs: number, path: Path, walk: () => number, boundedBy: readonly string[] = [], isByChance = true): number {
    return this.rate.at(perMs, isByChance, () => this.#begin(path, boundedBy, false, walk));
  }

  /** Walks the work of a message, for which no request waits. */
  aside(path: Path, walk: () => number): void {
    this.rate.aside(() => this.#begin(path, [], true, walk));
  }

  /** Walks what goes on here, on the same machine, when the request has gone on. */
  behind(walk: () => number): void {
    this.rate.aside(() => this.#begin(this.#path, [], true, walk, this.#machine));
  }

  /** Walks an endpoint without callers, only for its mistakes. */
  unused(path: Path, walk: () => number): void {
    this.bounds.unused(() => this.enter(0, path, walk));
  }

  #begin(path: Path, by: readonly string[], isAside: boolean, walk: () => number, on: string | null = null): number {
    const [machine, limitMs, connections] = [this.#machine, this.#limitMs, this.#connections];
    [this.#machine, this.#limitMs, this.#connections] = [on, Number.POSITIVE_INFINITY, []];
    const ms = this.bounds.enter(by, isAside, () => this.at(path, walk));
    [this.#machine, this.#limitMs, this.#connections] = [machine, limitMs, connections];
    return ms;
  }

  /** The part whose cores run the steps here, and how many instances it has. */
  get machine(): { readonly part: string; readonly instances: number } | null {
    const part = this.#machine;
    return part === null ? null : { part, instances: this.#machineOf(part)?.instances ?? 1 };
  }

  /** How many copies of a part there are; null if it has none. */
  instancesOf(part: string): number | null {
    return this.#machineOf(part)?.instances ?? null;
  }

  #machineOf(name: string): SharedCores | undefined {
    const part = this.model.parts[name];
    return partKindIn(this.kinds, part)?.machine?.(part as never, this.model);
  }

  protected get place(): string {
    return this.#path.join(" ");
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
