/** What a walk passes, counted: how often, for how long, within what bounds, and how much of it is certain. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf, squaredCvOf } from "../../engine/random/moments.js";
import { type CertainLoad, type OfferedLoad, OfferedLoads } from "./offered-loads.js";
import { Paces } from "./paces.js";
import type { Rounds } from "./rounds.js";
import { type Entry, WalkBounds } from "./walk-bounds.js";
import { WalkRate, type Way } from "./walk-rate.js";

/** Something of which a request holds one, or a core, for the time of what it does inside. */
export interface Resource {
  readonly part: string;
  readonly resource: string;
  readonly capacity: number;
  readonly boundedBy?: readonly string[]; // What refuses those who wait for it, or lets them give up.
}

interface Held {
  readonly load: OfferedLoad;
  readonly perMs: number;
  readonly draws: number;
  readonly isByChance: boolean;
  readonly entry: Entry | null; // Null without a limit.
}

export abstract class LoadWalk {
  /** Where the walk is, as one word. */
  protected abstract get place(): string;
  readonly loads = new OfferedLoads();
  readonly paces = new Paces();
  protected readonly rate: WalkRate;
  protected readonly bounds = new WalkBounds();
  readonly #certain = new Map<OfferedLoad, CertainLoad>();
  readonly #cutShort = new Set<DistributionSpec>();
  readonly #uncut = new Set<DistributionSpec>(); // Somewhere.
  #stopMs = Number.POSITIVE_INFINITY; // Of the deadlines around, which stop the work too.

  /** @param isCautious takes it that all is refused, given up or stopped that may be */
  constructor(isCautious: boolean) {
    this.rate = new WalkRate(isCautious);
  }

  /** Declares a resource, so that it is shown even if nothing uses it. */
  capacity(part: string, resource: string, capacity: number): void {
    this.loads.declare(part, resource, capacity);
  }

  /** Each pass of the walk here holds one unit of the resource while it does what is inside. @returns the time [ms] */
  holds(resource: Resource, walk: () => number): number {
    const held = this.takesHold(resource);
    return held === null ? 0 : this.givesBack(held, walk());
  }

  /** The same for what may stand many deep, and must leave no frame on the stack. @returns null: nothing goes on */
  takesHold({ part, resource, capacity, boundedBy = [] }: Resource): Held | null {
    const load = this.loads.declare(part, resource, capacity);
    const isLimited = capacity < Number.POSITIVE_INFINITY;
    const words = isLimited ? boundedBy.map((option) => `${part} ${option}`) : [];
    if (words.length > 0 && !this.#mayGoOn(words)) return null;
    const { perMs, draws, isByChance } = this.rate;
    return {
      load,
      perMs,
      draws,
      isByChance,
      entry: isLimited ? this.bounds.hold(words, null, `${part} ${resource}`) : null,
    };
  }

  /** @param ms that it was held for @returns the same */
  givesBack({ load, perMs, draws, isByChance, entry }: Held, ms: number): number {
    if (entry !== null) {
      const visit = this.bounds.leave(entry);
      if (perMs > 0 || !this.bounds.isUnused) this.loads.visit(load, visit);
      const varies = isByChance || this.rate.draws > draws;
      load.varies ||= varies && perMs > 0;
      this.#isCertain(load, perMs * ms, varies);
    }
    return this.#counts(load, perMs, ms);
  }

  #counts(load: OfferedLoad, perMs: number, ms: number): number {
    const { part, resource } = load;
    if (perMs > 0) this.paces.visit(part, { ms: this.stopped(ms), what: `a request holds ${part} ${resource} for` });
    if (this.rate.isTrial) return ms;
    load.busy += perMs * ms;
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

  /** A time that passes. @returns its mean [ms] */
  takes(time: DistributionSpec): number {
    if (squaredCvOf(time) > 0) this.rate.draws++;
    (this.bounds.hasDeadline ? this.#cutShort : this.#uncut).add(time);
    return meanOf(time);
  }

  /** A deadline ends it wherever it is walked. */
  isCutShort(time: DistributionSpec): boolean {
    return this.#cutShort.has(time) && !this.#uncut.has(time);
  }

  /** What passes here may be refused or stopped, so that less is done inside and afterwards. */
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

  /** All that is inside stops when the time is up. */
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

  /** Something about those who pass here lasts so long in the mean. */
  lasts(ms: number, what: string): void {
    if (this.rate.perMs > 0) this.paces.lasts({ ms: this.stopped(ms), what });
  }

  /** Those who pass here are answered by what they find at a part, and hold nothing of it. */
  asks(part: string): void {
    if (this.rate.perMs > 0) this.paces.visit(part, { ms: 0, what: "" });
  }

  lookUp(cache: string): void {
    if (this.rate.perMs > 0) this.paces.lookUp(cache, this.rate.isTrial ? 0 : this.rate.perMs);
  }

  /** Walks what one endpoint's requests do, or one queue's messages: how slow each is, is told apart. */
  as<T>(entry: string, walk: () => T): T {
    return this.paces.of(entry, walk);
  }

  /** All that is inside is lost now and then. @param isAll whether each is at some time; else some may never be */
  mayBreak(word: string, isAll: boolean, walk: () => number): number {
    return this.mayLose([word], () => (isAll ? this.bounds.inside([word], null, walk) : walk()));
  }

  /** An instance is as likely as any other to be next, whatever it has to do. */
  byChance<T>(walk: () => T): T {
    this.rate.draws++;
    const { isByChance } = this.rate;
    this.rate.isByChance = true;
    const result = walk();
    this.rate.isByChance = isByChance;
    return result;
  }

  /** Walks rounds of which each needs the one before. @returns the mean time of all of them [ms] */
  rounds(rounds: Pick<Rounds, "begun" | "variance">, walk: () => number): number {
    return this.rate.rounds(rounds, this.place, walk);
  }

  /** Walks copies of each branch at once, of which so many must succeed. @returns their times [ms] */
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

  /** So much of what passes here goes no further. */
  fails(share: number): void {
    this.rate.fails(share);
  }

  /** Walks what is tried again when it fails. @returns the mean time of all attempts [ms] */
  attempts(most: number, budget: number, walk: () => number): number {
    return this.rate.attempts(most, budget, this.place, walk);
  }

  /** Walks what is done instead for those who failed. @param walk null: nothing, they go on */
  instead(body: () => number, walk: (() => void) | null): number {
    return this.rate.instead(() => this.bounds.instead(body), this.place, walk);
  }

  /** What comes for certain, of a cautious walk. */
  certainOf(part: string, resource: string): CertainLoad | null {
    const load = this.loads.all().find((one) => one.part === part && one.resource === resource);
    return (load === undefined ? undefined : this.#certain.get(load)) ?? null;
  }
}
