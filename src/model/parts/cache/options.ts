/** How a file describes a cache. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import { distribution, percent } from "../../language/values/index.js";
import { memoryOption } from "../shared/memory.js";
import { KEYS_EFFECTS, keysOptions } from "./keys.js";

export const cacheOptions = () =>
  z.strictObject({
    hit: percent().optional().describe("Hit rate, the same whatever came before"),
    ...keysOptions(),
    memory: memoryOption("of the cache"),
    time: distribution().prefault("1ms").describe("Time of a look-up, hit or miss"),
  });

export type CacheOptions = z.output<ReturnType<typeof cacheOptions>>;

export const CACHE_EFFECTS: Effects<CacheOptions> = {
  hit: "known",
  ...KEYS_EFFECTS,
  memory: "known",
  time: "known",
};
