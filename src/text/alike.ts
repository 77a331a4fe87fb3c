/** Sentences that say the same of many, but for a name and numbers: told once, with the numbers from least to most. */

export interface Said {
  readonly who: string; // As it stands in the text.
  readonly text: string;
}

/** A group told once: `members` are indexes of what was said; `text` has WHO for the names. */
export interface Alike {
  readonly members: readonly number[];
  readonly text: string;
}

export const WHO = "\u0000";

/** At most so many stand one by one, and are named. */
const SINGLY = 3;

/** In the order of the first of each. */
export function alike(said: readonly Said[], singly = SINGLY): Alike[] {
  const texts = said.map(({ who, text }) => (who === "" ? text : text.replaceAll(who, WHO)));
  const groups = new Map<string, number[]>();
  texts.forEach((text, i) => {
    const shape = text.replace(NUMBER, "#");
    groups.set(shape, [...(groups.get(shape) ?? []), i]);
  });
  return [...groups.values()].flatMap((members) =>
    members.length > singly
      ? [{ members, text: merged(members.map((i) => texts[i]!)) }]
      : members.map((i) => ({ members: [i], text: said[i]!.text })),
  );
}

/** @param whose how many of them are named together, from their indexes @returns what was said, the alike of it once */
export const foldAlike = (said: readonly Said[], whose: (members: readonly number[]) => string): string[] =>
  alike(said).map(({ members, text }) => (members.length > 1 ? text.replaceAll(WHO, whose(members)) : text));

/** For each reason, what stands for all that are like it, if they are many; else itself. */
export function common(reasons: readonly string[]): (reason: string) => string {
  const found = new Map<string, string>();
  for (const { members, text } of alike(reasons.map((reason) => ({ who: "", text: reason }))))
    for (const i of members) found.set(reasons[i]!, text);
  return (reason) => found.get(reason) ?? reason;
}

/** "6 of 20 variants (“a”, “b”, “c” and 3 more)", "the 20 variants". */
export function someOf(names: readonly string[], all: number, noun: string): string {
  if (names.length === all) return `the ${all} ${noun}`;
  const [shown, more] = [names.slice(0, SINGLY).map((name) => `“${name}”`), names.length - SINGLY];
  const list = more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
  return `${names.length} of ${all} ${noun} (${list})`;
}

/**
 * A number, a rate or a duration, with its interval. Not the 99 of p99 or p(99), not what belongs to a name (db-2), a time of
 * day (12:30) or a date.
 */
const NUMBER = new RegExp(
  [
    String.raw`(?<![\p{L}_\d.:/-]|p\()`,
    String.raw`(−?\d+(?:,\d{3})*(?:\.\d+)?(?![\d:-]|\/(?!s(?![\p{L}\d]))|[.,]\d)(?:[ \u00a0]?(?:µs|ms|s|min|h|d)(?![\p{L}\d]))?)`,
    String.raw`([ \u00a0](?:±<?[\d.,]*\d|−?[\d.,]+–−?[\d.,]*\d))?`,
  ].join(""),
  "gu",
);

const PER_UNIT: Readonly<Record<string, number>> = { µs: 1e-3, ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };

/** So large a number, in ms if it is a duration. */
function sizeOf(written: string): number {
  const [, sign, digits = "", unit] = /^(−?)([\d,.]+)[ \u00a0]?(\D*)$/.exec(written) ?? [];
  return (sign === "−" ? -1 : 1) * Number(digits.replaceAll(",", "")) * (PER_UNIT[unit ?? ""] ?? 1);
}

/** Texts of one shape, as one. Intervals are left out where the numbers differ. */
function merged(texts: readonly string[]): string {
  const numbers = texts.map((text) => [...text.matchAll(NUMBER)]);
  let at = -1;
  return texts[0]!.replace(NUMBER, (first) => {
    at += 1;
    const written = numbers.map((of) => of[at]![1]!).toSorted((a, b) => sizeOf(a) - sizeOf(b));
    const [least, most] = [written[0]!, written.at(-1)!];
    if (numbers.every((of) => of[at]![0] === first)) return first;
    return sizeOf(least) === sizeOf(most) ? least : `${least} to ${most}`;
  });
}
