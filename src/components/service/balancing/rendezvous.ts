/**
 * Consistent hashing by the highest of all hashes of (key, instance), "rendezvous": every instance gets 1 ÷ n of the keys,
 * and of one that goes, its keys alone move, to all others alike. With a bound, an instance that has more than c times
 * the mean of outstanding requests, ⌈c (m + 1) ÷ n⌉, is passed over for the one with the next highest hash.
 *
 * Sources: Thaler & Ravishankar, Using Name-Based Mappings to Increase Hit Rates (1998); Mirrokni, Thorup & Zadimoghaddam,
 * Consistent Hashing with Bounded Loads (2016), there on a ring.
 */
import { type RandomStream, scramble } from "../../../engine/random/stream.js";
import type { RequestId } from "../../../engine/request-table.js";
import type { KeyOf } from "../../data/datum.js";
import type { Popularity } from "../../data/popularity.js";
import type { Balancing } from "./balancing.js";

const SALT = 0x2c9277b5;
const ROUNDING = 1e-9; // c · m ÷ n may be 3.0000000000000004.

export class Rendezvous implements Balancing {
  private readonly keyOf: KeyOf;
  private readonly bound: number;
  private readonly salts: Int32Array; // By instance.
  private instances: readonly number[];

  /** @param bound c ≥ 1; Infinity: none */
  constructor(keyOf: KeyOf, instances: number, bound: number) {
    this.keyOf = keyOf;
    this.bound = bound;
    this.salts = Int32Array.from({ length: instances }, (_, i) => scramble((i + SALT) | 0));
    this.instances = [...this.salts.keys()];
  }

  among(instances: readonly number[]): void {
    this.instances = instances;
  }

  choose(outstanding: Int32Array, _stream: RandomStream, _number: number, _visit: number, request: RequestId): number {
    return this.placeOf(this.keyOf.of(request), outstanding);
  }

  placeOf(about: number, outstanding: Int32Array): number {
    const { instances, salts } = this;
    const key = scramble((about + SALT) | 0);
    const most = this.bound === Number.POSITIVE_INFINITY ? this.bound : this.mostEach(outstanding);
    let highest = -1;
    let chosen = instances[0];
    for (let i = 0; i < instances.length; i++) {
      const instance = instances[i];
      if (outstanding[instance] >= most) continue;
      const hash = scramble(key ^ salts[instance]) >>> 0;
      if (hash > highest) {
        highest = hash;
        chosen = instance;
      }
    }
    return chosen;
  }

  private mostEach(outstanding: Int32Array): number {
    const { instances, bound } = this;
    let all = 1;
    for (let i = 0; i < instances.length; i++) all += outstanding[instances[i]];
    return Math.ceil((bound * all) / instances.length - ROUNDING);
  }
}

const known = new WeakMap<Popularity, Map<number, readonly number[]>>(); // By the number of instances.

/** The share of the requests that comes to each instance, without a bound. */
export function rendezvousShares(popularity: Popularity, instances: number): readonly number[] {
  const all = known.get(popularity) ?? new Map<number, readonly number[]>();
  known.set(popularity, all);
  const found = all.get(instances);
  if (found !== undefined) return found;
  const policy = new Rendezvous({ of: (key) => key }, instances, Number.POSITIVE_INFINITY);
  const nothing = new Int32Array(instances);
  const shares = Array<number>(instances).fill(0);
  for (let key = 0; key < popularity.keys; key++) shares[policy.placeOf(key, nothing)] += popularity.shareOf(key);
  all.set(instances, shares);
  return shares;
}
