/** One place where a cache is asked for a key: a hit goes on, a miss fetches it, or waits for one that does. */
import { NOTHING_LEARNED } from "../../engine/flow.js";
import { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type AwaitedRequests, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { Hook, InstantStep } from "../steps/instant-step.js";
import type { ByKey, Held, Holders, KeyOf } from "./by-key.js";
import { type Answered, HIT, type LookUp, MISS } from "./cache-contents.js";
import { ABSENT } from "./key-store.js";
import { Refresh } from "./refresh.js";

const UNKNOWN = 0; // To this cache: it gave no answer.

export class KeyLookUp implements LookUp, Step {
  readonly spends: Spending = { as: "waiting", on: "fetch of the same key" };
  readonly step = this;
  private readonly cache: ByKey;
  private readonly keyOf: KeyOf;
  private readonly holders: Holders;
  private readonly answered: Answered;
  private readonly key: Int32Column;
  private readonly absence: Int32Column; // Which it ends; or UNKNOWN.
  private refresh: Refresh | null = null;

  constructor(cache: ByKey, keyOf: KeyOf, holders: Holders, answered: Answered) {
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
    this.absence.at[request] = UNKNOWN;
    if (this.answered !== null && this.answered.at[request] === 0) return MISS;
    const key = this.keyOf.of(request);
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

  fetch(program: Program, miss: () => void, isServed = true): void {
    const fetch = new Fetch(this.cache.flow.requests.int32(), (request, isThere) => this.end(request, isThere));
    program.within(fetch, () => {
      miss();
      program.add(new Hook((request) => this.fill(request, fetch.isThere, isServed)));
    });
  }

  /** Writes what refreshes a key that has expired, which is served meanwhile. @param inherited columns that it takes over */
  refreshes(inherited: readonly Int32Column[], miss: (program: Program) => void): void {
    const { flow } = this.cache;
    const program = new Program(flow);
    const columns = [this.key, this.holders.which, ...inherited];
    this.refresh = new Refresh(flow, columns, program, () => this.fetch(program, () => miss(program), false));
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
    const { readAtMs, versions } = options;
    ageMs.record(nowMs - readMs);
    if (readAtMs !== null) readAtMs.at[request] = earlier(readAtMs.at[request], readMs);
    if (versions !== null) versions.freshness.read(request, versions.datum, key, store.version[place]);
    store.use(place);
    if (nowMs >= store.expiresMs[place]) {
      counts.expired++;
      if (this.refresh !== null && !fetches.isUnderWay(key)) this.begin(this.refresh.start(request));
    } else if (options.renews) store.expiresMs[place] = this.cache.untilMs(request);
  }

  private begin(request: RequestId): void {
    const { readAtMs, versions } = this.cache.options;
    this.absence.at[request] = this.heldFor(request).fetches.begin(this.key.at[request], request);
    if (readAtMs !== null) readAtMs.at[request] = NOTHING_LEARNED;
    if (versions !== null) versions.datum.seen.at[request] = NOTHING_LEARNED;
  }

  private fill(request: RequestId, isThere: Int32Column, isServed: boolean): void {
    const { flow, options } = this.cache;
    if (this.absence.at[request] === UNKNOWN) return;
    isThere.at[request] = 1;
    const key = this.key.at[request];
    const { readAtMs } = options;
    const { nowMs } = flow.simulation;
    const readMs = readAtMs === null ? nowMs : earlier(readAtMs.at[request], nowMs);
    if (readAtMs !== null) readAtMs.at[request] = readMs;
    if (isServed) this.cache.served(request, key);
    if (options.isVoid(key)) return;
    this.cache.put(this.heldFor(request).store, request, key, readMs);
  }

  private end(request: RequestId, isThere: boolean): void {
    const id = this.absence.at[request];
    if (id !== UNKNOWN) this.heldFor(request).fetches.end(this.key.at[request], id, request, isThere);
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
