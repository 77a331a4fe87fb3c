/** Options for the keys that requests look up, and those that a cache holds. */
import { z } from "zod";
import { type Popularity, popularityOf } from "../../../components/data/popularity.js";
import { type Idle, sayIdle } from "../../check/no-effect.js";
import type { Path, Sense } from "../../check/sense.js";
import { count, countOrUnlimited, duration, number } from "../../language/values/index.js";

export const keysOptions = () => ({
  keys: z
    .strictObject({
      count: count({ min: 1, max: 1_000_000 }).describe("Different keys"),
      zipf: number({ min: 0, max: 10 }).prefault(1).describe("Exponent of Zipf's law; 0 asks for all alike"),
    })
    .optional()
    .describe("What is asked for, instead of a hit rate; the cache is empty at first"),
  capacity: countOrUnlimited({ min: 1 }).prefault("unlimited").describe("Keys it holds"),
  keeps: z
    .enum(["latest", "most-popular"])
    .default("latest")
    .describe("When it is full: drops the key that was not used for longest (LRU), or is never wrong (perfect LFU)"),
  ttl: duration({ above: 0, fixed: "every key is held equally long" })
    .optional()
    .describe("How long it holds a key; without it, for ever"),
  expires: z
    .enum(["after-fill", "after-use"])
    .default("after-fill")
    .describe("Whether that counts from the fill, or anew from every hit"),
});

export interface KeysOptions {
  readonly keys?: { readonly count: number; readonly zipf: number } | undefined;
  readonly capacity: number;
  readonly keeps: "latest" | "most-popular";
  readonly ttl?: number | undefined;
  readonly expires: "after-fill" | "after-use";
}

export const popularityIn = ({ count, zipf }: NonNullable<KeysOptions["keys"]>): Popularity =>
  popularityOf(count, { kind: "zipf", exponent: zipf });

/** The highest hit rate at this capacity: always holding the most popular keys. */
export function bestHitRate({ keys, capacity }: KeysOptions): number {
  return keys === undefined || capacity >= keys.count ? 1 : popularityIn(keys).shareUpTo(capacity - 1);
}

function idleInCache({ keys, capacity, keeps, ttl, expires }: KeysOptions): Idle[] {
  const byChance = "without `keys`, each look-up hits or misses by chance";
  const isNeverFull = keys !== undefined && capacity >= keys.count;
  return [
    ["keeps", keys === undefined && keeps !== "latest", byChance],
    ["expires", keys === undefined && expires !== "after-fill", byChance],
    ["keeps", isNeverFull && keeps !== "latest", "it is never full"],
    ["expires", keys !== undefined && ttl === undefined && expires !== "after-fill", "without a `ttl`, no key expires"],
  ];
}

export function checkKeys(
  sense: Sense,
  path: Path,
  options: KeysOptions & { readonly hit?: number | undefined },
): void {
  const { hit, keys, capacity, ttl } = options;
  if ((hit === undefined) === (keys === undefined)) sense.error(path, "give either a `hit` rate or `keys`");
  sayIdle(sense, path, idleInCache(options));
  if (keys !== undefined) return;
  if (capacity !== Number.POSITIVE_INFINITY) sense.error([...path, "capacity"], "a capacity needs `keys`");
  if (ttl !== undefined) sense.error([...path, "ttl"], "a time to live needs `keys`");
}
