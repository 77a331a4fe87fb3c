/** Runs a job unless what it measured is kept. */
import type { Cache } from "./cache-folder.js";
import { jobKey } from "./job-key.js";
import type { Runner } from "./runner.js";
import { simulatorHash } from "./simulator-hash.js";

export interface CachedRunner extends Runner {
  readonly kept: { readonly runs: number; readonly requests: number }; // Found so far, instead of simulated.
  /** How many of the runs asked for so far are kept by now: those too of which a thread has not told yet. */
  keptByNow(): number;
}

/** @param firstLook is told, before anything is simulated, how many of the runs asked for at first are kept; may throw */
export function cached(
  runner: Runner,
  cache: Cache,
  firstLook: (kept: number, asked: number) => void = () => {},
  simulator: string = simulatorHash(),
): CachedRunner {
  const kept = { runs: 0, requests: 0 };
  const keys = new Set<string>();
  let asked = 0;
  let looked: Promise<void> | null = null;
  return {
    kept,
    keptByNow: () => [...keys].filter((key) => cache.has(key)).length,
    async run(job) {
      asked++;
      const key = jobKey(job, simulator);
      keys.add(key);
      const found = cache.read(key);
      if (found !== null) {
        kept.runs++;
        kept.requests += found.requests;
      }
      looked ??= Promise.resolve().then(() => firstLook(kept.runs, asked));
      await looked;
      if (found !== null) return found;
      const measured = await runner.run({ ...job, keep: { folder: cache.folder, key } });
      if (!cache.has(key)) cache.write(key, measured);
      return measured;
    },
    close: () => runner.close(),
  };
}
