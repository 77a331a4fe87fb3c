/** How sentences refer to variants: by number if many, by name if few. */

import type { Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";

const numerals = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

export function inWords(n: number): string {
  return numerals[n] ?? String(n);
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "stage" where the study calls its variants so, else "variant". */
export function noun({ name, title, question, variants }: Findings, many = false): string {
  const calledStages = /\bstages?\b/i.test(
    [name, title, question ?? "", ...variants.map((each) => each.name)].join(" "),
  );
  return (calledStages ? "stage" : "variant") + (many ? "s" : "");
}

/** The name as given; its number if it has none. */
export const bareName = ({ variants }: Findings, index: number): string =>
  clean(variants[index].name) || `${index + 1}`;

/** With its number in front, unless all names are already numbered: "1 Pool", "stage-2: Cache". */
export function numberedName(findings: Findings, index: number): string {
  const { variants } = findings;
  const isNumbered = variants.length === 1 || variants.every(({ name }, i) => numberOf(name) === i + 1);
  return isNumbered ? bareName(findings, index) : `${index + 1}\u2002${bareName(findings, index)}`;
}

function numberOf(name: string): number {
  return Number(/^(?:stage|variant)?[\s-]*(\d+)[\s.:)–—-]+\S/i.exec(clean(name))?.[1]);
}

/** "1", "5–7", "1, 3 and 5–7", counted from one. */
function numbers(indexes: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const index of indexes) {
    const last = spans.at(-1);
    if (last !== undefined && index === last[1] + 1) last[1] = index;
    else spans.push([index, index]);
  }
  return list(spans.map(([a, b]) => (a === b ? `${a + 1}` : `${a + 1}–${b + 1}`)));
}

/** "stages 5–7", or the names if there are at most three variants. */
export function named(findings: Findings, indexes: readonly number[]): string {
  if (findings.variants.length <= 3) return list(indexes.map((index) => `“${bareName(findings, index)}”`));
  return `${noun(findings, indexes.length > 1)}\u00a0${numbers(indexes)}`;
}

/** "stage 1 keeps", "stages 2–3 keep". */
export function agree(indexes: readonly unknown[], one: string, many: string): string {
  return indexes.length === 1 ? one : many;
}

/** "are" for "errors of web.page", "is" for "p99". */
export const isOrAre = (name: string): string => (/s$/.test(name.split(/ of | by /)[0] ?? "") ? "are" : "is");
