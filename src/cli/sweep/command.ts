import { Command } from "commander";
import { runFlags } from "../kit/flags.js";
import type { SweepFlags } from "./sweep.js";

/** `headroom sweep FILE`: one or two knobs through their values, or every number of the model a fifth off. */
export const sweepCommand = (): Command =>
  runFlags(new Command("sweep"))
    .description("vary one or two numbers of a model, or every one by ±20% (--tornado); write a chart and the data")
    .argument("<file>", "a model, or an experiment with --variant")
    .option(
      "--knob <path=range>",
      "such as load=0.5..2, web.threads=4..32:8 or db.pool.acquire=1s,2s; at most two",
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option(
      "--figure <name>",
      'what to show instead of p50 and p99, such as "p90 of web.page" or "hit rate of catalogue"; at most three',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option(
      "--up-and-down",
      "--knob load=… step by step up and down again, in one run: whether it comes back the way it fell",
    )
    .option("--tornado", "which number matters most, and where the verdict flips")
    .option("--html <file>", "write it as one page, with the picture and every number")
    .option("--out <folder>", "where to write; a folder of the file's name is made in it", "output")
    .action(async (file: string, flags: SweepFlags, command: Command) =>
      (await import("./sweep.js")).vary(file, flags, command),
    );
