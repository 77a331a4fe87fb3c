/**
 * The syntax of a distribution: `name(word word …)`, where a word is a value (`4ms`), a keyword with its
 * value (`mean 4ms`) or a file. Commas between them are welcome and, since YAML ends an unquoted value at a
 * comma inside `{ }`, optional. Order does not matter. For arithmetic see `distribution-expression.ts`.
 */
import { Misread } from "./units.js";

export interface Word {
  readonly text: string;
  readonly offset: number; // In the whole text, for the caret.
  readonly afterComma: boolean;
}

export interface Call {
  readonly name: Word;
  readonly words: readonly Word[];
}

/** The text at the same length, with everything in quotes blanked out. */
export const withoutQuotes = (text: string): string => text.replace(QUOTED, (quoted) => "_".repeat(quoted.length));

const QUOTED = /"[^"]*"|'[^']*'/g;

/**
 * Splits `name(…)`; null if the text is no call.
 *
 * @param isUnit whether `word` is the unit of a number that stands after `keyword`. A unit may also be a keyword:
 *   there are no minutes in `shape 2 min 1ms`.
 * @throws Misread
 */
export function parseCall(text: string, isUnit: (word: string, keyword: string) => boolean): Call | null {
  const head = /^(\s*)([A-Za-z][\w-]*)\s*\(/.exec(text);
  if (head === null) return null;
  const start = head[0].length;
  const unquoted = withoutQuotes(text); // A bracket in quotes does not count.
  const end = unquoted.indexOf(")", start);
  if (end === -1) throw new Misread('")" is missing at the end', text.trimEnd().length, 1);
  const stray = unquoted.slice(start, end).indexOf("(");
  if (stray !== -1) throw new Misread('unexpected "(": one distribution cannot stand inside another', start + stray, 1);
  const inside = text.slice(start, end);
  const after = text.slice(end + 1).trim();
  if (after !== "") throw new Misread(`unexpected "${after}" after ")"`, text.indexOf(after, end + 1), after.length);
  const name = { text: head[2]!, offset: head[1]!.length, afterComma: false };
  return { name, words: joinUnits(wordsOf(inside, start), isUnit) };
}

function wordsOf(inside: string, start: number): Word[] {
  return [...inside.matchAll(/(,?\s*)("[^"]*"|'[^']*'|[^\s,]+)/g)].map((match) => {
    const [, gap, text] = match;
    const offset = start + match.index + gap!.length;
    const assigned = /^([A-Za-z][\w.]*)[=:](.*)$/.exec(text!);
    if (assigned === null) return { text: text!, offset, afterComma: gap!.startsWith(",") };
    const [, key, value] = assigned;
    const hint = `write ${key} ${value || "…"}`;
    throw new Misread(`a space goes between "${key}" and its value`, offset, text!.length, hint);
  });
}

/** `10 ms` is one value. */
function joinUnits(words: readonly Word[], isUnit: (word: string, keyword: string) => boolean): Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const number = joined.at(-1);
    const loose = number !== undefined && !word.afterComma && /^[\d_.]+$/.test(number.text);
    if (loose && isUnit(word.text, joined.at(-2)?.text ?? "")) {
      joined[joined.length - 1] = { ...number, text: `${number.text} ${word.text}` };
    } else {
      joined.push(word);
    }
  }
  return joined;
}
