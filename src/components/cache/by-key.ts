/** Keys that are asked for independently of each other: the independent reference model. */
import { type Flow, NOTHING_LEARNED } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type AwaitedRequests, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import { Hook, InstantStep } from "../steps/instant-step.js";
import { type Answered, type CacheContents, HIT, type LookUp, LookUpCounts, MISS } from "./cache-contents.js";
import { Fetches } from "./fetches.js";
import { ABSENT, type KeyStore } from "./key-store.js";
import { Refresh } from "./refresh.js";

export interface ByKeyOptions {
  readonly name: string;
  newStore(): KeyStore;
  readonly ttlMs: Sampler | null; // Null: never expires.
  readonly renews: boolean; // Whether a hit begins its time anew.
  readonly servesStale: boolean; // While one refreshes it.
  readonly oneFetches: boolean; // All others who miss it wait for that one.
  /** Whether the source has nothing for a key, and the cache does not remember that. */
  isVoid(key: number): boolean;
  /** When what a request knows was read from the source [ms]; null where no other cache is behind this one. */
  readonly readAtMs: Int32Column | null;
}

/** What one process holds. */
export interface Held {
  readonly store: KeyStore;
  readonly fetches: Fetches;
}

/** Where it is asked: which of the processes that hold something, by request. */
export interface Holders {
  readonly all: readonly Held[];
  readonly which: Int32Column;
}

export class ByKey implements CacheContents {
  readonly flow: Flow;
  readonly options: ByKeyOptions;
  readonly counts = { fills: 0, fetches: 0, absences: 0, expired: 0 };
  readonly lookUps = new LookUpCounts();
  readonly ageMs = new Histogram();
  private readonly holders = new Map<string, readonly Held[]>();
  private readonly all: Held[] = [];

  constructor(flow: Flow, options: ByKeyOptions) {
    this.flow = flow;
    this.options = options;
  }

  get measures(): readonly Measure[] {
    const { counts, lookUps, ageMs, all } = this;
    const sum = (of: (store: KeyStore) => number) => (): number =>
      all.reduce((total, { store }) => total + of(store), 0);
    const own: Measure[] = [
      lookUps.measure,
      { kind: "events", name: "fills", total: () => counts.fills },
      { kind: "times", name: "fetchesAtOnce", part: () => counts.fetches, whole: () => counts.absences },
      { kind: "duration", name: "dataAgeMs", histogram: ageMs },
      { kind: "level", name: "entries", now: sum(({ held }) => held) },
      { kind: "events", name: "evictions", total: sum(({ evictions }) => evictions) },
    ];
    if (this.options.servesStale)
      own.push({ kind: "ratio", name: "servedExpired", part: () => counts.expired, whole: () => lookUps.lookUps });
    return own;
  }

  /** What the processes of a caller hold, or those of all. @param caller empty: of all */
  heldBy(caller: string, processes: number): readonly Held[] {
    const known = this.holders.get(caller);
    if (known !== undefined) return known;
    const whenFailed = this.flow.addCause("fetch-failed", this.options.name);
    const held = Array.from({ length: processes }, () => ({
      store: this.options.newStore(),
      fetches: new Fetches(this.flow, this.counts, whenFailed),
    }));
    this.holders.set(caller, held);
    this.all.push(...held);
    return held;
  }

  flush(): void {
    for (const { store } of this.all) store.clear();
  }

  drop(goes: (key: number) => boolean): void {
    for (const { store } of this.all) store.drop(goes);
  }

  lookUp(keyOf: (request: RequestId) => number, holders: Holders, answered: Answered): KeyLookUp {
    return new KeyLookUp(this, keyOf, holders, answered);
  }

  untilMs(request: RequestId): number {
    const { ttlMs } = this.options;
    if (ttlMs === null) return Number.POSITIVE_INFINITY;
    const { number, visit, simulation } = this.flow;
    return simulation.nowMs + ttlMs.next(number.at[request], visit.at[request]);
  }
}

/** One place where it is asked: a hit goes on, a miss fetches, or waits for one that does. */
class KeyLookUp implements LookUp, Step {
  readonly step = this;
  private readonly cache: ByKey;
  private readonly keyOf: (request: RequestId) => number;
  private readonly holders: Holders;
  private readonly answered: Answered;
  private readonly key: Int32Column;
  private readonly absence: Int32Column; // 0: not known to this cache.
  private refresh: Refresh | null = null;

  constructor(cache: ByKey, keyOf: (request: RequestId) => number, holders: Holders, answered: Answered) {
    this.cache = cache;
    this.keyOf = keyOf;
    this.holders = holders;
    this.answered = answered;
    this.key = cache.flow.requests.int32();
    this.absence = cache.flow.requests.int32();
  }

  enter(request: RequestId): Outcome {
    const { lookUps, options, flow } = this.cache;
    lookUps.lookUps++;
    this.absence.at[request] = 0;
    if (this.answered !== null && this.answered.at[request] === 0) return MISS;
    const key = this.keyOf(request);
    this.key.at[request] = key;
    const { store, fetches } = this.heldFor(request);
    const place = store.find(key, flow.simulation.nowMs);
    if (place !== ABSENT) {
      lookUps.hits++;
      this.serve(request, key, place);
      return HIT;
    }
    if (options.oneFetches && fetches.isUnderWay(key)) {
      fetches.wait(key, request);
      return PENDING;
    }
    this.begin(request);
    return MISS;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.heldFor(request).fetches.giveUp(this.key.at[request], request);
  }

  waitsFor(request: RequestId): AwaitedRequests {
    const first = this.heldFor(request).fetches.whoFetches(this.key.at[request]);
    return { requests: [first], needs: 1, stopsRest: false };
  }

  fetch(program: Program, miss: () => void): void {
    const fetch = new Fetch(this.cache.flow.requests.int32(), (request, isThere) => this.end(request, isThere));
    program.within(fetch, () => {
      miss();
      program.add(new Hook((request) => this.fill(request, fetch)));
    });
  }

  /** Writes what refreshes a key that has expired, which is served meanwhile. @param inherited columns that it takes over */
  refreshes(inherited: readonly Int32Column[], miss: (program: Program) => void): void {
    const { flow } = this.cache;
    const program = new Program(flow);
    this.refresh = new Refresh(flow, [this.key, this.holders.which, ...inherited], program, () =>
      this.fetch(program, () => miss(program)),
    );
  }

  private heldFor(request: RequestId): Held {
    const { all, which } = this.holders;
    return all[which.at[request]];
  }

  private serve(request: RequestId, key: number, place: number): void {
    const { flow, options, ageMs, counts } = this.cache;
    const { store, fetches } = this.heldFor(request);
    const { nowMs } = flow.simulation;
    const readMs = store.readMs[place];
    ageMs.record(nowMs - readMs);
    if (options.readAtMs !== null) options.readAtMs.at[request] = earlier(options.readAtMs.at[request], readMs);
    store.use(place);
    if (nowMs >= store.expiresMs[place]) {
      counts.expired++;
      if (this.refresh !== null && !fetches.isUnderWay(key)) this.begin(this.refresh.start(request));
    } else if (options.renews) store.expiresMs[place] = this.cache.untilMs(request);
  }

  private begin(request: RequestId): void {
    const { readAtMs } = this.cache.options;
    this.absence.at[request] = this.heldFor(request).fetches.begin(this.key.at[request], request);
    if (readAtMs !== null) readAtMs.at[request] = NOTHING_LEARNED;
  }

  private fill(request: RequestId, fetch: Fetch): void {
    const { flow, counts, options } = this.cache;
    if (this.absence.at[request] === 0) return;
    fetch.isThere.at[request] = 1;
    const key = this.key.at[request];
    const { nowMs } = flow.simulation;
    const { readAtMs } = options;
    const readMs = readAtMs === null ? nowMs : earlier(readAtMs.at[request], nowMs);
    if (readAtMs !== null) readAtMs.at[request] = readMs;
    if (options.isVoid(key)) return;
    counts.fills++;
    this.heldFor(request).store.fill(key, readMs, this.cache.untilMs(request));
  }

  private end(request: RequestId, isThere: boolean): void {
    const id = this.absence.at[request];
    if (id !== 0) this.heldFor(request).fetches.end(this.key.at[request], id, request, isThere);
  }
}

/** @param knownMs NOTHING_LEARNED: nothing */
const earlier = (knownMs: number, readMs: number): number =>
  knownMs === NOTHING_LEARNED ? readMs : Math.min(knownMs, readMs);

/** From a miss until the key is there, or the request has failed or was stopped. */
class Fetch extends InstantStep implements Scope {
  readonly isThere: Int32Column;
  private readonly end: (request: RequestId, isThere: boolean) => void;

  constructor(isThere: Int32Column, end: (request: RequestId, isThere: boolean) => void) {
    super();
    this.isThere = isThere;
    this.end = end;
  }

  enter(request: RequestId): Outcome {
    this.isThere.at[request] = 0;
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.end(request, this.isThere.at[request] === 1);
  }
}
