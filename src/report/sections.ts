/** A document of sections that has to fit: what can be spared goes, the longest first, and the reader is told. */
export interface Section {
  readonly text: string; // Empty: not there at all.
  readonly name: string | null; // What to call it when it is left out; null: it cannot be spared.
}

const telling = 300; // Room for saying what was left out.

export function assemble(sections: readonly Section[], mostCharacters: number): string {
  let kept = sections.filter(({ text }) => text !== "");
  const leftOut: string[] = [];
  const length = () => kept.reduce((sum, { text }) => sum + text.length + 2, 0);
  while (length() > mostCharacters - telling) {
    const longest = kept.filter(({ name }) => name !== null).sort((a, b) => b.text.length - a.text.length)[0];
    if (longest === undefined) break;
    kept = kept.filter((each) => each !== longest);
    leftOut.push(longest.name!);
  }
  const told =
    leftOut.length === 0 ? "" : `\n\nLeft out for length: ${leftOut.join(", ")}. All of it is in result.json.`;
  const text = kept.map((each) => each.text).join("\n\n");
  const room = mostCharacters - telling;
  return `${text.length > room ? `${text.slice(0, room)}…` : text}${told}\n`;
}
