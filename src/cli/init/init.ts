import { existsSync } from "node:fs";
import { join } from "node:path";
import { flagName, type Given, KEYS } from "../../experiment/init/asked.js";
import { makeProject } from "../../experiment/init/project.js";
import { Mistake, QUESTIONS, written } from "../../experiment/init/questions.js";
import type { Hints } from "../../experiment/init/recording/format.js";
import { fromRecording } from "../../experiment/init/recording/from-recording.js";
import { type Recording, readRecording, Unreadable } from "../../experiment/init/recording/read-recording.js";
import { settle } from "../../experiment/init/settled.js";
import { complain } from "../kit/complain.js";
import { EXIT } from "../kit/exit.js";
import { headroomCommand } from "../kit/shell.js";
import { stdout } from "../kit/terminals.js";
import { mayWrite, writeWhole } from "../kit/write-output.js";
import { schemaOf } from "../schema/schema.js";
import { summary } from "./summary.js";

export interface InitFlags {
  readonly name: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly from: readonly string[];
  readonly [answer: string]: unknown;
}

export async function init(folder: string, flags: InitFlags): Promise<void> {
  const { given: said, mistakes } = readFlags(flags);
  mistakes.push(...inTheWay(folder, flags));
  const recording = flags.from.length === 0 ? null : await read(flags, mistakes);
  mistakes.push(...settle(said, null).mistakes);
  if (mistakes.length > 0) return refuse(mistakes);
  const told = recording === null ? {} : fromRecording(recording, said).told;
  const given = mayAsk(flags) ? await answersTo(said, told) : said;
  if (given === null) {
    process.exitCode = EXIT.interrupted;
    return;
  }
  const found = recording === null ? null : fromRecording(recording, given);
  const { settled, mistakes: impossible } = settle(given, found?.endpoints ?? null, found?.told);
  if (settled === null) return refuse(impossible);
  const asked = KEYS.flatMap((key) => (given[key] === said[key] ? [] : [`--${flagName(key)}`, written(key, settled)]));
  const words = process.argv.slice(3).filter((word) => word !== "--force");
  const command = headroomCommand("init", ...words, ...asked);
  const recorded = found === null ? {} : { fitAt: found.fitAt, recorded: found.recorded };
  const project = await makeProject({ settled, name: flags.name, command, ...recorded }, schemaText);
  for (const [name, text] of Object.entries(project.files)) writeWhole(join(folder, name), text);
  stdout.write(summary(project, folder, stdout, recording?.files));
}

function refuse(mistakes: readonly string[]): void {
  for (const mistake of mistakes) complain(mistake);
  process.exitCode = EXIT.usage;
}

/** On a terminal, unless it is told not to. */
const mayAsk = ({ yes }: InitFlags): boolean =>
  yes !== true && process.stdin.isTTY === true && process.stderr.isTTY === true && process.env.CI === undefined;

async function answersTo(given: Given, told: Given): Promise<Given | null> {
  const { ask } = await import("./questions.js");
  return ask(given, told, { input: process.stdin, output: process.stderr });
}

const schemaText = async (of: "model" | "experiment"): Promise<string> => `${JSON.stringify(await schemaOf(of))}\n`;

/** Null after a mistake. */
async function read(flags: InitFlags, mistakes: string[]): Promise<Recording | null> {
  try {
    return await readRecording(flags.from, flags as Hints);
  } catch (problem) {
    if (!(problem instanceof Unreadable || (problem instanceof Error && "syscall" in problem))) throw problem;
    mistakes.push(problem instanceof Unreadable ? problem.message : inWords(problem as NodeJS.ErrnoException));
    return null;
  }
}

function inWords({ code, path, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return `there is no file "${path}"`;
  return code === "EISDIR" ? "--from is a folder; name the files in it" : message;
}

function readFlags(flags: InitFlags): { given: Given; mistakes: string[] } {
  const mistakes: string[] = [];
  const given = KEYS.flatMap((key) => {
    const text = flags[key];
    if (typeof text !== "string") return [];
    const value = QUESTIONS[key].read(text);
    if (!(value instanceof Mistake)) return [[key, value] as const];
    mistakes.push(`--${flagName(key)} ${text}: ${value.message}`);
    return [];
  });
  return { given: Object.fromEntries(given), mistakes };
}

/** Files that would be written over. */
function inTheWay(folder: string, { force }: InitFlags): string[] {
  const problems: string[] = [];
  mayWriteInto(folder, problems);
  const there = ["model.yaml", "experiment.yaml", "proposal.yaml"].filter((name) => existsSync(join(folder, name)));
  if (there.length > 0 && force !== true)
    problems.push(`${folder} already has ${there.join(", ")}: name another folder, or write over with --force`);
  return problems;
}

function mayWriteInto(folder: string, problems: string[]): void {
  class Refused extends Error {}
  try {
    mayWrite([folder], (message) => {
      problems.push(message.replace(/^error: /, ""));
      throw new Refused();
    });
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
  }
}
