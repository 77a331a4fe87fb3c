/** The files of a first project: a model, a proposal, and an experiment that asks a question of both. */
import { RATE } from "../../model/language/values/units.js";
import { fold } from "../../text/fold.js";
import { clean } from "../../text/safe-text.js";
import { type Fitted, fitTimes } from "./fit.js";
import { shortDuration } from "./lognormal.js";
import { listedAnswers, modelText, quotedText } from "./model-text.js";
import { type Proposal, proposalFor } from "./proposals.js";
import { remarksOn } from "./remarks.js";
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
  readonly recorded?: Recorded;
}

/** Traffic that was recorded, instead of a steady peak. */
export interface Recorded {
  readonly rate: readonly string[]; // Lines of YAML.
  readonly remarks: readonly string[]; // What was read, and what it cannot tell.
  readonly files: Readonly<Record<string, string>>;
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
  const fitted = fitTimes(asked.settled, { name, command }, asked.rounds);
  const { settled, shares, times } = fitted;
  const proposal = proposalFor(fitted);
  const remarks = [...remarksOn(fitted), ...(recorded?.remarks ?? [])];
  const rate = recorded?.rate ?? [`rate: ${RATE.write(settled.peak)} # At the busiest time: ${settled.note("peak")}.`];
  const given = listedAnswers(settled, false);
  const head = [
    modeline("model"),
    ...remark(`Written by \`${command}\`.`),
    ...(given === "" ? [] : remark(`Answered: ${given}.`)),
    ...remark(`Assumed, and to be changed here once you know: ${listedAnswers(settled, true)}.`),
    ...remark(SPLIT),
    ...remarks.flatMap(remark),
  ];
  const model = modelText({ settled, shares, times, rate, name, command }, head);
  return {
    fitted,
    proposal,
    remarks,
    files: {
      "model.yaml": model,
      "proposal.yaml": proposalText(proposal, name),
      "experiment.yaml": experimentText(settled, proposal, name, recorded !== undefined),
      [`${SCHEMAS}/model.schema.json`]: await schemaText("model"),
      [`${SCHEMAS}/experiment.schema.json`]: await schemaText("experiment"),
      ...recorded?.files,
    },
  };
}

const SPLIT =
  "How the time of a request divides into cpu, query and delay was not measured, and matters much: it decides what gives first. Put in what your tracing says.";

function proposalText({ says, why, parts }: Proposal, name: string): string {
  return `${[
    modeline("model"),
    ...remark(`A change to try: ${says}, since ${why}. What is not said here is as in model.yaml.`),
    "version: 1",
    "extends: model.yaml",
    `name: ${quotedText(`${name}, ${says}`)}`,
    "parts:",
    ...parts.map((line) => `  ${line}`),
  ].join("\n")}\n`;
}

function experimentText({ peak }: Settled, { says }: Proposal, name: string, isRecorded: boolean): string {
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
const SPIKE_AT_LEAST_S = 20;

/** Long enough to tell percentiles in it, short enough to be simulated in seconds. */
const spikeMs = (peak: number): number =>
  1000 * Math.max(SPIKE_AT_LEAST_S, Math.ceil(SPIKE_REQUESTS / (2 * peak) / 10) * 10);

function spike(peak: number): string[] {
  const lasts = spikeMs(peak);
  const [at, slope] = [shortDuration(lasts / 2), shortDuration(lasts / 4)];
  const most = `rate: ${RATE.write(2 * peak)}, lasts: ${shortDuration(lasts)}, rise: ${slope}, fall: ${slope}`;
  return ["rate:", `  base: ${RATE.write(peak)}`, `  spikes: [{ at: ${at}, ${most} }]`];
}

/** The spike, and as long again to see what becomes of it. */
const windowOfSpike = (peak: number): string =>
  `run: { warm-up: ${shortDuration(spikeMs(peak) / 4)}, duration: ${shortDuration(4 * spikeMs(peak))}, replications: 4 }`;
