import { Command } from "commander";
import { watchFlag } from "../kit/flags.js";
import type { CheckFlags } from "./check.js";

/** `headroom check FILE`: all results that need no simulation, or a few seconds of it. */
export const checkCommand = (): Command =>
  new Command("check")
    .description("look for mistakes and overload in a model or an experiment, without simulating")
    .argument("<file>", "a model or an experiment")
    .option("--json", "print the findings as JSON")
    .option("--simulate", "also measure how much each can do at most, by a backlog that never ends")
    .option("--verbose", "every resource of every variant")
    .addOption(watchFlag())
    .action(async (file: string, flags: CheckFlags) => (await import("./check.js")).check(file, flags));
