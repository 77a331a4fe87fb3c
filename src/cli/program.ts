/** The command line: one file a verb. Data to stdout, everything else to stderr. */
import { inspect } from "node:util";
import { Command, CommanderError } from "commander";
import { VERSION } from "../experiment/execute/version.js";
import { CutShort } from "../experiment/findings/cut-short.js";
import { ceilingCommand } from "./ceiling.js";
import { checkCommand } from "./check.js";
import { diffCommand } from "./diff.js";
import { complain } from "./kit/complain.js";
import { EXIT } from "./kit/exit.js";
import { stderr } from "./kit/terminals.js";
import { nextCommand } from "./next.js";
import { runCommand } from "./run.js";
import { schemaCommand } from "./schema.js";
import { sweepCommand } from "./sweep.js";

const EXAMPLES = `
Examples:
  headroom run experiments/world-cup-semi-final.yaml   simulate, compare, draw
  headroom run models/shop/5-cache.yaml --json         one model, as data
  headroom diff base.yaml proposal.yaml                what a change does
  headroom check models/shop/5-cache.yaml              mistakes and load
  headroom ceiling models/shop/5-cache.yaml            how much it can take
  headroom sweep models/shop/5-cache.yaml --tornado    which number matters
  headroom next models/shop/2-own-database.yaml        what to change next
  headroom schema > model.schema.json                  for your editor

Exit codes: 0 met, 1 our bug, 2 usage or an invalid file, 3 undecided,
98 a proven regression (diff), 99 an objective missed or a claim refuted,
130 interrupted.`;

const program = new Command("headroom")
  .description("See where the next traffic spike breaks your web system, before it does.")
  .version(VERSION, "-v, --version")
  .helpOption("-h, --help", "say this")
  .helpCommand(false)
  .showSuggestionAfterError()
  .addHelpText("after", EXAMPLES)
  .exitOverride()
  .configureOutput({ writeErr: (text) => stderr.write(text) });

const COMMANDS = [
  runCommand(),
  diffCommand(),
  checkCommand(),
  ceilingCommand(),
  sweepCommand(),
  nextCommand(),
  schemaCommand(),
];
for (const command of COMMANDS) program.addCommand(inherit(command));

/** Subcommands do not inherit these by themselves when they are added whole. */
function inherit(command: Command): Command {
  return command.copyInheritedSettings(program);
}

try {
  await program.parseAsync();
} catch (problem) {
  process.exitCode = exitCodeOf(problem);
}

function exitCodeOf(problem: unknown): number {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? EXIT.met : EXIT.usage;
  if (problem instanceof CutShort) return said(problem.message, EXIT.undecided);
  if (problem instanceof Error && "syscall" in problem) return said(problem.message, EXIT.usage);
  stderr.write(`headroom: this is a bug in headroom, not in your model. Please report it with:\n${inspect(problem)}\n`);
  return EXIT.bug;
}

function said(message: string, code: number): number {
  complain(message);
  return code;
}
