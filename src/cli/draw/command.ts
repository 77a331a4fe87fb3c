import { Command } from "commander";
import { withLongRunOptions } from "../kit/flags.js";
import type { DrawFlags } from "./draw.js";

/** `headroom draw FILE`: boxes and arrows. */
export const drawCommand = (): Command =>
  withLongRunOptions(
    new Command("draw")
      .description("draw a model as boxes and arrows, with the load of each part, as an SVG file")
      .argument("<file>", "a model, or an experiment with --variant")
      .option("--simulate", "with what a run measures instead: how busy each part is, and what gives first")
      .option("--variant <name>", "which one of an experiment; simulated, all if not given")
      .option("--mermaid", "print a flowchart of Mermaid for markdown, which GitHub draws, instead")
      .option("--json", "print what is drawn as JSON instead")
      .option("--seed <text>", "of --simulate: seed; the same one gives the same bytes")
      .option("--replications <n>", "of --simulate: independent repetitions")
      .option("--duration <time>", "of --simulate: length of the measured window, such as 10min")
      .option("--warm-up <time>", "of --simulate: time before it that is not measured")
      .option("--out <file>", "where to write; - is standard output (default: the file's name, with .svg)"),
  ).action(async (file: string, flags: DrawFlags, command: Command) =>
    (await import("./draw.js")).draw(file, flags, command),
  );
