/** The contents of a cache, in as much detail as hits and misses need. */
import type { Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Popularity } from "../data/popularity.js";
import type { KeyStore } from "./key-store.js";

/** One call site of look-ups. */
export interface LookUp {
  isHit(request: RequestId): boolean;
  /** After a miss, stores the key. Null if nothing is stored. */
  readonly fill: ((request: RequestId) => void) | null;
}

export interface CacheContents {
  /** Number of insertions; null if nothing is stored. */
  readonly fills: (() => number) | null;
  lookUp(stream: RandomStream): LookUp;
  /** Nothing is held any more. */
  flush(): void;
  /** Nor is what goes, of the keys held. */
  drop(goes: (key: number) => boolean): void;
}

/** No keys: each look-up hits independently with a given probability. */
export class ByChance implements CacheContents {
  private readonly flow: Flow;
  private hitRate: number;
  readonly fills = null;

  constructor(flow: Flow, hitRate: number) {
    this.flow = flow;
    this.hitRate = hitRate;
  }

  become(hitRate: number): void {
    this.hitRate = hitRate;
  }

  flush(): void {}
  drop(): void {}

  lookUp(stream: RandomStream): LookUp {
    const { number, visit } = this.flow;
    return {
      isHit: (request) => stream.uniform(number.at[request], visit.at[request]) < this.hitRate,
      fill: null,
    };
  }
}

/** Keys of unequal popularity, drawn independently: the independent reference model. */
export class ByKey implements CacheContents {
  private readonly flow: Flow;
  private readonly popularity: Popularity;
  private readonly store: KeyStore;
  private filled = 0;
  readonly fills = (): number => this.filled;

  constructor(flow: Flow, popularity: Popularity, store: KeyStore) {
    this.flow = flow;
    this.popularity = popularity;
    this.store = store;
  }

  flush(): void {
    this.store.clear();
  }

  drop(goes: (key: number) => boolean): void {
    this.store.drop(goes);
  }

  lookUp(stream: RandomStream): LookUp {
    const { number, round, requests, simulation } = this.flow;
    const key = requests.int32();
    return {
      isHit: (request) => {
        key.at[request] = this.popularity.keyAt(stream.uniform(number.at[request], round.at[request]));
        return this.store.use(key.at[request], simulation.nowMs);
      },
      fill: (request) => {
        this.filled++;
        this.store.fill(key.at[request], simulation.nowMs);
      },
    };
  }
}
