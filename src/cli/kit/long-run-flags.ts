/** The flags of every verb that simulates: threads, and what is kept of it. */
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { count } from "../../model/language/values/index.js";
import type { CacheFlags } from "./cache-place.js";
import { quantityFlag } from "./quantity-flag.js";

export interface LongRunFlags extends CacheFlags {
  readonly threads: number;
  readonly resume?: boolean;
}

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
