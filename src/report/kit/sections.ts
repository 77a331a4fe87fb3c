/** A document of limited length: optional sections are dropped, the longest first, with a note. */
export interface Section {
  readonly text: string; // Empty: no section.
  readonly name: string | null; // Its name in the note when dropped; null: never dropped.
  readonly rank?: number; // Higher ranks are dropped first, regardless of length; default 0.
}

export const must = (text: string): Section => ({ text, name: null });
export const may = (name: string, text: string): Section => ({ text, name });

const telling = 300; // Room for the note on what was left out.
const mostNames = 12;

/** @param whole where to find what is left out */
export function assemble(sections: readonly Section[], mostCharacters: number, whole?: string): string {
  const room = mostCharacters - telling;
  const { kept, leftOut } = keepWhatFits(sections, room, (text) => text.length + 2);
  const text = kept.map((each) => each.text).join("\n\n");
  const told = leftOut.length === 0 ? "" : `\n\n${leftOutWords(leftOut, whole)}`;
  return `${text.length > room ? `${text.slice(0, room)}…` : text}${told}\n`;
}

/** The sections kept, in order, and the names of those dropped. */
export function keepWhatFits(sections: readonly Section[], room: number, lengthOf: (text: string) => number) {
  let kept = sections.filter(({ text }) => text !== "").map((section) => ({ section, length: lengthOf(section.text) }));
  const leftOut: string[] = [];
  const spare = kept
    .filter(({ section }) => section.name !== null)
    .sort((a, b) => (b.section.rank ?? 0) - (a.section.rank ?? 0) || b.length - a.length);
  for (const next of spare) {
    if (kept.reduce((sum, { length }) => sum + length, 0) <= room) break;
    kept = kept.filter((each) => each !== next);
    leftOut.push(next.section.name!);
  }
  return { kept: kept.map(({ section }) => section), leftOut };
}

/** @param whole a sentence: where to find all of it */
export function leftOutWords(names: readonly string[], whole = "All of it is in result.json."): string {
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  return `Left out for length: ${names.slice(0, mostNames).join(", ")}${more}. ${whole}`;
}
