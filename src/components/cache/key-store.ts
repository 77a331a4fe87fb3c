/**
 * The keys in a cache: limited in number and in age.
 *
 * When full, it evicts the least recently used key (LRU), or keeps the most popular ones, which no policy beats
 * (perfect LFU). Keys are numbered from the most popular, 0.
 */
const NONE = -1;

export interface KeyStoreOptions {
  readonly keys: number;
  readonly capacity: number; // ≥ 1; Infinity: unlimited.
  readonly keeps: "latest" | "most-popular";
  readonly ttlMs: number; // Infinity: never expires.
  readonly expires: "after-fill" | "after-use";
}

export class KeyStore {
  private readonly options: KeyStoreOptions;
  private readonly expiresMs: Float64Array; // NaN: not in the cache.
  private readonly newer: Int32Array;
  private readonly older: Int32Array;
  private newest = NONE;
  private oldest = NONE;
  private size = 0;

  constructor(options: KeyStoreOptions) {
    this.options = options;
    this.expiresMs = new Float64Array(options.keys).fill(Number.NaN);
    this.newer = new Int32Array(options.keys);
    this.older = new Int32Array(options.keys);
  }

  /** A look-up: whether the key is present, which then counts as used. */
  use(key: number, nowMs: number): boolean {
    if (!this.isHeld(key)) return false;
    this.remove(key);
    if (nowMs >= this.expiresMs[key]) {
      this.expiresMs[key] = Number.NaN;
      return false;
    }
    this.insert(key);
    if (this.options.expires === "after-use") this.expiresMs[key] = nowMs + this.options.ttlMs;
    return true;
  }

  fill(key: number, nowMs: number): void {
    const { capacity, keeps, ttlMs } = this.options;
    if (keeps === "most-popular" && key >= capacity) return;
    if (this.isHeld(key))
      this.remove(key); // Two requests missed it concurrently.
    else if (this.size === capacity) {
      this.expiresMs[this.oldest] = Number.NaN;
      this.remove(this.oldest);
    }
    this.insert(key);
    this.expiresMs[key] = nowMs + ttlMs;
  }

  clear(): void {
    this.drop(() => true);
  }

  drop(goes: (key: number) => boolean): void {
    for (let key = this.newest; key !== NONE; ) {
      const next = this.older[key];
      if (goes(key)) {
        this.expiresMs[key] = Number.NaN;
        this.remove(key);
      }
      key = next;
    }
  }

  private isHeld(key: number): boolean {
    return !Number.isNaN(this.expiresMs[key]);
  }

  private insert(key: number): void {
    this.newer[key] = NONE;
    this.older[key] = this.newest;
    if (this.newest === NONE) this.oldest = key;
    else this.newer[this.newest] = key;
    this.newest = key;
    this.size++;
  }

  private remove(key: number): void {
    const [newer, older] = [this.newer[key], this.older[key]];
    if (newer === NONE) this.newest = older;
    else this.older[newer] = older;
    if (older === NONE) this.oldest = newer;
    else this.newer[older] = newer;
    this.size--;
  }
}
