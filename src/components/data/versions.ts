/**
 * The versions of the keys of some data: every write makes a new one.
 *
 * A version is the number of its write, over all keys, from 1; ORIGINAL is what a key had before. Each version knows when
 * the next of its key was written, so that whether a read missed a write, and since when, takes one look.
 */
import type { RequestId } from "../../engine/request-table.js";

export type Version = number;
export const ORIGINAL: Version = 0;

const REMEMBERED = 1 << 18; // Writes by request: more than can be of requests that still read.

export class Versions {
  readonly keys: number;
  private readonly first: Int32Array; // By key.
  private readonly last: Int32Array;
  private writtenMs = new Float64Array(1024); // By version.
  private following = new Int32Array(1024); // The next of the same key; 0: none.
  private written = 0;
  private readonly lastOfWho = new Map<number, Version>();
  private lastOfRequest = new Map<number, Version>();
  private lastOfEarlier = new Map<number, Version>();

  constructor(keys: number) {
    this.keys = keys;
    this.first = new Int32Array(keys);
    this.last = new Int32Array(keys);
  }

  /** How many there are: the last version of all. */
  get count(): Version {
    return this.written;
  }

  /** The last version of a key that is not after `most`. @param from an earlier one of the key, where to begin */
  lastUpTo(key: number, from: Version, most: Version): Version {
    let version = from;
    for (;;) {
      const next = version === ORIGINAL ? this.first[key] : this.following[version];
      if (next === ORIGINAL || next > most) return version;
      version = next;
    }
  }

  latest(key: number): Version {
    return this.last[key];
  }

  /** @param request number of the writing request @param who whose it is; −1: not known */
  write(key: number, request: RequestId, who: number, nowMs: number): Version {
    const version = ++this.written;
    if (version === this.writtenMs.length) this.grow();
    this.writtenMs[version] = nowMs;
    const before = this.last[key];
    if (before === ORIGINAL) this.first[key] = version;
    else this.following[before] = version;
    this.last[key] = version;
    if (who >= 0) this.lastOfWho.set(this.pair(who, key), version);
    if (this.lastOfRequest.size === REMEMBERED) {
      this.lastOfEarlier = this.lastOfRequest;
      this.lastOfRequest = new Map();
    }
    this.lastOfRequest.set(this.pair(request >>> 0, key), version);
    return version;
  }

  /** A version that is gone, as if it had never been written. */
  lose(key: number, version: Version): void {
    let before = ORIGINAL;
    for (let each = this.first[key]; each !== version; each = this.following[each]) {
      if (each === ORIGINAL) return; // It is gone already.
      before = each;
    }
    if (before === ORIGINAL) this.first[key] = this.following[version];
    else this.following[before] = this.following[version];
    if (this.last[key] === version) this.last[key] = before;
  }

  /** Whether a newer version of this key has been written. */
  isStale(key: number, version: Version): boolean {
    return version < this.last[key];
  }

  /** When the first write came that a stale version lacks [ms]. */
  staleSinceMs(key: number, version: Version): number {
    return this.writtenMs[version === ORIGINAL ? this.first[key] : this.following[version]];
  }

  /** Whether this version lacks a write of the key by this request. */
  lacksOfRequest(key: number, version: Version, request: RequestId): boolean {
    const pair = this.pair(request >>> 0, key);
    return (this.lastOfRequest.get(pair) ?? this.lastOfEarlier.get(pair) ?? ORIGINAL) > version;
  }

  /** Whether this version lacks a write of the key by this customer. */
  lacksOfWho(key: number, version: Version, who: number): boolean {
    return who >= 0 && (this.lastOfWho.get(this.pair(who, key)) ?? ORIGINAL) > version;
  }

  /** Exact below 2⁵³: of at most 2²¹ keys. */
  private pair(of: number, key: number): number {
    return of * this.keys + key;
  }

  private grow(): void {
    const [writtenMs, following] = [new Float64Array(2 * this.written), new Int32Array(2 * this.written)];
    writtenMs.set(this.writtenMs);
    following.set(this.following);
    [this.writtenMs, this.following] = [writtenMs, following];
  }
}
