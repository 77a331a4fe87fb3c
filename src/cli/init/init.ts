import { existsSync } from "node:fs";
import { join } from "node:path";
import { flagName, type Given, KEYS } from "../../experiment/init/asked.js";
import { makeProject } from "../../experiment/init/project.js";
import { Mistake, QUESTIONS } from "../../experiment/init/questions.js";
import { settle } from "../../experiment/init/settled.js";
import { complain } from "../kit/complain.js";
import { EXIT } from "../kit/exit.js";
import { headroomCommand } from "../kit/shell.js";
import { stdout } from "../kit/terminals.js";
import { mayWrite, writeWhole } from "../kit/write-output.js";
import { schemaOf } from "../schema/schema.js";
import { told } from "./told.js";

export interface InitFlags {
  readonly name: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly [answer: string]: string | boolean | undefined;
}

export async function init(folder: string, flags: InitFlags): Promise<void> {
  const { given, mistakes } = readFlags(flags);
  const { settled, mistakes: impossible } = settle(given, null);
  mistakes.push(...impossible, ...inTheWay(folder, flags));
  if (settled === null || mistakes.length > 0) {
    for (const mistake of mistakes) complain(mistake);
    process.exitCode = EXIT.usage;
    return;
  }
  const command = headroomCommand("init", ...process.argv.slice(3).filter((word) => word !== "--force"));
  const project = await makeProject(
    { settled, name: flags.name, command },
    async (of) => `${JSON.stringify(await schemaOf(of))}\n`,
  );
  for (const [name, text] of Object.entries(project.files)) writeWhole(join(folder, name), text);
  stdout.write(told(project, folder, stdout));
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
