/** Text from a file or a model, made fit to be shown: nothing in it moves the cursor or turns the writing direction. */
import { columns } from "./width.js";

export interface Cell {
  readonly text: string;
  readonly width: number; // Columns.
  readonly index: number; // Of its first UTF-16 code unit in the original text.
}

// Controls, halves of pairs, and invisible marks that reorder or join what is around them.
const UNSAFE = /[\p{C}\u2028\u2029]/u;

/** One cell a character; a tab is one space and whatever could do harm is `�`. */
export function cellsOf(original: string): readonly Cell[] {
  let index = 0;
  return Array.from(original, (character) => {
    const text = safe(character);
    const cell = { text, width: columns(text), index };
    index += character.length;
    return cell;
  });
}

export const safeText = (text: string): string => Array.from(text.replace(/\s+/g, " "), safe).join("");

const safe = (character: string): string => {
  if (character === "\t") return " ";
  return UNSAFE.test(character) ? "�" : character;
};

/** What XML cannot hold, and what would turn the writing direction of the rest, becomes a space. */
const unprintable = /[^\u0020-\u007e\u00a0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function clean(text: string): string {
  return text.replace(unprintable, " ").trim();
}

/** Without control characters, which could move the cursor or colour what follows; plain spaces only. */
export function plain(text: string): string {
  return clean(text).replace(/\s/gu, " ");
}
