/** Runs a job unless what it measured is kept. Equal jobs of equal simulators have equal keys. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model } from "../../model/language/model.js";
import { hashOf } from "../plan/model-hash.js";
import type { Job } from "../plan/study.js";
import type { Cache } from "./cache-folder.js";
import type { Runner } from "./threads.js";
import { isBuilt, VERSION } from "./version.js";

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

const hashes = new WeakMap<Model, string>(); // A model has many runs.

/** @param simulator its hash, see below @returns SHA-256, as 64 hexadecimal digits */
export function jobKey({ model, plan }: Job, simulator: string): string {
  const ofModel = hashes.get(model) ?? hashOf(model);
  hashes.set(model, ofModel);
  const { seed, replication, warmUpMs, durationMs, binMs, coolDownMs, watch = [] } = plan;
  return createHash("sha256")
    .update(JSON.stringify([simulator, ofModel, seed, replication, warmUpMs, durationMs, binMs, coolDownMs, ...watch]))
    .digest("hex");
}

const FOLDERS = ["mathematics", "engine", "components", "model"]; // run-job.ts only calls them.
const CODE = /(?<!\.d)\.[jt]s$/;

/**
 * SHA-256 of the version, of V8's (its logarithms and powers are part of the numbers) and of the code, so that a
 * changed simulator does not reuse old measurements.
 */
export function simulatorHash(files: ReadonlyMap<string, string> = isBuilt ? builtFiles() : sourceFiles()): string {
  const hash = createHash("sha256").update(`${VERSION} ${process.versions.v8}\n`);
  for (const [name, path] of files) hash.update(`${name}\n`).update(readFileSync(path));
  return hash.digest("hex");
}

/** What a worker loads is named by its content. @returns path by name */
export function builtFiles(folder = here(".")): ReadonlyMap<string, string> {
  return new Map([["worker.js", join(folder, "worker.js")]]);
}

/** @param root folder of the source @returns path by name */
export function sourceFiles(root = here("../..")): ReadonlyMap<string, string> {
  return new Map(
    FOLDERS.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .sort()
        .filter((file) => CODE.test(file))
        .map((file) => [`${folder}/${file}`, join(root, folder, file)] as const),
    ),
  );
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
