import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Overrides, openStudy } from "../experiment/open-study.js";
import { runStudy } from "../experiment/run-study.js";
import { threads } from "../experiment/threads.js";
import { hasErrors, render } from "../model/source/index.js";
import { nodeFiles } from "../model/source/node-files.js";
import { toJson } from "../report/json.js";
import { terminal } from "../report/terminal.js";
import { EXIT } from "./exit.js";
import { progressLine } from "./progress.js";
import { remembered } from "./remembered-files.js";
import { stderr, stdout } from "./terminals.js";
import { verdictExit } from "./verdict-exit.js";
import { writeOutput } from "./write-output.js";

interface RunFlags extends Overrides {
  readonly json?: boolean;
  readonly out: string;
  readonly threads: number;
}

/** `headroom run FILE`: simulate, compare, draw. */
export const runCommand = (): Command =>
  new Command("run")
    .description("simulate a model or an experiment; write charts, a report and result.json")
    .argument("<file>", "a model or an experiment")
    .option("--json", "print result.json to stdout instead of the table")
    .option("--seed <text>", "seed; the same one gives the same bytes")
    .option("--replications <n>", "independent repetitions")
    .option("--duration <time>", "length of the measured window, such as 10min")
    .option("--warm-up <time>", "time before it that is not measured")
    .option("--precision <share>", "of steady traffic: run on until every interval is this narrow, such as 5%")
    .option("--budget <n or time>", "what that may cost: requests, or time such as 60s")
    .option("--out <folder>", "where to write; a folder of the file's name is made in it", "output")
    .addOption(
      new Option("--threads <n>", "threads to simulate on")
        .default(availableParallelism(), "all cores")
        .argParser(threadCount),
    )
    .action(run);

/** The command that gives the same bytes. */
function again(file: string, seed: string, { replications, duration, warmUp, precision, budget }: RunFlags): string {
  const said = Object.entries({ seed, replications, duration, "warm-up": warmUp, precision, budget });
  const words = said.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
  return `npx headroom run ${file} ${words.join(" ")}`;
}

function threadCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1024)
    throw new InvalidArgumentError("It is a whole number from 1.");
  return count;
}

async function run(file: string, flags: RunFlags): Promise<void> {
  const { files, models } = remembered(nodeFiles);
  const { study, diagnostics, textOf } = openStudy(file, files, flags);
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  if (study === null || hasErrors(diagnostics)) {
    process.exitCode = EXIT.usage;
    return;
  }
  const startedMs = performance.now();
  const runner = threads(flags.threads);
  const progress = progressLine(stderr, startedMs);
  const findings = await runStudy(study, runner, progress.show, () => performance.now() - startedMs);
  progress.clear();
  await runner.close();
  const seconds = (performance.now() - startedMs) / 1000;
  const speed = { seconds, requestsPerSecond: findings.simulated.requests / seconds };
  const folder = writeOutput(flags.out, findings, {
    command: again(file, study.seed, flags),
    speed,
    files: models(),
  });
  if (flags.json) stdout.write(toJson(findings));
  else
    stdout.write(
      terminal(findings, { colour: stdout.colour, speed, written: `${folder}/`, next: `open ${folder}/report.html` }),
    );
  process.exitCode = verdictExit(findings);
}
