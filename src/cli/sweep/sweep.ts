import { join } from "node:path";
import type { Command } from "commander";
import type { Figure } from "../../analysis/figures/figure.js";
import { loopSchema } from "../../analysis/findings/loop-findings.js";
import { sweepSchema } from "../../analysis/findings/sweep-findings.js";
import { tornadoSchema } from "../../analysis/findings/tornado-findings.js";
import { loop as loopChart } from "../../charts/loop/loop.js";
import { sweep as sweepChart } from "../../charts/sweep/sweep.js";
import { tornado as tornadoChart } from "../../charts/tornado/tornado.js";
import { NoKnob, type Workbench } from "../../experiment/plan/knob.js";
import type { Job, Study } from "../../experiment/plan/study.js";
import { readFigures, watching } from "../../experiment/search/asked-figures.js";
import { Probe } from "../../experiment/search/probe.js";
import { sweep } from "../../experiment/search/sweep.js";
import { parseRange } from "../../experiment/search/sweep-range.js";
import { tornado } from "../../experiment/search/tornado.js";
import { upAndDown } from "../../experiment/search/up-and-down.js";
import { runOptions } from "../../model/language/model.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { HtmlOptions } from "../../report/html/page.js";
import { loopHtml, sweepHtml, tornadoHtml } from "../../report/html/sweep-page.js";
import { documentText } from "../../report/kit/json.js";
import { loopText } from "../../report/sweep/loop.js";
import { type SweepView, sweepText } from "../../report/sweep/terminal.js";
import { tornadoText } from "../../report/sweep/tornado.js";
import { commandFiles } from "../kit/files.js";
import { BUDGET, type LongRunFlags } from "../kit/flags.js";
import { type LongRun, longRun } from "../kit/long-run.js";
import { openFile, refuse, type SearchOverrides } from "../kit/open-file.js";
import { remembered } from "../kit/remembered-files.js";
import { flagWords, headroomCommand, typedOf } from "../kit/shell.js";
import { stdout, viewOf } from "../kit/terminals.js";
import { mayWrite, mayWriteFiles, writeFiles, writeWhole } from "../kit/write-output.js";

export interface SweepFlags extends SearchOverrides, LongRunFlags {
  readonly figure: readonly string[];
  readonly html?: string;
  readonly json?: boolean;
  readonly knob: readonly string[];
  readonly out: string;
  readonly tornado?: boolean;
  readonly upAndDown?: boolean;
}

export async function vary(file: string, flags: SweepFlags, command: Command): Promise<void> {
  if (flags.upAndDown && (flags.tornado || flags.knob.length !== 1 || flags.figure.length > 0)) {
    refuse("--up-and-down takes one knob, the load, and shows goodput: --knob load=0.5..2");
    return;
  }
  if (flags.tornado ? flags.knob.length > 0 : flags.knob.length < 1 || flags.knob.length > 2) {
    refuse("give one or two knobs, as in --knob load=0.5..2, or else --tornado");
    return;
  }
  const { duration, ...others } = flags;
  // Of a step, which may end before what the timeline says: that is left out.
  const stepMs = flags.upAndDown && duration !== undefined ? stepOf(duration) : null;
  if (typeof stepMs === "string") {
    refuse(stepMs);
    return;
  }
  const { files, models } = remembered(commandFiles);
  const opened = openFile(file, stepMs === null ? flags : others, files);
  if (opened === null) return;
  const { bench } = opened;
  const asked = readFigures(flags.figure, [bench.variant], opened.study);
  if ("errors" in asked) {
    asked.errors.forEach(refuse);
    return;
  }
  const figures = asked.found;
  if (flags.tornado && figures.length > 1) {
    refuse("a tornado compares one figure: give one --figure");
    return;
  }
  const study = watching(opened.study, figures);
  const vary = async ({ runner, show, kept }: LongRun) => {
    const probe = new Probe(study, bench.variant, runner, { budget: BUDGET, isWindowKept: true, progress: show });
    const result = await (flags.upAndDown
      ? findLoop(stepMs === null ? study : { ...study, durationMs: stepMs }, bench, flags.knob[0]!, { runner, show })
      : flags.tornado
        ? findTornado(probe, bench, figures[0])
        : findSweep(probe, bench, flags.knob, figures));
    return { ...result, keptRuns: kept.runs };
  };
  try {
    const refused = (why: string): never => command.error(why);
    mayWrite([join(flags.out, study.name)], refused);
    mayWriteFiles([flags.html], refused);
    const result = await longRun(flags, { refuse: refused }, vary);
    const folder = writeFiles(flags.out, study.name, result.files);
    const { chart, keptRuns } = result;
    const typed = typedOf(file, flags.variant);
    const shown = { command: again(file, study.seed, flags), files: models(), typed };
    if (flags.html !== undefined) writeWhole(flags.html, result.html(shown));
    const written = [`${folder}/${chart}`, ...(flags.html === undefined ? [] : [flags.html])].join(", ");
    const other = { written, keptRuns, typed };
    stdout.write(flags.json ? result.json : result.text({ ...viewOf(flags), ...other }));
  } catch (problem) {
    if (!(problem instanceof NoKnob)) throw problem;
    refuse(problem.message);
  }
}

interface Result {
  readonly chart: string;
  readonly files: Readonly<Record<string, string>>;
  readonly json: string;
  readonly html: (options: HtmlOptions) => string;
  readonly text: (view: SweepView) => string;
}

async function findSweep(
  probe: Probe,
  bench: Workbench,
  knobs: readonly string[],
  figures: readonly Figure[],
): Promise<Result> {
  const found = await sweep(probe, bench, knobs.map(parseRange), figures);
  const json = documentText(sweepSchema, found);
  const files = { "sweep.svg": sweepChart(found), "sweep.json": json };
  return {
    chart: "sweep.svg",
    files,
    json,
    html: (options) => sweepHtml(found, options),
    text: (options) => sweepText(found, options),
  };
}

async function findTornado(probe: Probe, bench: Workbench, figure: Figure | undefined): Promise<Result> {
  const found = await tornado(probe, bench, figure);
  const json = documentText(tornadoSchema, found);
  const files = { "tornado.svg": tornadoChart(found), "tornado.json": json };
  return {
    chart: "tornado.svg",
    files,
    json,
    html: (options) => tornadoHtml(found, options),
    text: (options) => tornadoText(found, options),
  };
}

async function findLoop(
  study: Study,
  bench: Workbench,
  knob: string,
  { runner, show }: Pick<LongRun, "runner" | "show">,
): Promise<Result> {
  const tally = { done: 0, requests: 0 };
  const run = async (job: Job): Promise<Measurements> => {
    const measured = await runner.run(job);
    tally.done++;
    tally.requests += measured.requests;
    show({ ...tally, all: study.replications, work: { done: tally.done, all: study.replications } });
    return measured;
  };
  const found = await upAndDown(study, bench, parseRange(knob), run);
  const json = documentText(loopSchema, found);
  const files = { "loop.svg": loopChart(found), "loop.json": json };
  return {
    chart: "loop.svg",
    files,
    json,
    html: (options) => loopHtml(found, options),
    text: (options) => loopText(found, options),
  };
}

/** The command that gives the same bytes. */
function again(file: string, seed: string, flags: SweepFlags): string {
  const { variant, replications, duration, warmUp, knob, figure, tornado, upAndDown } = flags;
  const asked = [...knob.map((one) => ({ knob: one })), ...figure.map((one) => ({ figure: one }))];
  return [
    headroomCommand("sweep", file),
    ...asked.map(flagWords),
    tornado ? " --tornado" : "",
    upAndDown ? " --up-and-down" : "",
    flagWords({ variant, seed, replications, duration, "warm-up": warmUp }),
  ].join("");
}

/** The length of a step [ms], or what is wrong with it. */
function stepOf(written: string): number | string {
  const read = runOptions().safeParse({ duration: written });
  return read.success ? read.data.duration! : `--duration ${written}: ${read.error.issues[0]!.message}`;
}
