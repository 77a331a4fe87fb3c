/** Text from a file, made fit for a terminal: nothing in it moves the cursor, and its width is known. */

export interface Cell {
  readonly text: string;
  readonly width: number; // Columns: 1, or 2 for the wide characters of East Asia and most emoji.
  readonly index: number; // Of its first UTF-16 code unit in the original text.
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3ffff}]/u;
// Controls, halves of pairs, and invisible marks that reorder or join what is around them.
const UNSAFE = /[\p{C}\u2028\u2029]/u;

/** One cell a character; a tab is one space and whatever could do harm is `�`. */
export function cellsOf(text: string): readonly Cell[] {
  let index = 0;
  return Array.from(text, (character) => {
    const cell = { text: safe(character), width: widthOf(character), index };
    index += character.length;
    return cell;
  });
}

export const safeText = (text: string): string => Array.from(text.replace(/\s+/g, " "), safe).join("");

export const displayWidth = (text: string): number => Array.from(text).reduce((sum, c) => sum + widthOf(c), 0);

/** Breaks text at spaces, and words that are too long anywhere, so that no line is wider than `width` columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((long) => broken(long, width))) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function broken(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces = [""];
  for (const character of word) {
    if (displayWidth(pieces.at(-1)! + character) > width) pieces.push("");
    pieces[pieces.length - 1] += character;
  }
  return pieces;
}

const safe = (character: string): string => {
  if (character === "\t") return " ";
  return UNSAFE.test(character) ? "�" : character;
};

const widthOf = (character: string): number => (WIDE.test(character) ? 2 : 1);
