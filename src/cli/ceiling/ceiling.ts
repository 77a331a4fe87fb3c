import type { Command } from "commander";
import { z } from "zod";
import { type CeilingFindings, ceilingSchema } from "../../analysis/findings/ceiling-findings.js";
import { NoKnob } from "../../experiment/plan/knob.js";
import { loadCeiling } from "../../experiment/search/load-ceiling.js";
import { Probe } from "../../experiment/search/probe.js";
import { smallestValue } from "../../experiment/search/smallest-value.js";
import { count, rate } from "../../model/language/values/index.js";
import { ceilingText } from "../../report/ceiling/terminal.js";
import { ceilingHtml } from "../../report/html/ceiling-page.js";
import { documentText } from "../../report/kit/json.js";
import { EXIT } from "../kit/exit.js";
import { commandFiles } from "../kit/files.js";
import { BUDGET, type LongRunFlags } from "../kit/flags.js";
import { longRun } from "../kit/long-run.js";
import { openFile, refuse, type SearchOverrides } from "../kit/open-file.js";
import { remembered } from "../kit/remembered-files.js";
import { flagWords, headroomCommand, percentFlag, typedOf } from "../kit/shell.js";
import { stdout, viewOf } from "../kit/terminals.js";
import { mayWriteFiles, writeWhole } from "../kit/write-output.js";
import { PRECISION } from "./command.js";

export interface CeilingFlags extends SearchOverrides, LongRunFlags {
  readonly html?: string;
  readonly json?: boolean;
  readonly knob?: string;
  readonly peak?: number;
  readonly precision: number;
  readonly budget: number;
}

const EXAMPLE = "objectives: { latency: [p(99) < 300ms], errors: [rate < 0.1%] }";
const EXIT_OF = { met: EXIT.met, missed: EXIT.missed, unknown: EXIT.undecided };

/** What `--peak` takes. */
export const rateOrUsers = () =>
  z.union([rate({ above: 0 }), count({ min: 1 })], { error: "expected a rate such as 300/s, or a number of users" });

export async function ceiling(file: string, flags: CeilingFlags, verb: Command): Promise<void> {
  const { files, models } = remembered(commandFiles);
  const opened = openFile(file, flags, files);
  if (opened === null) return;
  const { study, loads, bench } = opened;
  const { variant } = bench;
  if (Object.keys(variant.model.objectives).length === 0) {
    refuse(`"${file}" has no objectives to meet. Write them at its top level: ${EXAMPLE}`);
    return;
  }
  const { budget, precision, knob, peak = null } = flags;
  try {
    const isSearch = true;
    const refused = (why: string): never => verb.error(why);
    mayWriteFiles([flags.html], refused);
    const [found, keptRuns] = await longRun(flags, { refuse: refused, isSearch }, async (long) => {
      const probe = new Probe(study, variant, long.runner, { budget, progress: long.show });
      const found =
        knob === undefined
          ? await loadCeiling(probe, variant, { precision, peak, loads })
          : await smallestValue(probe, bench, { knob, precision });
      return [found, long.kept.runs] as const;
    });
    const typed = typedOf(file, flags.variant);
    if (flags.html !== undefined)
      writeWhole(flags.html, ceilingHtml(found, { command: again(file, found, flags), files: models(), typed }));
    stdout.write(
      flags.json ? documentText(ceilingSchema, found) : ceilingText(found, { ...viewOf(flags), keptRuns, typed }),
    );
    process.exitCode = EXIT_OF[found.verdict];
  } catch (problem) {
    if (!(problem instanceof NoKnob)) throw problem;
    refuse(problem.message);
  }
}

/** The command that gives the same bytes. */
function again(file: string, { of, seed }: CeilingFindings, flags: CeilingFlags): string {
  const { variant, replications, duration, warmUp, knob, peak, precision, budget } = flags;
  const said = {
    ...{ variant, seed, replications, duration, "warm-up": warmUp, knob },
    peak: peak === undefined || of !== "rate" ? peak : `${peak}/s`,
    precision: precision === PRECISION ? undefined : percentFlag(precision),
    budget: budget === BUDGET ? undefined : budget,
  };
  return headroomCommand("ceiling", file) + flagWords(said);
}
