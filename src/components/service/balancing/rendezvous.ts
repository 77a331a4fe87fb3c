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
    const { instances, salts } = this;
    const key = scramble((this.keyOf.of(request) + SALT) | 0);
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
