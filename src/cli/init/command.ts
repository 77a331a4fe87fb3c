import { Command, Option } from "commander";
import { ASKED, KEYS } from "../../experiment/init/asked.js";
import type { InitFlags } from "./init.js";

const EXAMPLES = `
Examples:
  headroom init                                       asks, on a terminal
  headroom init --peak 900/s --p50 20ms --p99 200ms --nodes 4 --cores 2
  headroom init --shape pool,cache,queue --peak 20k/min --yes
  headroom init --from access.log --cores 2
  headroom init --from k6-summary.json my-shop`;

/** `headroom init [FOLDER]`: a first model, experiment and proposal, from a few answers or from a recording. */
export function initCommand(): Command {
  const command = new Command("init")
    .description("write a first model, experiment and proposal, from a few answers")
    .argument("[folder]", "where to write", "headroom");
  for (const key of KEYS) command.option(ASKED[key].flag, ASKED[key].help);
  return command
    .option(
      "--from <file>",
      "an access log, JSON lines, a CSV of durations, a k6 summary, a vegeta report; may be given again",
      (file: string, before: readonly string[]) => [...before, file],
      [],
    )
    .addOption(new Option("--unit <unit>", "of the durations in it").choices(["ns", "us", "ms", "s"]))
    .option("--time-field <name>", "its field or column of times")
    .option("--path-field <name>", "its field of paths")
    .option("--duration-field <name>", "its field of durations")
    .option("--status-field <name>", "its field of status codes")
    .option("--name <text>", "of the system", "My system")
    .option("--yes", "ask nothing: what is not given is assumed, and said")
    .option("--force", "write over files that are there")
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, flags: InitFlags) => (await import("./init.js")).init(folder, flags));
}
