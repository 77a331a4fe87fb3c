/** Counts what a walk passes: how often, for how long, within what bounds, and how much of it is certain. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf, squaredCvOf } from "../../engine/random/moments.js";
import type { Brought } from "../traffic/recorded-law.js";
import { type CertainLoad, type OfferedLoad, OfferedLoads, type Spread } from "./offered-loads.js";
import { Paces } from "./paces.js";
import type { Rounds } from "./rounds.js";
import { type Entry, WalkBounds } from "./walk-bounds.js";
import { WalkRate, type Way } from "./walk-rate.js";

/** A resource, such as threads or cores, of which a request holds one unit while it does the steps inside. */
export interface Resource {
  readonly part: string;
  readonly resource: string;
  readonly capacity: number;
  readonly boundedBy?: readonly string[]; // What limits its queue: a refusal, or patience.
  readonly share?: number; // Of those that pass here; all if absent.
  readonly spread?: Spread | null; // Where its instances do not get equal shares.
  readonly perSecond?: number; // Of a limit on a rate: what it lets pass.
}

/** A lock that a transaction keeps. */
export interface HeldToCommit {
  readonly resource: Resource;
  readonly perMs: number;
  readonly fromMs: number;
}

interface Held {
  readonly load: OfferedLoad;
  readonly spread: Spread | null;
  readonly perMs: number; // Of those that hold it.
  readonly draws: number;
  readonly isByChance: boolean;
  readonly entry: Entry | null; // Null without a limit.
}

export abstract class LoadWalk {
  /** The current place as one string. */
  protected abstract get place(): string;
  readonly loads = new OfferedLoads();
  readonly paces = new Paces();
  /** The time of a step or query, which the requests that are walked may bring themselves. */
  asRecorded: Brought = (_, drawn) => drawn;
  protected readonly rate: WalkRate;
  protected readonly bounds = new WalkBounds();
  /** The shares that limits let pass, by an earlier walk; of others, all pass. */
  passing: ReadonlyMap<string, number> = new Map();
  readonly #limits = new Set<string>();
  readonly #certain = new Map<OfferedLoad, CertainLoad>();
  readonly #cutShort = new Set<DistributionSpec>();
  readonly #uncut = new Set<DistributionSpec>(); // Times that no deadline ends, at one place at least.
  #stopMs = Number.POSITIVE_INFINITY; // The nearest deadline around, which stops the work too.

  /** @param isCautious assumes that all that may be refused, given up or stopped is */
  constructor(isCautious: boolean) {
    this.rate = new WalkRate(isCautious);
  }

  /** Declares a resource, so that it is shown even if unused. */
  capacity(part: string, resource: string, capacity: number): void {
    this.loads.declare(part, resource, capacity);
  }

  /** Each pass of the walk here holds one unit of the resource while it does what is inside. @returns the time [ms] */
  holds(resource: Resource, walk: () => number): number {
    const held = this.takesHold(resource);
    return held === null ? 0 : this.givesBack(held, walk());
  }

  /** Starts holding without a stack frame, for deeply nested calls; end with `givesBack`. @returns null: stop walking */
  takesHold({ part, resource, capacity, boundedBy = [], share = 1, spread = null, perSecond }: Resource): Held | null {
    const load = this.loads.declare(part, resource, capacity);
    if (perSecond !== undefined) load.perSecond = perSecond;
    const isLimited = capacity < Number.POSITIVE_INFINITY;
    const words = isLimited ? boundedBy.map((option) => `${part} ${option}`) : [];
    if (words.length > 0 && !this.#mayGoOn(words)) return null;
    const { perMs, draws, isByChance } = this.rate;
    return {
      load,
      spread,
      perMs: perMs * share,
      draws,
      isByChance: isByChance || share < 1,
      entry: isLimited ? this.bounds.hold(words, null, `${part} ${resource}`) : null,
    };
  }

  /** @param ms time held @returns the same */
  givesBack({ load, spread, perMs, draws, isByChance, entry }: Held, ms: number): number {
    if (entry !== null) {
      const visit = this.bounds.leave(entry);
      if (perMs > 0 || !this.bounds.isUnused) this.loads.visit(load, visit);
      const varies = isByChance || this.rate.draws > draws;
      load.varies ||= varies && perMs > 0;
      this.#isCertain(load, perMs * ms, varies);
    }
    return this.#counts(load, perMs, ms, spread);
  }

  /** So many held it for so long, and give it back here. */
  holdsFor(resource: Resource, perMs: number, ms: number): void {
    const held = this.takesHold(resource);
    if (held !== null) this.givesBack({ ...held, perMs: perMs * (resource.share ?? 1) }, ms);
  }

  #counts(load: OfferedLoad, perMs: number, ms: number, spread: Spread | null): number {
    const { part, resource } = load;
    if (perMs > 0) this.paces.visit(part, { ms: this.stopped(ms), what: `a request holds ${part} ${resource} for` });
    if (this.rate.isTrial) return ms;
    load.busy += perMs * ms;
    if (spread !== null) this.loads.spread(load, spread, perMs * ms);
    load.busyAtWorst += perMs * this.rate.retries * ms;
    load.visitsPerMs += perMs;
    if (perMs > 0) load.stoppedAfterMs = Math.max(load.stoppedAfterMs, this.#stopMs);
    return ms;
  }

  #isCertain(load: OfferedLoad, busy: number, varies: boolean): void {
    if (!this.rate.isCautious || this.rate.isTrial || !(busy > 0)) return;
    const certain = this.#certain.get(load) ?? { busy: 0, ofRequests: 0, varies: false };
    certain.busy += busy;
    if (!this.bounds.isAside) certain.ofRequests += busy;
    certain.varies ||= varies;
    this.#certain.set(load, certain);
  }

  /** What passes a limit goes on: no more than it can let pass, where an earlier walk found more to come. */
  letsPass(part: string, limit: string): void {
    const key = `${part} ${limit}`;
    this.#limits.add(key);
    const share = this.passing.get(key) ?? 1;
    if (share < 1) this.rate.fails(1 - share);
  }

  /** The shares of what comes that limits let pass, of those that are asked for more. */
  passes(): ReadonlyMap<string, number> {
    const over = this.loads.all().flatMap(({ part, resource, busy, capacity }): [string, number][] => {
      const key = `${part} ${resource}`;
      return this.#limits.has(key) && busy > capacity ? [[key, capacity / busy]] : [];
    });
    return new Map(over);
  }

  /** A time that passes. @returns its mean [ms] */
  takes(time: DistributionSpec): number {
    if (squaredCvOf(time) > 0) this.rate.draws++;
    (this.bounds.hasDeadline ? this.#cutShort : this.#uncut).add(time);
    return meanOf(time);
  }

  /** Whether a deadline ends this time wherever it is walked. */
  isCutShort(time: DistributionSpec): boolean {
    return this.#cutShort.has(time) && !this.#uncut.has(time);
  }

  /** Some requests may be refused or stopped here, so that there is less work inside and afterwards. */
  mayLose(words: readonly string[], walk: () => number): number {
    return this.#mayGoOn(words) ? walk() : 0;
  }

  #mayGoOn(words: readonly string[]): boolean {
    if (!this.rate.isTrial) this.bounds.note(...words);
    return this.rate.mayGoOn();
  }

  /** The caller may stop waiting while the work goes on. */
  mayLeave(afterMs: number, word: string, walk: () => number): number {
    const ms = this.rate.mayLeave(() => this.bounds.detached(afterMs, walk));
    if (!this.rate.isTrial) this.bounds.note(word);
    return ms;
  }

  /** All work inside stops when the time is up. */
  mayStop(afterMs: number, word: string, walk: () => number): number {
    const before = this.#stopMs;
    this.#stopMs = Math.min(before, afterMs);
    const ms = this.mayLose([word], () => this.bounds.inside([word], afterMs, walk));
    this.#stopMs = before;
    return ms;
  }

  /** No longer than a deadline around allows. */
  protected stopped(ms: number): number {
    return Math.min(ms, this.#stopMs);
  }

  /** Notes a mean time of the requests that pass here [ms]. */
  lasts(ms: number, what: string): void {
    if (this.rate.perMs > 0) this.paces.lasts({ ms: this.stopped(ms), what });
  }

  /** Notes a look-up at a part that holds nothing of it. */
  asks(part: string): void {
    if (this.rate.perMs > 0) this.paces.visit(part, { ms: 0, what: "" });
  }

  lookUp(cache: string): void {
    if (this.rate.perMs > 0) this.paces.lookUp(cache, this.rate.isTrial ? 0 : this.rate.perMs);
  }

  /** Whether it assumes that all that may be refused, given up or stopped is, here. */
  get isCautious(): boolean {
    return this.rate.isCautious;
  }

  /** Walks the requests of one endpoint, or the messages of one queue; the pace of each is kept apart. */
  as<T>(entry: string, walk: () => T): T {
    return this.paces.of(entry, walk);
  }

  /** All work inside may be lost to a breakdown. @param isAll whether every instance breaks down at some time */
  mayBreak(word: string, isAll: boolean, walk: () => number): number {
    return this.mayLose([word], () => (isAll ? this.bounds.inside([word], null, walk) : walk()));
  }

  /** The instance is chosen at random, whatever its load. */
  byChance<T>(walk: () => T): T {
    this.rate.draws++;
    const { isByChance } = this.rate;
    this.rate.isByChance = true;
    const result = walk();
    this.rate.isByChance = isByChance;
    return result;
  }

  /** Walks a loop that stops at a failure. @returns the mean time of all rounds [ms] */
  rounds(rounds: Pick<Rounds, "begun" | "variance">, walk: () => number): number {
    return this.rate.rounds(rounds, this.place, walk);
  }

  /** Walks parallel branches of which `needs` must succeed. @returns their times [ms] */
  together(needs: number, stopsRest: boolean, branches: readonly Way[]): number[] {
    const copies = branches.reduce((sum, [each]) => sum + each, 0);
    const mayStop = stopsRest && needs < copies;
    const way = this.bounds.ways();
    return this.rate.together(
      needs,
      stopsRest,
      branches.map(([each, walk]) => {
        const noted = (): number => {
          if (mayStop && !this.rate.isTrial) this.bounds.note("copies that are stopped");
          return stopsRest ? walk() : this.bounds.detached(0, walk);
        };
        return [each, way(noted)] as const;
      }),
    );
  }

  /** Walks one of several ways, each by its share. @returns the mean time [ms] */
  either(ways: readonly Way[]): number {
    const way = this.bounds.ways();
    return this.rate.either(
      ways.map(([share, walk]) => [share, way(share === 0 ? () => this.bounds.unused(walk) : walk)] as const),
    );
  }

  /** This share of requests fails here. */
  fails(share: number): void {
    this.rate.fails(share);
  }

  /** Walks steps that are retried. @returns the mean time of all attempts [ms] */
  attempts(most: number, budget: number, walk: () => number): number {
    return this.rate.attempts(most, budget, this.place, walk);
  }

  /** Walks a call that may be made more than once before it is answered. @param often in the mean @param most at worst */
  hedged(often: number, most: number, stopsRest: boolean, word: string, walk: () => number): number {
    const each = stopsRest ? () => this.mayLose([word], walk) : () => this.mayLeave(0, word, walk);
    return this.rate.hedged(often, most, this.place, each);
  }

  /** Walks the fallback of failed requests. @param walk null: they just go on */
  instead(body: () => number, walk: (() => void) | null): number {
    return this.rate.instead(() => this.bounds.instead(body), this.place, walk);
  }

  /** The load that is certain; of a cautious walk only. */
  certainOf(part: string, resource: string): CertainLoad | null {
    const load = this.loads.all().find((one) => one.part === part && one.resource === resource);
    return (load === undefined ? undefined : this.#certain.get(load)) ?? null;
  }
}
