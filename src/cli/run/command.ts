import { Command } from "commander";
import { withLongRunOptions } from "../kit/flags.js";
import type { RunFlags } from "./run.js";

/** `headroom run FILE`: simulate, compare, draw. */
export const runCommand = (): Command =>
  withRunOptions(
    new Command("run")
      .description("simulate a model or an experiment; write charts, a report and result.json")
      .argument("<file>", "a model or an experiment"),
  ).action(async (file: string, flags: RunFlags, command: Command) =>
    (await import("./run.js")).run(file, flags, command),
  );

/** Of every verb that writes the report of a run. */
export const withRunOptions = (command: Command): Command =>
  withLongRunOptions(
    command
      .option("--json", "print result.json to stdout instead of the table")
      .option("--seed <text>", "seed; the same one gives the same bytes")
      .option("--replications <n>", "independent repetitions")
      .option("--duration <time>", "length of the measured window, such as 10min")
      .option("--warm-up <time>", "time before it that is not measured")
      .option("--precision <share>", "of steady traffic: run on until every interval is this narrow, such as 5%")
      .option("--budget <n or time>", "what that may cost: requests, or time such as 60s")
      .option(
        "--figure <name>",
        'print this with its interval and nothing else, such as "p99 of web.page"; may be repeated',
        (text: string, before: readonly string[]) => [...before, text],
        [],
      )
      .option("--out <folder>", "where to write; a folder of the file's name is made in it", "output"),
  );
