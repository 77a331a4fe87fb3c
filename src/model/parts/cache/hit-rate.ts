/**
 * How often a cache hits that is asked for its keys independently (the independent reference model), in closed forms.
 *
 * - LRU of C keys: Σ pᵢ(1 − e^(−pᵢτ)) with Σ 1 − e^(−pᵢτ) = C (Che, Tung & Wang, IEEE JSAC 20, 2002);
 * - FIFO and random: Σ pᵢ·pᵢτ/(1 + pᵢτ) with Σ pᵢτ/(1 + pᵢτ) = C (Fricker, Robert & Roberts, ITC 2012);
 * - perfect LFU: the share of the C most popular;
 * - a time to live T at λ look-ups per ms: from the fill Σ pᵢ·λpᵢT/(1 + λpᵢT), from the latest use Σ pᵢ(1 − e^(−λpᵢT))
 *   (Jung, Berger & Balakrishnan, INFOCOM 2003).
 */
import type { Popularity } from "../../../components/data/popularity.js";
import { meanOf } from "../../../engine/random/moments.js";
import { type Asked, type KeysOptions, keysHeld } from "./keys.js";

const PRECISION = 1e-6;
const known = new WeakMap<Popularity, Map<string, number>>(); // Sums over all keys, many times; often asked again.

/** The same for the same keys is found once. */
export function once(popularity: Popularity, name: string, find: () => number): number {
  const all = known.get(popularity) ?? new Map<string, number>();
  known.set(popularity, all);
  const found = all.get(name) ?? find();
  all.set(name, found);
  return found;
}

/** Whether a key asked for x times in the mean meanwhile is there. */
type Presence = (x: number) => number;

const askedSince: Presence = (x) => -Math.expm1(-x);
const heldFor: Presence = (x) => x / (1 + x);

/** The most that any cache of this capacity hits, whatever it evicts: that always holds the most popular keys. */
export function bestHitRate(asked: Asked | null, options: KeysOptions & { readonly hit?: number | undefined }): number {
  if (asked === null) return options.hit ?? 1;
  const isKnown = typeof options.capacity === "number"; // Of bytes, small keys may be the popular ones.
  return isKnown ? asked.popularity.shareUpTo(keysHeld(asked, options) - 1) : 1;
}

/** @param perMs look-ups per ms; undefined: unknown, so that it counts as if no key expired */
export function expectedHitRate(
  asked: Asked | null,
  options: KeysOptions & { readonly hit?: number | undefined },
  perMs?: number,
): number {
  if (asked === null) return options.hit ?? 1;
  const { ttl, absent, expires } = options;
  const byRoom = byCapacity(asked, options);
  const lasts = ttl === undefined || perMs === undefined ? Number.POSITIVE_INFINITY : perMs * meanOf(ttl);
  const presence = expires === "after-use" ? askedSince : heldFor;
  const byTime = Number.isFinite(lasts) ? shareOfHits(asked.popularity, lasts, presence) : 1;
  return Math.min(byRoom, byTime, bestHitRate(asked, options)) * (options["caches-absent"] ? 1 : 1 - absent);
}

function byCapacity(asked: Asked, options: KeysOptions): number {
  const { popularity } = asked;
  const held = keysHeld(asked, options);
  if (held >= popularity.keys) return 1;
  const { keeps } = options;
  if (keeps === "perfect-LFU" || keeps === "LFU") return popularity.shareUpTo(held - 1); // What LFU comes near to.
  const presence = keeps === "LRU" || keeps === "sampled-LRU" ? askedSince : heldFor;
  return once(popularity, `hits ${held} ${presence === askedSince}`, () =>
    shareOfHits(popularity, lookUpsUntil(popularity, held, presence), presence),
  );
}

function shareOfHits(popularity: Popularity, lookUps: number, presence: Presence): number {
  let hits = 0;
  for (let key = 0; key < popularity.keys; key++) {
    const share = popularity.shareOf(key);
    hits += share * presence(share * lookUps);
  }
  return hits;
}

/** The look-ups until so many keys are there. @param held fewer than there are */
export function lookUpsUntil(popularity: Popularity, held: number, presence: Presence = askedSince): number {
  return leastLookUps(popularity, (n) => {
    let there = 0;
    for (let key = 0; key < popularity.keys; key++) there += presence(popularity.shareOf(key) * n);
    return there >= held;
  });
}

/** @param isEnough also of all that is more */
export function leastLookUps({ keys }: Popularity, isEnough: (lookUps: number) => boolean): number {
  let few = 0;
  let many = keys;
  while (!isEnough(many)) [few, many] = [many, 2 * many];
  while (many - few > PRECISION * many) {
    const middle = (few + many) / 2;
    if (isEnough(middle)) many = middle;
    else few = middle;
  }
  return many;
}
