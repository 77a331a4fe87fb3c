/** A command on a terminal, broken between words and continued by `\`, so that it can be copied whole. */
import { fold } from "../../text/fold.js";
import { clean } from "../../text/safe-text.js";
import { columns, terminalWidth } from "../../text/width.js";

const WORDS = /(?:'[^']*'|\\.|[^\s'\\])+/g; // Words as a shell splits them.

/** @param label before it, such as "Next:" @param command its words quoted where needed */
export function commandLines(label: string, command: string, width = terminalWidth): string[] {
  const [first = "", ...rest] = (clean(command).match(WORDS) ?? []).reduce<string[]>(together, []);
  const inOne = `${label} ${first}`;
  const lines = columns(inOne) <= width - 2 ? [inOne] : [...fold(label, width), `  ${first}`];
  const before = lines.length - 1; // Of the label alone.
  for (const word of rest) {
    const longer = `${lines.at(-1)} ${word}`;
    if (columns(longer) <= width - 2) lines[lines.length - 1] = longer;
    else lines.push(`  ${word}`);
  }
  return lines.map((line, i) => (i < before || i === lines.length - 1 ? line : `${line} \\`));
}

/** Keeps a flag with its value, and `&& npx` with its command, on one line. */
function together(pieces: string[], word: string): string[] {
  const last = pieces.at(-1);
  const isOne =
    last !== undefined && (/^(&& )?npx$|^&&$/.test(last) || (/^--[\w-]+$/.test(last) && !/^[-&]/.test(word)));
  return isOne ? [...pieces.slice(0, -1), `${last} ${word}`] : [...pieces, word];
}
