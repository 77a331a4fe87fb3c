import { Argument, Command } from "commander";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** `headroom completion bash`: the script that lets a shell complete words. */
export const completionCommand = (): Command =>
  new Command("completion")
    .description("print a script that has your shell complete verbs, flags, files, and the names in your model")
    .addArgument(new Argument("<shell>", "yours").choices(SHELLS))
    .action(async (shell: Shell) => (await import("./scripts.js")).completion(shell));

/** What these scripts call, with the words up to the cursor after `--`. */
export const completeCommand = (): Command =>
  new Command("complete")
    .argument("[words...]")
    .action(async (words: string[], _: unknown, command: Command) =>
      (await import("./complete.js")).complete(words, command.parent as Command),
    );
