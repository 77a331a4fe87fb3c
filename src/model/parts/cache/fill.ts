/** How long a cache by keys takes to fill, by the rate at which it is asked. */
import { meanOf } from "../../../engine/random/moments.js";
import { leastLookUps, lookUpsUntil, once } from "./hit-rate.js";
import { type Asked, type KeysOptions, keysHeld } from "./keys.js";

const FEW_MISSES = 0.01; // Share of look-ups; the long tail beyond matters little.

/**
 * The look-ups n until a cache is warm. Until it is full, whatever it evicts then: Σ 1 − e^(−pᵢ n) = capacity, which is
 * also how long LRU remembers a key. With room for all keys: until one look-up in a hundred misses, Σ pᵢ e^(−pᵢ n) = 0.01.
 * If it keeps what is asked for most: until the last of them is expected. Source: Che, Tung & Wang, IEEE JSAC 20 (2002).
 */
export function lookUpsToFill(asked: Asked | null, options: KeysOptions): number {
  if (asked === null) return 0;
  const { popularity } = asked;
  const held = keysHeld(asked, options);
  const keepsTheMostAsked = options.keeps === "perfect-LFU" || options.keeps === "LFU";
  if (held < popularity.keys && keepsTheMostAsked) return 1 / popularity.shareOf(held - 1);
  return once(popularity, `fills ${held}`, () =>
    held < popularity.keys
      ? lookUpsUntil(popularity, held)
      : leastLookUps(popularity, (n) => {
          let missed = 0;
          for (let key = 0; key < popularity.keys; key++) {
            const share = popularity.shareOf(key);
            missed += share * Math.exp(-share * n);
          }
          return missed <= FEW_MISSES;
        }),
  );
}

/** Time until it is warm, at most until keys expire [ms]. @param perMs look-ups per ms */
export const fillMs = (asked: Asked | null, options: KeysOptions, perMs: number): number =>
  asked === null || !(perMs > 0)
    ? 0
    : Math.min(
        lookUpsToFill(asked, options) / perMs,
        options.ttl === undefined ? Number.POSITIVE_INFINITY : meanOf(options.ttl),
      );
