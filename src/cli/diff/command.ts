import { Command, InvalidArgumentError, Option } from "commander";
import { FAILURES, type FailOn } from "../kit/exit.js";
import { quantityFlag, values, withLongRunOptions } from "../kit/flags.js";
import type { DiffFlags } from "./diff.js";

export const TOLERANCE = 0.02;

/** `headroom diff BASE PROPOSAL`: the effect of a change to a model, and whether it is proven. */
export const diffCommand = (): Command =>
  withLongRunOptions(new Command("diff"))
    .description("simulate a base and a proposal on the same requests: effect, bottleneck, cost, new risks")
    .argument("<base>", "a model")
    .argument("<proposal>", "another, or an overlay that extends it")
    .addOption(
      quantityFlag(
        "--tolerance <share>",
        "what may get worse by this much is no regression",
        async () => (await values()).percent(),
        "It is a share such as 2%.",
      ).default(TOLERANCE, "2%"),
    )
    .addOption(
      new Option("--fail-on <list>", `of ${FAILURES.join(", ")}: what ends with 98, 99, 3`)
        .default(FAILURES, "all three")
        .argParser(failOn),
    )
    .option("--no-ceiling", "leave out the highest load of both, which takes seconds")
    .option("--json", "print the diff as JSON")
    .option("--html <file>", "write it as one page: the diff, and the pictures and tables of both runs")
    .option("--markdown <file>", "write it for a pull request")
    .option("--junit <file>", "write objectives and metrics as test cases")
    .option("--seed <text>", "seed; the same one gives the same bytes")
    .option("--replications <n>", "independent repetitions")
    .option("--duration <time>", "length of the measured window, such as 10min")
    .option("--warm-up <time>", "time before it that is not measured")
    .option("--precision <share>", "of steady traffic: run on until every interval is this narrow")
    .option("--budget <n or time>", "what that may cost: requests, or time such as 60s")
    .action(async (base: string, proposal: string, flags: DiffFlags, command: Command) =>
      (await import("./diff.js")).diff(base, proposal, flags, command),
    );

function failOn(text: string): readonly FailOn[] {
  const words = text.split(",").map((word) => word.trim());
  const unknown = words.filter((word) => !(FAILURES as readonly string[]).includes(word));
  if (unknown.length > 0) throw new InvalidArgumentError(`There is ${FAILURES.join(", ")}, with commas between.`);
  return words as FailOn[];
}
