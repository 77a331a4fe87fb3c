/** Text broken into lines, for terminals. */
import wrapAnsi from "wrap-ansi";
import { clean, plain } from "./safe-text.js";
import { columns, isSingle, terminalWidth } from "./width.js";

/** Lines of at most `width` columns, broken at plain spaces; a word that is longer than a line is cut in pieces. */
export function fold(text: string, width = terminalWidth): string[] {
  const words = clean(text)
    .normalize() // As wrap-ansi does, so that pieces keep their length.
    .split(/ +/)
    .flatMap((word) => pieces(word, width));
  const line = words.join(" ");
  const lines = isSingle(line) && !LOOSE.test(line) ? filled(words, width) : wrapAnsi(line, width).split("\n");
  return lines.map(plain);
}

const LOOSE = /(^| )\u00a0|\u00a0( |$)/; // A hard space at the end of a word, which wrap-ansi may drop.

/** As wrap-ansi does it, of words that fit and are as wide as they are long. */
function filled(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Where a long word is broken rather than anywhere: behind a hyphen, a dot, a bracket, not too near its start. */
const SEAM = /^.{4,}[-./_,(]/su;

function pieces(word: string, width: number): string[] {
  const result: string[] = [];
  let rest = word;
  while (columns(rest) > width) {
    const [line = rest] = wrapAnsi(rest.slice(0, MOST * width), width, { hard: true, trim: false }).split("\n");
    const [piece] = SEAM.exec(line) ?? [line];
    result.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...result, rest];
}

const MOST = 16; // Code units a column: more are only in what no terminal shows as it is meant.
