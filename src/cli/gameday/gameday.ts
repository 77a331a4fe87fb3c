import { join } from "node:path";
import type { Command } from "commander";
import { type GamedayFindings, gamedaySchema } from "../../analysis/findings/gameday-findings.js";
import { gamedayChart } from "../../charts/gameday/gameday.js";
import { gameday as simulated } from "../../experiment/gameday/gameday.js";
import { isSteady } from "../../experiment/plan/study.js";
import { writeDuration } from "../../model/language/values/index.js";
import { gamedayMarkdown } from "../../report/gameday/markdown.js";
import { gamedayTerminal } from "../../report/gameday/terminal.js";
import { gamedayHtml } from "../../report/html/gameday-page.js";
import { documentText } from "../../report/kit/json.js";
import { EXIT } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import type { LongRunFlags } from "../kit/flags.js";
import { longRun } from "../kit/long-run.js";
import { openFile, refuse, type SearchOverrides } from "../kit/open-file.js";
import { remembered } from "../kit/remembered-files.js";
import { flagWords, headroomCommand, typedOf } from "../kit/shell.js";
import { stdout, viewOf } from "../kit/terminals.js";
import { mayWrite, writeFiles } from "../kit/write-output.js";

export interface GamedayFlags extends SearchOverrides, LongRunFlags {
  readonly for: number; // [ms]
  readonly json?: boolean;
  readonly out: string;
}

const REPLICATIONS = 3; // Of each trial, unless asked for more: what is looked for is large.

export async function gameday(file: string, flags: GamedayFlags, command: Command): Promise<void> {
  const { files, models } = remembered(commandFiles);
  const opened = openFile(file, flags, files);
  if (opened === null) return;
  const { study: all, bench } = opened;
  if (!isSteady({ ...bench.variant.model, timeline: {} })) {
    refuse(`the traffic of "${file}" changes as planned; a game day needs a rate that stays`);
    return;
  }
  const replications = flags.replications === undefined ? REPLICATIONS : all.replications;
  const study = { ...all, variants: [bench.variant], baselines: [null], replications };
  const refused = (why: string): never => command.error(why);
  mayWrite([join(flags.out, study.name)], refused);
  const [findings, took] = await longRun(flags, { refuse: refused }, async (long) => {
    const found = await simulated(study, flags.for, long.runner, long.show);
    return [found, { seconds: long.elapsedMs() / 1000, keptRuns: long.kept.runs }] as const;
  });
  if (findings.trials.length === 0) {
    refuse(`no request of "${file}" asks a part that can fail`);
    return;
  }
  const json = documentText(gamedaySchema, findings);
  const typed = typedOf(file, flags.variant);
  const page = gamedayHtml(findings, { command: again(file, findings, flags), files: models(), typed });
  const written = writeFiles(flags.out, study.name, {
    "gameday.md": gamedayMarkdown(findings, typed),
    "gameday.svg": gamedayChart(findings),
    "gameday.html": page,
    "gameday.json": json,
  });
  if (flags.json) stdout.write(json);
  else stdout.write(gamedayTerminal(findings, { ...viewOf(flags), ...took, written, typed }));
  process.exitCode = exitOf(findings);
}

const exitOf = ({ verdict }: GamedayFindings): number =>
  ({ met: EXIT.met, missed: EXIT.missed, unknown: EXIT.undecided, none: EXIT.met })[verdict];

/** The command that gives the same bytes. */
function again(
  file: string,
  { seed, fault }: GamedayFindings,
  { variant, replications, warmUp }: GamedayFlags,
): string {
  const lasts = writeDuration(fault.toMs - fault.fromMs);
  return headroomCommand("gameday", file) + flagWords({ variant, for: lasts, seed, replications, "warm-up": warmUp });
}
