import { Command, Option } from "commander";
import { ASKED, KEYS } from "../../experiment/init/asked.js";
import type { InitFlags } from "./init.js";

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
    .action(async (folder: string, flags: InitFlags) => (await import("./init.js")).init(folder, flags));
}
