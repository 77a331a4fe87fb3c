import { existsSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import type { Command } from "commander";
import { type NextFindings, nextSchema } from "../../analysis/findings/next-findings.js";
import { tryChanges } from "../../experiment/next/try-changes.js";
import { type Overrides, openStudy } from "../../experiment/plan/open-study.js";
import { ofOne, type Study } from "../../experiment/plan/study.js";
import { type Files, hasErrors, render } from "../../model/source/index.js";
import type { SourceNode } from "../../model/source/source-tree.js";
import { nextHtml } from "../../report/html/next-page.js";
import { documentText } from "../../report/kit/json.js";
import { nextTerminal } from "../../report/next/terminal.js";
import { EXIT } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import type { LongRunFlags } from "../kit/flags.js";
import { longRun } from "../kit/long-run.js";
import { chosenVariant, refuse } from "../kit/open-file.js";
import { remembered } from "../kit/remembered-files.js";
import { flagWords, headroomCommand, typedOf } from "../kit/shell.js";
import { DASH, isStdin } from "../kit/standard-input.js";
import { stderr, stdout, viewOf } from "../kit/terminals.js";
import { mayWriteFiles, writeWhole } from "../kit/write-output.js";

export interface NextFlags extends Overrides, LongRunFlags {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly write?: string;
  readonly html?: string;
  readonly variant?: string;
}

export async function next(file: string, flags: NextFlags, command: Command): Promise<void> {
  const { files, models } = remembered(commandFiles);
  const opened = openedVariant(file, flags, files);
  if (opened === null) {
    process.exitCode = EXIT.usage;
    return;
  }
  const { study, root } = opened;
  const isSearch = true;
  const refused = (why: string): never => command.error(why);
  mayWriteFiles([flags.write, flags.html], refused);
  const [findings, took] = await longRun(flags, { refuse: refused, isSearch }, async (long) => {
    const found = await tryChanges(study, commandFiles, long.runner, { all: flags.all === true, root }, long.show);
    return [found, { seconds: long.elapsedMs() / 1000, keptRuns: long.kept.runs }] as const;
  });
  const best = findings.changes.find(({ name }) => name === findings.best);
  if (flags.write !== undefined && best !== undefined)
    writeWhole(flags.write, extending(best.overlay, file, flags.write));
  const other = { tryIt: tryIt(file, findings.seed, flags), typed: typedOf(file, flags.variant) };
  if (flags.html !== undefined)
    writeWhole(
      flags.html,
      nextHtml(findings, { command: again(file, findings.seed, flags), files: models(), ...other }),
    );
  if (flags.json) stdout.write(documentText(nextSchema, findings));
  else stdout.write(nextTerminal(findings, { ...viewOf(flags), ...took, ...other }));
  process.exitCode = exitOf(findings);
}

interface OneVariant {
  readonly study: Study; // Of this variant alone.
  readonly root: SourceNode;
}

function openedVariant(file: string, flags: NextFlags, files: Files): OneVariant | null {
  const { study, diagnostics, textOf, roots } = openStudy(file, files, flags);
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  if (study === null || hasErrors(diagnostics)) return null;
  const variant = chosenVariant(study, file, flags.variant);
  if (variant === null) return null;
  if (flags.write !== undefined && isStdin(file))
    return refuse(`--write makes a file that extends the model: save it first, instead of "${DASH}"`);
  if (flags.write !== undefined && existsSync(flags.write)) return refuse(`${flags.write} exists already`);
  return { study: ofOne(study, variant), root: roots.get(variant.name) as SourceNode };
}

/** The overlay, with the path of the model as seen from where it is written. */
function extending(overlay: string, model: string, to: string): string {
  const path = relative(dirname(to), model).replaceAll("\\", "/");
  return overlay.replace(/^extends: .*$/m, () => `extends: ${JSON.stringify(path)}`);
}

/** The command that gives the same bytes. */
function again(file: string, seed: string, { variant, replications, duration, warmUp, all }: NextFlags): string {
  const said = flagWords({ variant, seed, replications, duration, "warm-up": warmUp });
  return `${headroomCommand("next", file)}${all ? " --all" : ""}${said}`;
}

/** The same search once more, if it wrote nothing; then the best change. */
function tryIt(file: string, seed: string, { write, variant, replications, duration, warmUp, all }: NextFlags): string {
  const to = write ?? basename(file).replace(/(\.ya?ml)?$/, "-next.yaml");
  const tried = headroomCommand("run", to);
  if (write !== undefined) return tried;
  const said = flagWords({ variant, seed, replications, duration, "warm-up": warmUp, write: to });
  return `${headroomCommand("next", file)}${all ? " --all" : ""}${said} && ${tried}`;
}

/** Whether the objectives hold with the best change, or as it is where nothing helps. */
const exitOf = ({ verdict }: NextFindings): number =>
  ({ met: EXIT.met, missed: EXIT.missed, unknown: EXIT.undecided, none: EXIT.met })[verdict];
