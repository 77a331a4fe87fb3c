/** Flags that verbs have in common. */
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { z } from "zod";
import { capital } from "../../charts/kit/words.js";

export interface LongRunFlags extends CacheFlags {
  readonly threads: number;
  readonly verbose?: boolean;
  readonly resume?: boolean;
}

export const watchFlag = (): Option => new Option("--watch", "run it again whenever a file that it reads is saved");

/** Of every verb that simulates: threads, and what is kept of it. */
export const withLongRunOptions = (command: Command): Command =>
  command
    .addOption(
      quantityFlag("--threads <n>", "threads to simulate on", async () =>
        (await values()).count({ min: 1, max: 1024 }),
      ).default(availableParallelism(), "all cores"),
    )
    .addOption(watchFlag())
    .option("--verbose", "all that was found, not only what decides")
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
  quantityFlag("--budget <n>", "requests to simulate, about", async () => (await values()).count({ min: 1 })).default(
    BUDGET,
    "10 million",
  );

type Quantity = z.ZodType<number, unknown>;

/** What reads quantities takes longer to load than most commands take, so only a flag that is given loads it. */
export const values = () => import("../../model/language/values/index.js");

/** A flag whose value is written as in a model; see `readQuantities`. */
export const quantityFlag = (...given: ConstructorParameters<typeof QuantityFlag>): Option =>
  new QuantityFlag(...given);

class QuantityFlag extends Option {
  /** @param mistake what to say instead of what the quantity says of itself */
  constructor(
    flags: string,
    description: string,
    readonly quantity: () => Promise<Quantity>,
    readonly mistake?: string,
  ) {
    super(flags, description);
  }
}

/** Before a verb does anything: turns the text of each of its quantities into a number. */
export async function readQuantities(verb: Command): Promise<void> {
  for (const flag of verb.options) {
    const name = flag.attributeName();
    if (!(flag instanceof QuantityFlag) || verb.getOptionValueSource(name) !== "cli") continue;
    const text: string = verb.getOptionValue(name);
    const { data, error } = (await flag.quantity()).safeParse(text);
    if (error !== undefined) {
      const mistake = flag.mistake ?? `${capital(error.issues[0].message)}.`;
      verb.error(`error: option '${flag.flags}' argument '${text}' is invalid. ${mistake}`);
    }
    verb.setOptionValueWithSource(name, data, "cli");
  }
}

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
