/**
 * The keys in a cache: limited in number or bytes, and in age. Keys are numbered from the most popular, 0.
 *
 * Held keys stand in places 0 … `held` − 1, so that what is known of them takes memory by the capacity, not by the number
 * of keys, and one at random is found at once.
 */
import type { Eviction } from "./evictions/eviction.js";

export const ABSENT = -1;

export interface KeyStoreOptions {
  readonly keys: number;
  readonly capacity: number; // ≥ 1; Infinity: unlimited.
  readonly sizeOf: ((key: number) => number) | null; // In bytes: the capacity is then one in bytes.
  readonly evicts: Eviction | null; // Null: keeps the most popular keys, which no policy beats (perfect LFU).
  readonly staleMs: number; // How long it goes on serving a key that has expired.
  readonly isVersioned: boolean; // Whether it keeps which version of a key it holds.
}

/** How many keys it holds at most. */
export const placesOf = ({ keys, capacity, sizeOf }: Pick<KeyStoreOptions, "keys" | "capacity" | "sizeOf">): number =>
  sizeOf === null ? Math.min(keys, capacity) : keys;

export class KeyStore {
  held = 0;
  evictions = 0;
  /** By place. */
  readonly expiresMs: Float64Array;
  readonly readMs: Float64Array; // When it was read from the source.
  readonly version: Int32Array; // Empty without versions.
  private readonly options: KeyStoreOptions;
  private readonly keyAt: Int32Array; // By place.
  private readonly placeOf: Int32Array; // By key, from 1; 0: not in the cache.
  private readonly limit: number; // Of the keys' numbers, if it keeps the most popular.
  private used = 0; // Keys or bytes.

  constructor(options: KeyStoreOptions) {
    this.options = options;
    const places = placesOf(options);
    this.expiresMs = new Float64Array(places);
    this.readMs = new Float64Array(places);
    this.version = new Int32Array(options.isVersioned ? places : 0);
    this.keyAt = new Int32Array(places);
    this.placeOf = new Int32Array(options.keys);
    this.limit = options.evicts === null ? mostPopular(options) : Number.POSITIVE_INFINITY;
  }

  /** The place of a key that may be served; ABSENT if it is not held, or was for too long. */
  find(key: number, nowMs: number): number {
    const place = this.placeOf[key] - 1;
    if (place === ABSENT || nowMs < this.expiresMs[place] + this.options.staleMs) return place;
    this.remove(place);
    return ABSENT;
  }

  use(place: number): void {
    this.options.evicts?.used(place);
  }

  /** Holds a key from now on, in place of others if need be. @returns its place, ABSENT if there is no room for it */
  fill(key: number, readMs: number, expiresMs: number, version = 0): number {
    const { capacity, evicts } = this.options;
    let place = this.placeOf[key] - 1;
    if (place === ABSENT) {
      const size = this.sizeOf(key);
      if (key >= this.limit || size > capacity) return ABSENT;
      while (evicts !== null && this.used + size > capacity) {
        this.remove(evicts.victim(this.held));
        this.evictions++;
      }
      place = this.held++;
      this.used += size;
      this.keyAt[place] = key;
      this.placeOf[key] = place + 1;
      evicts?.added(place);
    } else this.use(place); // Two requests missed it concurrently.
    this.expiresMs[place] = expiresMs;
    this.readMs[place] = readMs;
    if (this.options.isVersioned) this.version[place] = version;
    return place;
  }

  holds(key: number): boolean {
    return this.placeOf[key] > 0;
  }

  /** What it holds of a key is this version. */
  knowsVersion(key: number, version: number): void {
    if (this.options.isVersioned && this.holds(key)) this.version[this.placeOf[key] - 1] = version;
  }

  invalidate(key: number): void {
    if (this.holds(key)) this.remove(this.placeOf[key] - 1);
  }

  clear(): void {
    this.drop(() => true);
  }

  drop(goes: (key: number) => boolean): void {
    for (let place = this.held - 1; place >= 0; place--) if (goes(this.keyAt[place])) this.remove(place);
  }

  private sizeOf(key: number): number {
    return this.options.sizeOf?.(key) ?? 1;
  }

  private remove(place: number): void {
    const { evicts } = this.options;
    const key = this.keyAt[place];
    evicts?.removed(place);
    this.placeOf[key] = 0;
    this.used -= this.sizeOf(key);
    const last = --this.held;
    if (place === last) return;
    this.keyAt[place] = this.keyAt[last];
    this.placeOf[this.keyAt[place]] = place + 1;
    this.expiresMs[place] = this.expiresMs[last];
    this.readMs[place] = this.readMs[last];
    if (this.options.isVersioned) this.version[place] = this.version[last];
    evicts?.moved(last, place);
  }
}

/** How many of the most popular keys there is room for. */
function mostPopular({ keys, capacity, sizeOf }: KeyStoreOptions): number {
  if (sizeOf === null) return Math.min(keys, capacity);
  let key = 0;
  for (let bytes = sizeOf(0); key < keys && bytes <= capacity; bytes += sizeOf(key)) key++;
  return key;
}
