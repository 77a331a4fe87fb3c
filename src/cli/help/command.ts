import { Command } from "commander";

export interface HelpFlags {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `headroom help WORD`: what a key, a figure, a part, a step or a verb is. */
export const helpCommand = (): Command =>
  new Command("help")
    .description("say what a word means: a key of a model, a figure, a part, a verb")
    .argument("[word...]", "such as rate.spikes, db.pool.connections, retry, p99 or run")
    .option("--markdown", "print the whole reference as one page")
    .option("--json", "print the whole reference as data")
    .action(async (words: readonly string[], flags: HelpFlags, verb: Command) => {
      const { help } = await import("./help.js");
      await help(words.join(" "), flags, verb.parent!.commands);
    });
