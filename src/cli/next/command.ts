import { Command } from "commander";
import { withLongRunOptions } from "../kit/flags.js";
import type { NextFlags } from "./next.js";

/** `headroom next FILE`: try a catalogue of changes, and rank them. */
export const nextCommand = (): Command =>
  withLongRunOptions(
    new Command("next")
      .description("try a catalogue of changes, and pairs of them, and rank them by gain for cost and complexity")
      .argument("<file>", "a model, or an experiment: its moments and objectives are what is to be met")
      .option("--variant <name>", "which one of an experiment")
      .option("--json", "print what was found as JSON instead of the table")
      .option("--write <file>", "write the best change as an overlay, a model file that extends this one")
      .option("--html <file>", "write it as one page, with every change and the best as a file")
      .option("--all", "simulate even what theory says cannot gain")
      .option("--seed <text>", "seed; the same one gives the same bytes")
      .option("--replications <n>", "independent repetitions at first")
      .option("--duration <time>", "length of the measured window, such as 10min")
      .option("--warm-up <time>", "time before it that is not measured"),
  ).action(async (file: string, flags: NextFlags, command: Command) =>
    (await import("./next.js")).next(file, flags, command),
  );
