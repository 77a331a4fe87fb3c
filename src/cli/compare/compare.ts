import type { Command } from "commander";
import { openComparison } from "../../experiment/plan/open-comparison.js";
import type { Typed } from "../../report/kit/answer.js";
import { flagWords, headroomCommand } from "../kit/shell.js";
import { flagsAgain, type RunFlags, runOpened } from "../run/run.js";

export function compare(paths: readonly string[], flags: RunFlags, command: Command): Promise<void> {
  const again = headroomCommand("compare", ...paths);
  const fileOf = new Map<string, string>();
  return runOpened(
    (files) => {
      const opened = openComparison(paths, files, flags);
      for (const { name, file } of opened.study?.variants ?? []) fileOf.set(name, file);
      return opened;
    },
    flags,
    {
      again: (seed) => again + flagsAgain(seed, flags),
      typed: typedFor(again, fileOf, flags),
      refuse: (message) => command.error(message),
    },
  );
}

/** Other commands are about the file of one variant. */
const typedFor =
  (
    again: string,
    fileOf: ReadonlyMap<string, string>,
    { seed, duration, warmUp, precision, budget }: RunFlags,
  ): Typed =>
  (verb, { variant, ...flags } = {}) => {
    if (verb === "run") return again + flagWords({ seed, duration, "warm-up": warmUp, precision, budget, ...flags });
    const [first = ""] = fileOf.values();
    return headroomCommand(verb, fileOf.get(String(variant)) ?? first) + flagWords(flags);
  };
