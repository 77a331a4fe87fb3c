import { Command } from "commander";
import { otherThreads } from "../experiment/execute/threads.js";
import { openStudy } from "../experiment/plan/open-study.js";
import type { Study } from "../experiment/plan/study.js";
import { saturationRun } from "../experiment/search/saturation-run.js";
import { hasErrors, render } from "../model/source/index.js";
import { nodeFiles } from "../model/source/node-files.js";
import { loadTable, type SaturationLine, saturationTable } from "./kit/check-tables.js";
import { EXIT } from "./kit/exit.js";
import { stderr, stdout } from "./kit/terminals.js";

interface CheckFlags {
  readonly json?: boolean;
  readonly simulate?: boolean;
}

/** `headroom check FILE`: all results that need no simulation, or a few seconds of it. */
export const checkCommand = (): Command =>
  new Command("check")
    .description("look for mistakes and overload in a model or an experiment, without simulating")
    .argument("<file>", "a model or an experiment")
    .option("--json", "print the findings as JSON")
    .option("--simulate", "also measure how much each can do at most, by a backlog that never ends")
    .action(check);

async function check(file: string, { json, simulate }: CheckFlags): Promise<void> {
  const { study, diagnostics, loads, textOf } = openStudy(file, nodeFiles, {});
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  const isValid = study !== null && !hasErrors(diagnostics);
  const saturation = isValid && simulate ? await saturations(study) : undefined;
  if (json) {
    const found = { formatVersion: 1, valid: isValid, diagnostics, loads, saturation };
    stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  } else if (isValid) stdout.write(loadTable(study, loads) + saturationTable(saturation ?? []));
  process.exitCode = isValid ? EXIT.met : EXIT.usage;
}

async function saturations({ variants, seed }: Study): Promise<SaturationLine[]> {
  const lines: SaturationLine[] = [];
  const runner = otherThreads(1);
  try {
    for (const { name, model } of variants)
      lines.push({ variant: name, saturation: await saturationRun(model, seed, runner.run) });
  } finally {
    await runner.close();
  }
  return lines;
}
