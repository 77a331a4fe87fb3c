/** `-` on the command line: the one file that is read from standard input instead. */
import type { Command } from "commander";

/** What it is called in messages, titles and folders; its own paths are as of a file of the current folder. */
export const STDIN = "stdin";
export const DASH = "-";

let isAsked = false;

/** Whether a path is what came from standard input, and not a file of that name. */
export const isStdin = (path: unknown): boolean => isAsked && path === STDIN;

/** The word that was typed for a file. */
export const asTyped = (path: string): string => (isStdin(path) ? DASH : path);

/** Before a verb does anything: gives what is read from standard input its name. */
export function nameStdin(verb: Command): void {
  if (verb.name() === "complete") return; // Whose words are those of another command.
  const given = verb.processedArgs.flat().filter((word) => word === DASH);
  if (given.length > 1) verb.error("error: standard input can be read once: give the other as a file");
  isAsked = given.length > 0;
  const named = (word: unknown): unknown => (word === DASH ? STDIN : word);
  verb.processedArgs = verb.processedArgs.map((word) => (Array.isArray(word) ? word.map(named) : named(word)));
}
