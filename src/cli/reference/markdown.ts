/** The reference as one page of markdown. */
import type { Chapter, Entry, Place } from "../../model/reference/chapter.js";

export function referencePage(chapters: readonly Chapter[]): string {
  return `${[
    "# The language",
    "Everything that a model and an experiment can say, in the order in which one writes them. Generated from the schema that reads the files, by `npm run reference`; every example is read by it too. `headroom help KEY` prints an entry of this page, and `headroom schema` the whole for an editor.",
    contents(chapters),
    ...chapters.map(chapterPart),
  ].join("\n\n")}\n`;
}

/** As GitHub makes anchors of titles. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

const link = (words: string, title: string): string => `[${words}](#${anchorOf(title)})`;

/** A line for each chapter, with those below it. */
function contents(chapters: readonly Chapter[]): string {
  const lines: string[] = [];
  for (const { title, level, words } of chapters) {
    if (level === 2) lines.push(`- ${link(title, title)}`);
    else lines[lines.length - 1] += `${lines.at(-1)!.includes(": ") ? ", " : ": "}${link(words[0] ?? title, title)}`;
  }
  return lines.join("\n");
}

const chapterPart = ({ title, level, text, entries, rows, heads }: Chapter): string =>
  [
    `${"#".repeat(level)} ${title}`,
    ...text,
    ...(entries.length === 0 ? [] : [table(["key", "value", "default", "meaning", "example"], entries.map(cells))]),
    ...(rows === undefined
      ? []
      : [
          table(
            heads ?? [],
            rows.map((row) => row.cells),
          ),
        ]),
  ].join("\n\n");

function cells({ path, values, isRequired, fallback, meaning, example, as }: Entry): string[] {
  const given = isRequired ? "required" : fallback === null ? "" : `\`${fallback}\``;
  const lines = example.lines.map((line) => `\`${line}\``).join("<br>");
  return [`\`${path}\``, as === undefined ? values : `as ${there(as)}`, given, meaning, lines];
}

const there = ({ chapter, path }: Place): string => link(`\`${path}\``, chapter);

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows.map((row) => row.map(escaped))]
    .map((line) => `| ${line.join(" | ")} |`)
    .join("\n");

const escaped = (text: string): string => text.replaceAll("|", "\\|");
