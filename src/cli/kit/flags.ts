/** Flags that verbs have in common. */
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { z } from "zod";
import { capital } from "../../charts/kit/words.js";
import { count } from "../../model/language/values/index.js";

export interface LongRunFlags extends CacheFlags {
  readonly threads: number;
  readonly resume?: boolean;
}

/** Of every verb that simulates: threads, and what is kept of it. */
export const withLongRunOptions = (command: Command): Command =>
  command
    .addOption(
      quantityFlag("--threads <n>", "threads to simulate on", count({ min: 1, max: 1024 })).default(
        availableParallelism(),
        "all cores",
      ),
    )
    .option("--resume", "go on with what was interrupted; says how much of it is kept")
    .option("--cache <folder>", "where finished runs are kept (HEADROOM_CACHE, or the system's folder for caches)")
    .option("--no-cache", "keep no runs, and simulate all anew");

/** Of verbs that look at one variant. */
export const runFlags = (command: Command): Command =>
  withLongRunOptions(
    command
      .option("--json", "print what was found as JSON instead of the table")
      .option("--variant <name>", "which one of an experiment")
      .option("--seed <text>", "seed; the same one gives the same bytes")
      .option("--replications <n>", "independent repetitions of each point")
      .option("--duration <time>", "length of the measured window, such as 10min")
      .option("--warm-up <time>", "time before it that is not measured"),
  );

export const BUDGET = 10_000_000;

export const budgetFlag = (): Option =>
  quantityFlag("--budget <n>", "requests to simulate, about", count({ min: 1 })).default(BUDGET, "10 million");

/** A flag whose value is written as in a model. */
export const quantityFlag = (flags: string, description: string, schema: z.ZodType<number, unknown>): Option =>
  new Option(flags, description).argParser((text) => {
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError(`${capital(parsed.error.issues[0].message)}.`);
    return parsed.data;
  });

interface CacheFlags {
  readonly cache?: string | boolean; // A folder; false: --no-cache.
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder: the flag, else HEADROOM_CACHE, else the system's cache folder; null: no cache. */
export function cachePlace({ cache }: CacheFlags, env: Environment, platform: NodeJS.Platform): string | null {
  if (typeof cache === "string") return cache;
  if (cache === false || env.HEADROOM_CACHE === "off") return null;
  return env.HEADROOM_CACHE || join(ofSystem(env, platform), "headroom");
}

function ofSystem(env: Environment, platform: NodeJS.Platform): string {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === "win32") return env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
