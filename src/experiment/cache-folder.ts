/** Keeps measurements as files, one a job. What cannot be read is simulated again; what cannot be written is not kept. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Measurements } from "../model/measurements.js";
import { decode, encode } from "./cache-entry.js";

export interface Cache {
  read(key: string): Measurements | null;
  write(key: string, measured: Measurements): void;
  /** Removes what was not read or written for long, and of the rest the least recently used, down to the limit. */
  prune(limits?: { bytes: number; ms: number }): void;
  /** Why something could not be kept; null if all was. */
  readonly problem: string | null;
}

const LIMITS = { bytes: 2e9, ms: 30 * 24 * 3600 * 1000 };
const OURS = /^[0-9a-f]{2}[\\/]\.?[0-9a-f]{64}/; // Nothing else in the folder is touched.

/** @param nowMs wall clock, by which entries age */
export function cacheFolder(folder: string, nowMs: () => number): Cache {
  let problem: string | null = null;
  let written = 0;
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), key);
  return {
    read(key) {
      try {
        const found = decode(key, readFileSync(fileOf(key)));
        if (found !== null) utimesSync(fileOf(key), nowMs() / 1000, nowMs() / 1000);
        return found;
      } catch {
        return null;
      }
    },
    write(key, measured) {
      const file = fileOf(key);
      const unfinished = join(dirname(file), `.${key}.${process.pid}.${written++}`);
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(unfinished, encode(key, measured));
        renameSync(unfinished, file);
      } catch (failure) {
        problem = failure instanceof Error ? failure.message : String(failure);
        remove(unfinished);
      }
    },
    prune({ bytes, ms } = LIMITS) {
      let total = 0;
      for (const { file, size, usedMs } of entries(folder)) {
        total += size;
        if (total > bytes || nowMs() - usedMs > ms) remove(file);
      }
    },
    get problem() {
      return problem;
    },
  };
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
