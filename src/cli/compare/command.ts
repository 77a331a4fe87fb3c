import { Command } from "commander";
import { withRunOptions } from "../run/command.js";
import type { RunFlags } from "../run/run.js";

/** `headroom compare A B C`: several models on the same requests, the first being what the others are compared with. */
export const compareCommand = (): Command =>
  withRunOptions(
    new Command("compare")
      .description("simulate several models on the same requests, compared with the first; write what run writes")
      .argument("<base>", "a model, which the others are compared with")
      .argument("<others...>", "other models, or overlays that extend it"),
  ).action(async (base: string, others: string[], flags: RunFlags, command: Command) =>
    (await import("./compare.js")).compare([base, ...others], flags, command),
  );
