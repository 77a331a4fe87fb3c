/** Keys that are asked for independently of each other: the independent reference model. */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Datum } from "../data/datum.js";
import type { Freshness } from "../data/freshness.js";
import { type Answered, type CacheContents, LookUpCounts } from "./cache-contents.js";
import { Fetches } from "./fetches.js";
import { KeyLookUp } from "./key-look-up.js";
import type { KeyStore } from "./key-store.js";
import type { WriteBehind } from "./write-behind.js";

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
  readonly versions: KnownVersions | null; // Null: what it holds is not known to be written.
}

export interface KnownVersions {
  readonly datum: Datum;
  readonly freshness: Freshness;
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

export interface KeyOf {
  of(request: RequestId): number;
}

/** What does not arrive at a process, each independently. */
export interface Losses {
  readonly share: number;
  readonly stream: RandomStream;
}

export class ByKey implements CacheContents {
  readonly flow: Flow;
  readonly options: ByKeyOptions;
  readonly counts = { fills: 0, fetches: 0, absences: 0, expired: 0 };
  readonly lookUps = new LookUpCounts();
  readonly ageMs = new Histogram();
  private readonly holders = new Map<string, readonly Held[]>();
  private readonly all: Held[] = [];
  private readonly behind: WriteBehind[] = [];

  constructor(flow: Flow, options: ByKeyOptions) {
    this.flow = flow;
    this.options = options;
  }

  get measures(): readonly Measure[] {
    const { counts, lookUps, ageMs, all, options } = this;
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
    if (options.servesStale)
      own.push({ kind: "ratio", name: "servedExpired", part: () => counts.expired, whole: () => lookUps.lookUps });
    if (this.behind.length > 0) {
      const all = (of: (writes: WriteBehind) => number) => (): number =>
        this.behind.reduce((total, one) => total + of(one), 0);
      own.push({ kind: "ratio", name: "lostWrites", part: all(({ lost }) => lost), whole: all(({ taken }) => taken) });
      own.push({ kind: "level", name: "pendingWrites", now: all(({ pending }) => pending) });
    }
    return [...own, ...(options.versions?.freshness.measures ?? [])];
  }

  /** What the processes of a caller hold, or those of all. @param caller empty: of all */
  heldBy(caller: string, processes: number): readonly Held[] {
    const known = this.holders.get(caller);
    if (known !== undefined) return known;
    const whenFailed = this.flow.addCause("fetch-failed", this.options.name);
    const held = Array.from({ length: processes }, () => ({
      store: this.options.newStore(),
      fetches: new Fetches(this.flow, this.counts, whenFailed, (request, key) => this.served(request, key)),
    }));
    this.holders.set(caller, held);
    this.all.push(...held);
    return held;
  }

  isHeldBy(caller: string): boolean {
    return this.holders.has(caller);
  }

  flush(): void {
    for (const { store } of this.all) store.clear();
    for (const writes of this.behind) writes.lose();
  }

  drop(goes: (key: number) => boolean): void {
    for (const { store } of this.all) store.drop(goes);
  }

  /** One process of a caller begins anew, with nothing. */
  restart(caller: string, process: number): void {
    this.holders.get(caller)?.[process]?.store.clear();
  }

  /** Takes writes before the source has them, which are lost when it is emptied. */
  writes(behind: WriteBehind): void {
    this.behind.push(behind);
  }

  lookUp(key: KeyOf, holders: Holders, answered: Answered): KeyLookUp {
    return new KeyLookUp(this, key, holders, answered);
  }

  /** No process holds the key any more, but those where that is lost. */
  invalidate(request: RequestId, key: number, losses: Losses | null): void {
    this.reaches(request, losses, (store) => store.invalidate(key));
  }

  /** Those that hold the key hold its newest version from now on, but where that is lost. */
  update(request: RequestId, key: number, losses: Losses | null): void {
    this.reaches(request, losses, (store) => {
      if (store.holds(key)) this.put(store, request, key, this.flow.simulation.nowMs);
    });
  }

  /** @param readMs when what the request knows was read from the source */
  put(store: KeyStore, request: RequestId, key: number, readMs: number): void {
    this.counts.fills++;
    store.fill(key, readMs, this.untilMs(request), this.versionKnownTo(request, key));
  }

  untilMs(request: RequestId): number {
    const { ttlMs } = this.options;
    if (ttlMs === null) return Number.POSITIVE_INFINITY;
    const { number, visit, simulation } = this.flow;
    return simulation.nowMs + ttlMs.next(number.at[request], visit.at[request]);
  }

  /** Notes how fresh what a request read on a miss is. */
  served(request: RequestId, key: number): void {
    const { versions } = this.options;
    versions?.freshness.read(request, versions.datum, key, this.versionKnownTo(request, key));
  }

  private versionKnownTo(request: RequestId, key: number): number {
    const { versions } = this.options;
    if (versions === null) return 0;
    const seen = versions.datum.seen.at[request];
    return seen >= 0 ? seen : versions.datum.versions.latest(key);
  }

  private reaches(request: RequestId, losses: Losses | null, act: (store: KeyStore) => void): void {
    const { number, visit } = this.flow;
    if (losses !== null) losses.stream.draw(number.at[request], visit.at[request]);
    for (const { store } of this.all) {
      const isLost = losses !== null && losses.stream.unit < losses.share;
      losses?.stream.more();
      if (!isLost) act(store);
    }
  }
}
