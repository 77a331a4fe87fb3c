/** The command line: one folder a verb, whose action is loaded when it is called. Data to stdout, all else to stderr. */
import { inspect } from "node:util";
import { Command, CommanderError, Help } from "commander";
import { VERSION } from "../experiment/execute/version.js";
import { ceilingCommand } from "./ceiling/command.js";
import { checkCommand } from "./check/command.js";
import { compareCommand } from "./compare/command.js";
import { completeCommand, completionCommand } from "./completion/command.js";
import { diffCommand } from "./diff/command.js";
import { drawCommand } from "./draw/command.js";
import { withExamples } from "./examples.js";
import { explainCommand } from "./explain/command.js";
import { gamedayCommand } from "./gameday/command.js";
import { helpCommand } from "./help/command.js";
import { initCommand } from "./init/command.js";
import { EXIT } from "./kit/exit.js";
import { readQuantities } from "./kit/flags.js";
import { isStdin, nameStdin } from "./kit/standard-input.js";
import { stderr } from "./kit/terminals.js";
import { nextCommand } from "./next/command.js";
import { runCommand } from "./run/command.js";
import { schemaCommand } from "./schema/command.js";
import { sweepCommand } from "./sweep/command.js";

const EXIT_CODES = `

Exit codes: 0 met, 1 our bug, 2 usage or an invalid file, 3 undecided,
98 a proven regression (diff), 99 an objective missed or a claim refuted,
130 interrupted.`;

const VERBS = [
  initCommand,
  runCommand,
  compareCommand,
  diffCommand,
  checkCommand,
  drawCommand,
  ceilingCommand,
  sweepCommand,
  nextCommand,
  gamedayCommand,
  explainCommand,
  schemaCommand,
  completionCommand,
  helpCommand,
];

/** @param words of the command line, without the program's name */
export async function main(words: readonly string[]): Promise<void> {
  const program = new Command("headroom")
    .description("See where the next traffic spike breaks your web system, before it does.")
    .version(VERSION, "-v, --version")
    .helpOption("-h, --help", "say this")
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureHelp({ optionDescription: (flag) => new Help().optionDescription(flag).replace(" (default: [])", "") })
    .exitOverride()
    .configureOutput({ writeErr: (text) => stderr.write(text) })
    .hook("preAction", (_, verb) => nameStdin(verb))
    .hook("preAction", (_, verb) => readQuantities(verb))
    .hook("preAction", (_, verb) => watchIfAsked(verb, words));
  const verbs = VERBS.map((verb) => verb().copyInheritedSettings(program)); // What is added inherits none by itself.
  for (const verb of verbs) program.addCommand(verb);
  program.addHelpText("after", withExamples(verbs) + EXIT_CODES);
  program.addCommand(completeCommand().copyInheritedSettings(program), { hidden: true });
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (problem) {
    process.exitCode = await exitCodeOf(problem);
  }
}

async function watchIfAsked(verb: Command, words: readonly string[]): Promise<void> {
  if (verb.opts().watch !== true) return;
  if (verb.processedArgs.some(isStdin)) verb.error("error: --watch looks at files, and standard input is none");
  const { watch } = await import("./kit/watch.js");
  await watch(words);
}

async function exitCodeOf(problem: unknown): Promise<number> {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? EXIT.met : EXIT.usage;
  const { CutShort } = await import("../experiment/findings/cut-short.js");
  if (problem instanceof CutShort) return said(problem.message, EXIT.undecided);
  if (problem instanceof Error && "syscall" in problem) return said(problem.message, EXIT.usage);
  stderr.write(`headroom: this is a bug in headroom, not in your model. Please report it with:\n${inspect(problem)}\n`);
  return EXIT.bug;
}

async function said(message: string, code: number): Promise<number> {
  const { complain } = await import("./kit/complain.js");
  complain(message);
  return code;
}
