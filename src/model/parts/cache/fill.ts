/** How long a cache by keys takes to fill, by the rate at which it is asked. */
import { type KeysOptions, popularityIn } from "./keys.js";

const FEW_MISSES = 0.01; // Share of look-ups; the long tail beyond matters little.
const HALVINGS = 60;

/**
 * The look-ups n until a cache is warm. LRU: Σ 1 − e^(−pᵢ n) = capacity, which is also how long it remembers a key. With
 * room for all keys: until one look-up in a hundred misses, Σ pᵢ e^(−pᵢ n) = 0.01. If it keeps the most popular: until the
 * last of them is expected. Source: Che, Tung & Wang, IEEE JSAC 20 (2002).
 */
export function lookUpsToFill(options: KeysOptions): number {
  const { keys, capacity, keeps } = options;
  if (keys === undefined) return 0;
  const name = [keys.count, keys.zipf, capacity, keeps].join(" ");
  const found = known.get(name) ?? solved(options, keys);
  known.set(name, found);
  return found;
}

const known = new Map<string, number>(); // Sums over all keys, many times; every change of a model asks again.

function solved({ capacity, keeps }: KeysOptions, keys: NonNullable<KeysOptions["keys"]>): number {
  const popularity = popularityIn(keys);
  if (capacity < keys.count && keeps === "most-popular") return 1 / popularity.shareOf(capacity - 1);
  const isFull = (n: number): boolean => {
    let held = 0;
    let missed = 0;
    for (let i = 0; i < keys.count; i++) {
      const p = popularity.shareOf(i);
      const absent = Math.exp(-p * n);
      held += 1 - absent;
      missed += p * absent;
    }
    return capacity < keys.count ? held >= capacity : missed <= FEW_MISSES;
  };
  let few = 0;
  let many = keys.count;
  while (!isFull(many)) [few, many] = [many, 2 * many];
  for (let i = 0; i < HALVINGS && many - few > 1; i++) {
    const middle = (few + many) / 2;
    if (isFull(middle)) many = middle;
    else few = middle;
  }
  return many;
}

/** Time until it is warm, at most until keys expire [ms]. @param perMs look-ups per ms */
export const fillMs = (options: KeysOptions, perMs: number): number =>
  options.keys === undefined || !(perMs > 0)
    ? 0
    : Math.min(lookUpsToFill(options) / perMs, options.ttl ?? Number.POSITIVE_INFINITY);
