/**
 * Keeps measurements as files, one a job: compact, exact (infinities and −0 too), and safe to read back after any
 * accident. What cannot be read is simulated again; what cannot be written is not kept.
 */

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { threadId } from "node:worker_threads";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Measurements } from "../../model/wiring/measurements.js";
import { type Packed, pack, unpack } from "./packed.js";

export interface Cache {
  readonly folder: string;
  /** What cannot be read is removed. */
  read(key: string): Measurements | null;
  /** Whether something is there: after `read` gave null, what was written since. */
  has(key: string): boolean;
  write(key: string, measured: Measurements): void;
  /** Removes what was not read or written for long, and of the rest the least recently used, down to the limit. */
  prune(limits?: { bytes: number; files?: number; ms: number }): void;
  /** Why something could not be kept; null if all was. */
  readonly problem: string | null;
}

const LIMITS = { bytes: 2e9, files: 100_000, ms: 30 * 24 * 3600 * 1000 }; // A search may take thousands of short runs.
const OURS = /^[0-9a-f]{2}[\\/]\.?[0-9a-f]{64}/; // Nothing else in the folder is touched.

/** @param nowMs wall clock, by which entries age */
export function cacheFolder(folder: string, nowMs: () => number): Cache {
  let problem: string | null = null;
  const fileOf = (key: string): string => entryFile(folder, key);
  return {
    folder,
    read(key) {
      const file = fileOf(key);
      if (!existsSync(file)) return null;
      try {
        const found = decode(key, readFileSync(file));
        if (found === null) remove(file);
        else utimesSync(file, nowMs() / 1000, nowMs() / 1000);
        return found;
      } catch {
        remove(file);
        return null;
      }
    },
    has: (key) => existsSync(fileOf(key)),
    write(key, measured) {
      problem = writeEntry(folder, key, measured) ?? problem;
    },
    prune({ bytes, files = LIMITS.files, ms } = LIMITS) {
      let total = 0;
      for (const [i, { file, size, usedMs }] of entries(folder).entries()) {
        total += size;
        if (total > bytes || i >= files || nowMs() - usedMs > ms) remove(file);
      }
    },
    get problem() {
      return problem;
    },
  };
}

const entryFile = (folder: string, key: string): string => join(folder, key.slice(0, 2), key);

/** The whole entry or none. @returns why it could not be written, null if it was */
export function writeEntry(folder: string, key: string, measured: Measurements): string | null {
  const file = entryFile(folder, key);
  const unfinished = join(dirname(file), `.${key}.${process.pid}.${threadId}`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, encode(key, measured));
    renameSync(unfinished, file);
    return null;
  } catch (failure) {
    remove(unfinished);
    return failure instanceof Error ? failure.message : String(failure);
  }
}

/** If that can be done; if not, a later `prune` will. */
function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

/** Most recently used first; another process may remove some meanwhile. */
function entries(folder: string): { file: string; size: number; usedMs: number }[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => OURS.test(name))
      .flatMap((name) => {
        const file = join(folder, name);
        const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: Number.NaN };
        return Number.isNaN(mtimeMs) ? [] : [{ file, size, usedMs: mtimeMs }];
      })
      .sort((a, b) => b.usedMs - a.usedMs);
  } catch {
    return [];
  }
}

const HASH_BYTES = 32;
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }; // Half the time of deflate’s quickest, and smaller.

/** @param key of the job, so that an entry under another name is not believed */
export function encode(key: string, measured: Measurements): Buffer {
  const content = brotliCompressSync(serialize(pack(measured)), QUICK);
  return Buffer.concat([hashOf(key, content), content]);
}

/** @returns null of anything but the whole of what was encoded for this key */
export function decode(key: string, entry: Buffer): Measurements | null {
  const content = entry.subarray(HASH_BYTES);
  if (!hashOf(key, content).equals(entry.subarray(0, HASH_BYTES))) return null;
  return unpack(deserialize(brotliDecompressSync(content)) as Packed);
}

const hashOf = (key: string, content: Buffer): Buffer => createHash("sha256").update(key).update(content).digest();
