/** The flags that verbs which look at one variant have in common. */
import type { Command, Option } from "commander";
import { count } from "../../model/language/values/index.js";
import { withLongRunOptions } from "./long-run-flags.js";
import { quantityFlag } from "./quantity-flag.js";

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
