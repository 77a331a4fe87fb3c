/** What a cache holds, for as long as it takes to say whether a look-up hits. */
import type { Flow } from "../../engine/flow.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import type { KeyStore } from "./key-store.js";
import { keyAt } from "./popularity.js";

/** One place that looks up. */
export interface LookUp {
  isHit(request: RequestId): boolean;
  /** After a miss: what was fetched is put in. Null where nothing is kept. */
  readonly fill: ((request: RequestId) => void) | null;
}

export interface CacheContents {
  /** How often something was put in; null where nothing is kept. */
  readonly fills: (() => number) | null;
  lookUp(stream: RandomStream): LookUp;
}

/** Nothing in particular: each look-up hits by chance, whatever came before it. */
export class ByChance implements CacheContents {
  private readonly flow: Flow;
  private readonly hitRate: number;
  readonly fills = null;

  constructor(flow: Flow, hitRate: number) {
    this.flow = flow;
    this.hitRate = hitRate;
  }

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
  private readonly upTo: Float64Array;
  private readonly store: KeyStore;
  private filled = 0;
  readonly fills = (): number => this.filled;

  /** @param upTo cumulated shares of the keys, the most popular first */
  constructor(flow: Flow, upTo: Float64Array, store: KeyStore) {
    this.flow = flow;
    this.upTo = upTo;
    this.store = store;
  }

  lookUp(stream: RandomStream): LookUp {
    const { number, visit, requests, simulation } = this.flow;
    const key = requests.int32();
    return {
      isHit: (request) => {
        key.at[request] = keyAt(this.upTo, stream.uniform(number.at[request], visit.at[request]));
        return this.store.use(key.at[request], simulation.nowMs);
      },
      fill: (request) => {
        this.filled++;
        this.store.fill(key.at[request], simulation.nowMs);
      },
    };
  }
}
