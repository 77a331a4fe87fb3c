/** Options for the keys that requests look up, and those that a cache holds. */
import { z } from "zod";
import { type Popularity, popularityOf } from "../../../components/data/popularity.js";
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { meanOf } from "../../../engine/random/moments.js";
import type { Effects } from "../../language/effects.js";
import type { Model } from "../../language/model.js";
import { name } from "../../language/policies.js";
import {
  count,
  countOrSize,
  distribution,
  distributionOf,
  duration,
  number,
  percent,
  SIZE,
} from "../../language/values/index.js";

/** By the names that a file may use. */
const KEEPS = {
  LRU: "LRU",
  FIFO: "FIFO",
  random: "random",
  LFU: "LFU",
  "perfect-LFU": "perfect-LFU",
  "sampled-LRU": "sampled-LRU",
  latest: "LRU",
  "most-popular": "perfect-LFU",
} as const;

export type Keeps = (typeof KEEPS)[keyof typeof KEEPS];

export const keysOptions = () => ({
  of: name().optional().describe("The data that it holds: a name in `data`, the same that its misses query"),
  keys: z
    .strictObject({
      count: count({ min: 1, max: 1_000_000 }).describe("Different keys"),
      zipf: number({ min: 0, max: 10 }).prefault(1).describe("Exponent of Zipf's law; 0 asks for all alike"),
      size: distributionOf(SIZE).optional().describe("Size of what belongs to a key, drawn once for each"),
    })
    .optional()
    .describe("Keys of its own, where `data` names none; the cache is empty at first"),
  capacity: countOrSize({ min: 1 })
    .prefault("unlimited")
    .describe("What it holds at most: keys, or bytes as in `32MB`"),
  keeps: z
    .enum(Object.keys(KEEPS) as (keyof typeof KEEPS)[])
    .transform((name): Keeps => KEEPS[name])
    .prefault("LRU")
    .describe(
      "What goes when it is full: the key not used for longest (`LRU`), the first that came (`FIFO`), any (`random`), the one used least often since it came, whatever was before (`LFU`), the least recently used of five drawn, as in Redis (`sampled-LRU`); or it keeps the most popular and is never wrong (`perfect-LFU`). Also `latest`, which is LRU, and `most-popular`, which is perfect LFU",
    ),
  ttl: distribution()
    .optional()
    .describe(
      "How long it holds a key; without it, for ever. A distribution such as `uniform(50s, 70s)` draws it anew each time, so that keys do not expire together",
    ),
  expires: z
    .enum(["after-fill", "after-use"])
    .default("after-fill")
    .describe("Whether the `ttl` counts from the fill, or anew from every hit"),
  "stale-while-revalidate": duration({ above: 0 })
    .optional()
    .describe("How long an expired key is still served, while it is fetched anew in the background"),
  fill: z
    .enum(["all-at-once", "one-at-a-time"])
    .default("all-at-once")
    .describe(
      "Whether every request that misses a key fetches it, or only the first does and the others wait for it; if that fetch fails, they fail too (`fetch-failed`)",
    ),
  per: z
    .enum(["all", "instance"])
    .default("all")
    .describe("One cache for all callers, or one in each instance of a caller, each with contents of its own"),
  absent: percent().prefault("0%").describe("Share of the keys that have no value"),
  "caches-absent": z.boolean().default(false).describe("Whether it remembers that a key has no value"),
  "on-write": z
    .enum(["nothing", "invalidates", "updates"])
    .default("nothing")
    .describe(
      "What happens in the cache when a write of its data commits: nothing; the key is removed; or it gets the new value",
    ),
  lost: percent().prefault("0%").describe("Share of the changes of `on-write` that never arrive"),
});

export const KEYS_EFFECTS: Effects<KeysOptions> = {
  of: "by chance",
  keys: "by chance",
  capacity: "known",
  keeps: "known",
  ttl: "known",
  expires: "known",
  "stale-while-revalidate": "known",
  fill: "known",
  per: "known",
  absent: "known",
  "caches-absent": "known",
  "on-write": "known",
  lost: "known",
};

export interface KeysOptions {
  readonly of?: string | undefined;
  readonly keys?:
    | { readonly count: number; readonly zipf: number; readonly size?: DistributionSpec | undefined }
    | undefined;
  readonly capacity: number | { readonly bytes: number };
  readonly keeps: Keeps;
  readonly ttl?: DistributionSpec | undefined;
  readonly expires: "after-fill" | "after-use";
  readonly "stale-while-revalidate"?: number | undefined;
  readonly fill: "all-at-once" | "one-at-a-time";
  readonly per: "all" | "instance";
  readonly absent: number;
  readonly "caches-absent": boolean;
  readonly "on-write": "nothing" | "invalidates" | "updates";
  readonly lost: number;
}

/** What is asked for. */
export interface Asked {
  readonly popularity: Popularity;
  readonly size: DistributionSpec | undefined; // Bytes of a key.
}

/** Null: hits and misses are by chance. */
export function askedOf({ of, keys }: Pick<KeysOptions, "of" | "keys">, { data }: Pick<Model, "data">): Asked | null {
  if (of !== undefined && Object.hasOwn(data, of)) {
    const { keys: count, popularity, size } = data[of];
    return { popularity: popularityOf(count, popularity), size };
  }
  if (keys === undefined) return null;
  return { popularity: popularityOf(keys.count, { kind: "zipf", exponent: keys.zipf }), size: keys.size };
}

/** How many keys it holds, of the mean size; at most as many as there are. */
export function keysHeld({ popularity, size }: Asked, { capacity }: KeysOptions): number {
  if (typeof capacity === "number") return Math.min(popularity.keys, capacity);
  const each = size === undefined ? 0 : meanOf(size);
  return each === 0 ? popularity.keys : Math.max(1, Math.min(popularity.keys, Math.floor(capacity.bytes / each)));
}
