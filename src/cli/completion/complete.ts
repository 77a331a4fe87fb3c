/** What may stand where the cursor is, for the scripts of `headroom completion`. */
import type { Command, Option } from "commander";
import { DASH } from "../kit/standard-input.js";
import { stdout } from "../kit/terminals.js";

/** `files` and `models` are looked for by the shell; of `words`, `begun` ones go on after what is completed. */
type Kind = "files" | "models" | "words" | "begun";

export interface Candidates {
  readonly kind: Kind;
  readonly words: readonly Candidate[];
}

export interface Candidate {
  readonly word: string;
  readonly about?: string; // A few words, which zsh and fish show.
}

/** Writes the kind, and the words that begin as the last one does, a line each, with what they are behind a tab. */
export async function complete(typed: readonly string[], program: Command): Promise<void> {
  const words = typed.map(unquoted);
  const last = words.at(-1) ?? "";
  const { kind, words: found } = await candidates(words.slice(0, -1), last, program);
  const fitting = found.filter(({ word }) => word.startsWith(last));
  const shown = fitting.length > MANY ? shortened(fitting, last.length) : fitting;
  const isBegun = kind === "begun" || (shown.length > 0 && shown.every(({ word }) => word.endsWith(OF)));
  const lines = shown.map(({ word, about }) => (about === undefined ? word : `${word}\t${about.replace(/\s+/g, " ")}`));
  stdout.write(`${[isBegun ? "begun" : kind, ...lines].join("\n")}\n`);
}

const MANY = 40;
const OF = " of ";

/** "p99 of " once, for all that there is a p99 of; what is before `typed` stays. */
function shortened(words: readonly Candidate[], typed: number): Candidate[] {
  const short = words.map(({ word, about }) => {
    const at = word.indexOf(OF, typed);
    return { word: at < 0 ? word : word.slice(0, at + OF.length), ...(about === undefined ? {} : { about }) };
  });
  return [...new Map(short.map((each) => [each.word, each])).values()];
}

/** As a shell reads it; a quote may be open still. */
const unquoted = (word: string): string => word.replace(/\\(.)|["']/g, (_, escaped?: string) => escaped ?? "");

async function candidates(before: readonly string[], last: string, program: Command): Promise<Candidates> {
  const [name, ...given] = before;
  const verbs = program.createHelp().visibleCommands(program);
  if (name === undefined) return { kind: "words", words: [...verbs.map(verbOf), ...optionsOf(program, [])] };
  const verb = verbs.find((each) => each.name() === name);
  if (verb === undefined) return { kind: "words", words: [] };
  const [, joined] = /^(--[^=]+)=/.exec(last) ?? [];
  const asking = optionNamed(verb, joined ?? given.at(-1));
  if (asking !== undefined && takesValue(asking)) {
    const { kind, words } = await valuesOf(asking, fileIn(verb, given));
    const prefix = joined === undefined ? "" : `${joined}=`;
    return { kind, words: words.map((each) => ({ ...each, word: prefix + each.word })) };
  }
  if (last.startsWith("-") && last !== DASH) return { kind: "words", words: optionsOf(verb, given) };
  const argument = verb.registeredArguments[positional(verb, given).length] ?? verb.registeredArguments.at(-1);
  if (argument?.argChoices !== undefined)
    return { kind: "words", words: argument.argChoices.map((word) => ({ word })) };
  const isFull = positional(verb, given).length >= verb.registeredArguments.length && argument?.variadic !== true;
  return isFull ? { kind: "words", words: optionsOf(verb, given) } : { kind: "models", words: [] };
}

const verbOf = (verb: Command): Candidate => ({ word: verb.name(), about: verb.description() });

/** Flags that are not there yet, or may be repeated. */
function optionsOf(verb: Command, given: readonly string[]): Candidate[] {
  return verb
    .createHelp()
    .visibleOptions(verb)
    .filter((option) => Array.isArray(option.defaultValue) || !given.includes(option.long ?? ""))
    .map((option) => ({ word: option.long ?? option.flags, about: option.description }));
}

const optionNamed = (verb: Command, word: string | undefined): Option | undefined =>
  verb.options.find(({ long, short }) => word !== undefined && (word === long || word === short));

const takesValue = ({ required, optional }: Option): boolean => required || optional;

/** Words that are no flags and no values of them. */
function positional(verb: Command, given: readonly string[]): string[] {
  return given.filter((word, i) => {
    const before = optionNamed(verb, given[i - 1]);
    return (word === DASH || !word.startsWith("-")) && !(before !== undefined && takesValue(before));
  });
}

const fileIn = (verb: Command, given: readonly string[]): Line => {
  const at = given.indexOf("--variant");
  const variant = at < 0 ? undefined : given[at + 1];
  return { file: positional(verb, given)[0], variant };
};

interface Line {
  readonly file: string | undefined;
  readonly variant: string | undefined;
}

async function valuesOf(option: Option, { file, variant }: Line): Promise<Candidates> {
  if (option.argChoices !== undefined) return { kind: "words", words: option.argChoices.map((word) => ({ word })) };
  if (/<(file|folder)>/.test(option.flags)) return { kind: "files", words: [] };
  if (file === undefined) return { kind: "words", words: [] };
  const { namesIn } = await import("./model-names.js");
  const names = namesIn(file, variant);
  const known = names[option.long as keyof typeof names]?.() ?? { kind: "words", words: [] };
  if (option.long !== "--knob" || !option.flags.includes("=")) return known;
  return { kind: "begun", words: known.words.map((each) => ({ ...each, word: `${each.word}=` })) };
}
