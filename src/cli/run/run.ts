import { join } from "node:path";
import type { Command } from "commander";
import { type OpenStudy, type Overrides, openStudy } from "../../experiment/plan/open-study.js";
import { readFigures, showing } from "../../experiment/search/asked-figures.js";
import { type Files, hasErrors, render } from "../../model/source/index.js";
import type { Typed } from "../../report/kit/answer.js";
import { toJson } from "../../report/kit/json.js";
import { figureLines } from "../../report/run/figure-lines.js";

import { terminal } from "../../report/run/terminal.js";

import { EXIT, verdictExit } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import type { LongRunFlags } from "../kit/flags.js";
import { longRun, longStudy, neverKept } from "../kit/long-run.js";
import { refuse as refuseFile } from "../kit/open-file.js";
import { remembered } from "../kit/remembered-files.js";
import { flagWords, headroomCommand, typedOf } from "../kit/shell.js";
import { stderr, stdout, viewOf } from "../kit/terminals.js";
import { mayWrite, writeOutput } from "../kit/write-output.js";

export interface RunFlags extends Overrides, LongRunFlags {
  readonly figure: readonly string[];
  readonly json?: boolean;
  readonly out: string;
}

/** The flags that decide the bytes, as they are typed. */
export function flagsAgain(seed: string, flags: RunFlags): string {
  const { replications, duration, warmUp, precision, budget, figure } = flags;
  const said = { seed, replications, duration, "warm-up": warmUp, precision, budget };
  return flagWords(said) + figure.map((name) => flagWords({ figure: name })).join("");
}

/** Another command on the same file; a run is the same one but for what is said. */
const typedFor =
  (file: string, { seed, duration, warmUp, precision, budget }: RunFlags): Typed =>
  (verb, flags = {}) =>
    typedOf(file)(verb, verb === "run" ? { seed, duration, "warm-up": warmUp, precision, budget, ...flags } : flags);

export const run = (file: string, flags: RunFlags, command: Command): Promise<void> =>
  runOpened((files) => openStudy(file, files, flags), flags, {
    again: (seed) => headroomCommand("run", file) + flagsAgain(seed, flags),
    typed: typedFor(file, flags),
    refuse: (message) => command.error(message),
  });

interface Asked {
  readonly again: (seed: string) => string; // The command that gives the same bytes.
  readonly typed: Typed;
  readonly refuse: (message: string) => never;
}

/** Runs a study, writes its report, says its answer, and ends with its exit code. */
export async function runOpened(
  open: (files: Files) => OpenStudy,
  flags: RunFlags,
  { again, typed, refuse }: Asked,
): Promise<void> {
  const { files, models } = remembered(commandFiles);
  const { study: opened, diagnostics, textOf } = open(files);
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  if (opened === null || hasErrors(diagnostics)) {
    process.exitCode = EXIT.usage;
    return;
  }
  const asked = readFigures(flags.figure, opened.variants, opened, { most: Number.POSITIVE_INFINITY });
  if ("errors" in asked) {
    for (const message of asked.errors) refuseFile(message);
    return;
  }
  const figures = asked.found;
  const study = figures.length === 0 ? opened : showing(opened, figures);
  mayWrite([join(flags.out, study.name)], refuse);
  const { findings, speed } = await longRun(flags, { refuse, neverKept: neverKept(study) }, (long) =>
    longStudy(study, long),
  );
  const folder = writeOutput(flags.out, findings, {
    command: again(study.seed),
    typed,
    speed,
    files: models(),
  });
  if (flags.json) stdout.write(toJson(findings));
  else if (figures.length > 0) stdout.write(figureLines(findings, figures));
  else stdout.write(terminal(findings, { ...viewOf(flags), speed, written: `${folder}/`, typed }));
  process.exitCode = verdictExit(findings);
}
