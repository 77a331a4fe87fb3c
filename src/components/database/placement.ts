/**
 * On which of n shards a key lies.
 *
 * - hash: the hash of the key modulo n;
 * - modulo: the number of the key modulo n;
 * - range: ranges of n-ths of the keys, so that popular keys, which are numbered first, lie side by side;
 * - consistent: every shard has so many points on a circle (virtual nodes), and a key lies on the shard whose point
 *   follows its hash; one shard more takes 1 ÷ (n + 1) of the keys and moves no others.
 *
 * Source: Karger et al., Consistent hashing and random trees (1997).
 */
import { scramble } from "../../engine/random/stream.js";
import type { Popularity } from "../data/popularity.js";

export interface PlacementLaw {
  readonly place: "hash" | "modulo" | "range" | "consistent";
  readonly points: number; // Of each shard, on the circle.
}

export interface Placement {
  readonly shards: number;
  /** Of 0 … n − 1. */
  of(key: number): number;
}

const SALT = 0x5b3d1a77;
const hash = (key: number): number => scramble((key + SALT) | 0) >>> 0;

/** @param keys how many there are */
export function placementOf({ place, points }: PlacementLaw, keys: number, shards: number): Placement {
  if (place === "consistent") return new Circle(shards, points);
  if (place === "hash") return { shards, of: (key) => hash(key) % shards };
  if (place === "modulo") return { shards, of: (key) => key % shards };
  return { shards, of: (key) => Math.floor((key * shards) / keys) };
}

const POINT = 0x1f35c8e9;

class Circle implements Placement {
  readonly shards: number;
  private readonly at: Float64Array; // Of the points, in order.
  private readonly owner: Int32Array;

  constructor(shards: number, points: number) {
    this.shards = shards;
    const all = Array.from({ length: shards * points }, (_, i) => {
      const shard = Math.floor(i / points);
      return { shard, at: scramble(scramble((shard + POINT) | 0) ^ (i % points)) >>> 0 };
    }).sort((a, b) => a.at - b.at || a.shard - b.shard);
    this.at = Float64Array.from(all, ({ at }) => at);
    this.owner = Int32Array.from(all, ({ shard }) => shard);
  }

  of(key: number): number {
    const { at, owner } = this;
    const here = hash(key);
    let [low, high] = [0, at.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at[middle] < here) low = middle + 1;
      else high = middle;
    }
    return owner[low < at.length ? low : 0];
  }
}

/** The share of what is asked that comes to each shard. */
export function sharesOf(placement: Placement, popularity: Popularity): Float64Array {
  const shares = new Float64Array(placement.shards);
  for (let key = 0; key < popularity.keys; key++) shares[placement.of(key)] += popularity.shareOf(key);
  return shares;
}

/** How many keys move from each shard to each, when these become those: of `from` to `to` at [from × to.shards + to]. */
export function movesBetween(before: Placement, after: Placement, keys: number): Int32Array {
  const moves = new Int32Array(before.shards * after.shards);
  for (let key = 0; key < keys; key++) {
    const [from, to] = [before.of(key), after.of(key)];
    if (from !== to) moves[from * after.shards + to]++;
  }
  return moves;
}
