import type { Command } from "commander";
import { type DiffFindings, diffSchema } from "../../analysis/findings/diff-findings.js";
import type { Findings } from "../../analysis/findings/findings.js";
import { ceilings } from "../../experiment/diff/ceilings.js";
import { diffFindings } from "../../experiment/diff/diff-findings.js";
import { openDiff } from "../../experiment/diff/open-diff.js";
import type { Overrides } from "../../experiment/plan/open-study.js";
import type { Study } from "../../experiment/plan/study.js";
import { defaultWindow } from "../../experiment/precision/default-window.js";
import { writeDuration } from "../../model/language/values/index.js";
import { render } from "../../model/source/index.js";
import type { DiffCommands } from "../../report/diff/answer.js";
import { diffJunit } from "../../report/diff/junit.js";
import { type DiffMarkdownOptions, diffMarkdown } from "../../report/diff/markdown.js";
import { diffTerminal } from "../../report/diff/terminal.js";
import { isOpen } from "../../report/diff/verdict-sentence.js";
import { diffHtml } from "../../report/html/diff/page.js";
import { documentText } from "../../report/kit/json.js";
import { diffExit, EXIT, type FailOn } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import type { LongRunFlags } from "../kit/flags.js";
import { longRun, longStudy, neverKept } from "../kit/long-run.js";
import { remembered } from "../kit/remembered-files.js";
import { flagWords, headroomCommand, percentFlag } from "../kit/shell.js";
import { stderr, stdout, viewOf } from "../kit/terminals.js";
import { mayWriteFiles, writeWhole } from "../kit/write-output.js";
import { TOLERANCE } from "./command.js";
import { diffMarks, mistakeMarks, mistakesMarkdown, tellGithub } from "./pull-request.js";

export interface DiffFlags extends Overrides, LongRunFlags {
  readonly tolerance: number;
  readonly failOn: readonly FailOn[];
  readonly ceiling: boolean;
  readonly json?: boolean;
  readonly html?: string;
  readonly markdown?: string;
  readonly junit?: string;
}

const CEILING_BUDGET = 1_000_000; // Requests of each search: seconds. `headroom ceiling` looks closer.
const MORE = 10; // Times the replications, where they were too few: intervals a third as wide.

export async function diff(base: string, proposal: string, flags: DiffFlags, verb: Command): Promise<void> {
  const { files, models } = remembered(commandFiles);
  const opened = openDiff(base, proposal, files, flags, flags.tolerance);
  const { diagnostics, textOf } = opened;
  if (diagnostics.length > 0) stderr.write(`${render(diagnostics, textOf, { color: stderr.colour, width: 80 })}\n`);
  const refuse = (message: string): never => verb.error(message);
  mayWriteFiles([flags.html, flags.markdown, flags.junit], refuse);
  if (opened.diff === null) {
    const text = mistakesMarkdown(base, proposal, render(diagnostics, textOf, { color: false, width: 80 }));
    if (flags.markdown !== undefined) writeWhole(flags.markdown, text);
    tellGithub(mistakeMarks(diagnostics), text);
    process.exitCode = EXIT.usage;
    return;
  }
  const { study } = opened.diff;
  const { diff } = opened;
  const { findings, ceiling } = await longRun(flags, { refuse, neverKept: neverKept(study) }, async (long) => {
    const { findings } = await longStudy(study, long);
    return { findings, ceiling: flags.ceiling ? await ceilings(diff, long.runner, CEILING_BUDGET) : null };
  });
  const found = diffFindings(opened.diff, findings, ceiling);
  const command = again(base, proposal, found.seed, flags);
  const more = isOpen(found) && study.steady === null ? longerRun(study, findings) : null;
  const commands: DiffCommands = {
    longer: more === null ? null : again(base, proposal, found.seed, { ...flags, ...more }),
    of: (verb) => headroomCommand(verb, proposal),
  };
  write(found, flags, { command, commands });
  if (flags.html !== undefined)
    writeWhole(flags.html, diffHtml(found, findings, { command, commands, files: models() }));
  stdout.write(flags.json ? documentText(diffSchema, found) : diffTerminal(found, viewOf(flags), commands));
  process.exitCode = diffExit(found, flags.failOn);
}

/** A run that may decide: longer windows if there was no steady state, else more replications. */
function longerRun(study: Study, { variants }: Findings): Partial<DiffFlags> | null {
  const isShort = variants.some(({ drift }) => drift?.reason !== undefined);
  if (!isShort) return { replications: String(study.replications * MORE) };
  const models = study.variants.map(({ model }) => model);
  const { warmUpMs, durationMs } = defaultWindow(models, {}, study.replications);
  if (durationMs <= study.durationMs) return null;
  return { duration: writeDuration(durationMs), warmUp: writeDuration(warmUpMs) };
}

/** Files that were asked for; and in GitHub Actions, marks on the lines and the summary of the step. */
function write(found: DiffFindings, { markdown, junit }: DiffFlags, options: DiffMarkdownOptions): void {
  const text = diffMarkdown(found, options);
  if (markdown !== undefined) writeWhole(markdown, text);
  if (junit !== undefined) writeWhole(junit, diffJunit(found));
  tellGithub(diffMarks(found), text);
}

function again(base: string, proposal: string, seed: string, flags: DiffFlags): string {
  const { replications, duration, warmUp, precision, budget } = flags;
  const tolerance = flags.tolerance === TOLERANCE ? undefined : percentFlag(flags.tolerance);
  const said = { seed, replications, duration, "warm-up": warmUp, precision, budget, tolerance };
  return `${headroomCommand("diff", base, proposal)}${flagWords(said)}${flags.ceiling ? "" : " --no-ceiling"}`;
}
