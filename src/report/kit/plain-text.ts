/** Text in columns, for terminals: what a character takes, padding, cutting, and breaking into lines. */
import { clean } from "../../charts/kit/text.js";

export const terminalWidth = 80;

const noColumn = /[\p{Mn}\p{Me}\p{Cf}]/u; // Combining marks, joiners.
const twoColumns =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3ffff}]/u;

/** Columns that a text takes: East Asian characters and pictures take two. */
export function columns(text: string): number {
  let total = 0;
  for (const character of text) total += noColumn.test(character) ? 0 : twoColumns.test(character) ? 2 : 1;
  return total;
}

/** Without control characters, which could move the cursor or colour what follows; plain spaces only. */
export function plain(text: string): string {
  return clean(text).replace(/\s/gu, " ");
}

export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && columns(characters.join("")) > width - 1) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

export function padEnd(text: string, width: number): string {
  return cut(text, width) + " ".repeat(Math.max(0, width - columns(text)));
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - columns(text))) + cut(text, width);
}

/** Lines of at most `width` columns, broken at plain spaces; a word that is longer than a line is cut in pieces. */
export function fold(text: string, width = terminalWidth): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of clean(text)
    .split(/ +/)
    .flatMap((each) => pieces(each, width))) {
    if (line === "") line = word;
    else if (columns(line) + 1 + columns(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map(plain);
}

/** Where a long word is broken rather than anywhere: behind a hyphen, a dot, a bracket, not too near its start. */
const SEAM = /^(.{4,}[-./_,(])(.*)$/su;

function pieces(word: string, width: number): string[] {
  const result = [""];
  for (const character of word) {
    const piece = result.at(-1)!;
    if (columns(piece + character) > width) {
      const [whole, rest] = SEAM.exec(piece)?.slice(1) ?? [piece, ""];
      result.splice(-1, 1, whole!, rest!);
    }
    result[result.length - 1] += character;
  }
  return result;
}
