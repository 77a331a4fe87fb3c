import { Command } from "commander";
import { quantityFlag, values, withLongRunOptions } from "../kit/flags.js";
import type { GamedayFlags } from "./gameday.js";

/** `headroom gameday FILE`: every hop in turn down, slow, failing or flushed. */
export const gamedayCommand = (): Command =>
  withLongRunOptions(
    new Command("gameday")
      .description("break every hop of a model in turn, and see who suffers and when it is back")
      .argument("<file>", "a model, or an experiment with --variant")
      .option("--json", "print what was found as JSON instead of the table")
      .option("--variant <name>", "which one of an experiment")
      .addOption(
        quantityFlag("--for <time>", "how long each fault lasts", async () =>
          (await values()).duration({ min: 1000 }),
        ).default(20_000, "20s"),
      )
      .option("--seed <text>", "seed; the same one gives the same bytes")
      .option("--replications <n>", "independent repetitions of each trial (default: 3)")
      .option("--warm-up <time>", "time before it that is not measured")
      .option("--out <folder>", "where to write; a folder of the file's name is made in it", "output"),
  ).action(async (file: string, flags: GamedayFlags, command: Command) =>
    (await import("./gameday.js")).gameday(file, flags, command),
  );
