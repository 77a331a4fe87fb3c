/** The files of a first project: a model, a proposal, and an experiment that asks a question of both. */
import { RATE } from "../../model/language/values/units.js";
import { fold } from "../../text/fold.js";
import { clean } from "../../text/safe-text.js";
import { answersAt, type Fitted, fitTimes } from "./fit.js";
import { shortDuration } from "./lognormal.js";
import { listedAnswers, modelText, quotedText } from "./model-text.js";
import { type Proposal, proposalFor } from "./proposals.js";
import { busiestRemark, remarksOn } from "./remarks.js";
import type { Settled } from "./settled.js";

export interface Project {
  readonly fitted: Fitted;
  readonly proposal: Proposal;
  readonly remarks: readonly string[]; // What is told besides, in sentences.
  readonly files: Readonly<Record<string, string>>; // Text by name.
}

export interface AskedProject {
  readonly rounds?: number; // Of simulation; otherwise as many as it takes.
  readonly settled: Settled;
  readonly name: string;
  readonly command: string; // That made it.
  readonly fitAt?: number | null; // Requests a second while the times were measured, where that is not the peak.
  readonly recorded?: Recorded;
}

/** What was read from a recording, instead of answers. */
export interface Recorded {
  readonly trace: Trace | null; // Null: only a rate is known.
  readonly busiest: Busiest | null; // Null: it has no busiest time, or no durations.
  readonly remarks: readonly string[]; // What was read, and what it cannot tell.
}

/** The busiest tenth of the time. */
export interface Busiest {
  readonly perSecond: number;
  readonly p50: number; // [ms]
  readonly p99: number; // [ms]
}

/** Counts of requests over time. */
export interface Trace {
  readonly csv: string;
  readonly rows: number;
  readonly every: string; // Of a row.
  readonly played: { readonly from: string; readonly to: string; readonly requests: number } | null; // Null: all of it.
  readonly requests: number;
}

const SCHEMAS = ".headroom";
const modeline = (of: string): string => `# yaml-language-server: $schema=${SCHEMAS}/${of}.schema.json`;
const WIDTH = 100;
const remark = (text: string): string[] => fold(clean(text), WIDTH).map((line) => `# ${line}`);

/** @param schemaText of a document, for editors */
export async function makeProject(
  asked: AskedProject,
  schemaText: (of: "model" | "experiment") => Promise<string>,
): Promise<Project> {
  const { name, command, recorded } = asked;
  const fitted = fitTimes(asked.settled, { name, command }, asked);
  const { settled, shares, times } = fitted;
  const proposal = proposalFor(fitted);
  const busiest = recorded?.busiest ?? null;
  const remarks = [
    ...remarksOn(fitted),
    ...(recorded?.remarks ?? []),
    ...(busiest === null ? [] : [busiestRemark(answersAt(fitted, busiest.perSecond, { name, command }), busiest)]),
  ];
  const trace = recorded?.trace ?? null;
  const rate =
    trace !== null
      ? traceLines(trace)
      : [`rate: ${RATE.write(settled.peak)} # At the busiest time: ${settled.note("peak")}.`];
  const given = listedAnswers(settled, false);
  const head = [
    modeline("model"),
    ...remark(`Written by \`${command}\`.`),
    ...(given === "" ? [] : remark(`Known: ${given}.`)),
    ...remark(`Assumed, and to be changed here once you know: ${listedAnswers(settled, true)}.`),
    ...remark(SPLIT),
    ...remarks.flatMap(remark),
  ];
  const model = modelText({ settled, shares, times, rate, name, command, isSteady: trace === null }, head);
  return {
    fitted,
    proposal,
    remarks,
    files: {
      "model.yaml": model,
      "proposal.yaml": proposalText(proposal, name),
      "experiment.yaml": experimentText(settled, proposal, name, trace),
      [`${SCHEMAS}/model.schema.json`]: await schemaText("model"),
      [`${SCHEMAS}/experiment.schema.json`]: await schemaText("experiment"),
      ...(trace === null ? {} : { [TRACE]: trace.csv }),
    },
  };
}

const SPLIT =
  "How the time of a request divides into cpu, query and delay was not measured, and matters much: it decides what gives first. Put in what your tracing says.";

function proposalText({ says, why, parts }: Proposal, name: string): string {
  return `${[
    modeline("model"),
    ...remark(`A change to try: ${says}. ${why} What is not said here is as in model.yaml.`),
    "version: 1",
    "extends: model.yaml",
    `name: ${quotedText(`${name}, ${says}`)}`,
    "parts:",
    ...parts.map((line) => `  ${line}`),
  ].join("\n")}\n`;
}

const TRACE = "traffic.csv";

function traceLines({ rows, every, played, requests }: Trace): string[] {
  const all = `${rows} rows of ${every}, ${requests.toLocaleString("en")} requests`;
  if (played === null) return ["rate:", `  trace: ${TRACE} # ${all}.`, `  every: ${every}`];
  return [
    "rate:",
    `  trace: ${TRACE} # ${all}.`,
    `  every: ${every}`,
    `  from: ${played.from} # The busiest stretch, ${played.requests.toLocaleString("en")} requests;`,
    `  to: ${played.to} # without these two lines, all of it.`,
  ];
}

function experimentText({ peak }: Settled, { says }: Proposal, name: string, trace: Trace | null): string {
  const isRecorded = trace !== null;
  const asked = isRecorded ? "twice the recorded traffic" : `a spike to twice today's peak`;
  const rate = isRecorded ? ["rate: { scale: 200% }"] : spike(peak);
  return `${[
    modeline("experiment"),
    "version: 1",
    `title: ${quotedText(`${name}: ${asked}`)}`,
    `question: ${quotedText(`Does it stand ${asked}, and what does a proposal change: ${says}?`)}`,
    "variants:",
    "  today: model.yaml",
    "  proposal: proposal.yaml",
    "traffic:",
    "  users:",
    ...rate.map((line) => `    ${line}`),
    ...(isRecorded ? [] : [windowOfSpike(peak)]),
    "# A claim that does not hold makes `headroom run` end with exit code 99. Leave out what you do not promise.",
    "claims:",
    "  - verdict{today} is met",
    "  - verdict{proposal} is met",
  ].join("\n")}\n`;
}

const SPIKE_REQUESTS = 10_000;
const SPIKE_AT_LEAST_S = [8, 20];
const PEAK_OF_LONG_SPIKES = 500; // Requests a second; above, a spike is shorter, so that it is simulated in seconds.

/** Long enough to tell percentiles in it, short enough to be simulated in seconds. */
function spikeMs(peak: number): number {
  const [short, usual] = SPIKE_AT_LEAST_S as [number, number];
  const atLeast = Math.max(short, Math.min(usual, 4 * Math.ceil((usual * PEAK_OF_LONG_SPIKES) / peak / 4)));
  return 1000 * Math.max(atLeast, Math.ceil(SPIKE_REQUESTS / (2 * peak) / 10) * 10);
}

function spike(peak: number): string[] {
  const lasts = spikeMs(peak);
  const [at, slope] = [shortDuration(lasts / 2), shortDuration(lasts / 4)];
  const most = `rate: ${RATE.write(2 * peak)}, lasts: ${shortDuration(lasts)}, rise: ${slope}, fall: ${slope}`;
  return ["rate:", `  base: ${RATE.write(peak)}`, `  spikes: [{ at: ${at}, ${most} }]`];
}

/** The spike, and as long again to see what becomes of it. */
const windowOfSpike = (peak: number): string =>
  `run: { warm-up: ${shortDuration(spikeMs(peak) / 4)}, duration: ${shortDuration(4 * spikeMs(peak))}, replications: 4 }`;
