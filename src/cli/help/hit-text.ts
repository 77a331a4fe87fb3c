/** A part of the reference as text for a terminal. */
import type { Chapter, Entry, Example } from "../../model/reference/chapter.js";
import { fold } from "../../text/fold.js";
import { columns } from "../../text/width.js";
import { fullName, type Hit } from "./find.js";

/** Lines of at most `width` columns, examples and names excepted. */
export function hitText(hit: Hit, width: number): readonly string[] {
  if (hit.kind === "chapter") return chapterText(hit.chapter, width);
  if (hit.kind === "row") {
    const [first = "", ...rest] = hit.row.lines;
    return [hit.row.name, ...indented(first, width), "", ...rest.flatMap((line) => indented(line, width))];
  }
  return entryText(hit.chapter, hit.entry, width);
}

/** One line: its full name and what it means. */
export const hitLine = (hit: Hit, width: number, nameWidth: number): readonly string[] => {
  const [name, meaning] = nameAndMeaning(hit);
  return beside(name, plain(meaning), width, nameWidth);
};

export const hitName = (hit: Hit): string => nameAndMeaning(hit)[0];

function nameAndMeaning(hit: Hit): readonly [string, string] {
  if (hit.kind === "entry") return [fullName(hit.chapter, hit.entry), hit.entry.meaning];
  if (hit.kind === "row") return [hit.row.name, hit.row.lines[0] ?? ""];
  return [hit.chapter.title, hit.chapter.text[0] ?? ""];
}

function entryText(chapter: Chapter, entry: Entry, width: number): readonly string[] {
  const inside = chapter.entries.filter(({ path }) => path.startsWith(`${entry.path}.`));
  return [
    fullName(chapter, entry),
    ...indented(`${saidOf(entry)}. Where: ${plain(chapter.in)}.`, width),
    ...indented(entry.meaning, width),
    "",
    ...exampleLines(entry.example),
    ...(inside.length === 0 ? [] : ["", ...keyLines(inside, entry.path.length + 1, width)]),
    ...(entry.as === undefined ? [] : ["", `  Its keys: headroom help ${entry.as.path}`]),
  ];
}

const saidOf = ({ values, isRequired, fallback }: Entry): string => {
  const text = plain(values);
  const given = isRequired ? "; required" : fallback === null ? "" : `; ${fallback} if not given`;
  return `${text[0]?.toUpperCase()}${text.slice(1)}${given}`;
};

const INDENT = "  ";

function exampleLines({ under, lines }: Example): readonly string[] {
  if (under === null) return lines.map((line) => `${INDENT}${line}`);
  return [`${INDENT}${under}`, ...lines.map((line) => `${INDENT}${INDENT}${line}`)];
}

function chapterText({ title, text, entries, rows = [] }: Chapter, width: number): readonly string[] {
  const nameWidth = Math.min(26, Math.max(0, ...rows.map(({ name }) => columns(name))));
  return [
    title,
    ...text.flatMap((paragraph, i) => [...(i === 0 ? [] : [""]), ...paragraphLines(paragraph, width)]),
    ...(entries.length === 0 ? [] : ["", ...keyLines(entries, 0, width)]),
    ...(rows.length === 0 ? [] : [""]),
    ...rows.flatMap(({ name, lines }) => beside(name, plain(lines[0] ?? ""), width, nameWidth)),
  ];
}

/** Code stays as it is. */
function paragraphLines(paragraph: string, width: number): readonly string[] {
  if (paragraph.startsWith("|")) return tableRows(paragraph).flatMap((row) => indented(row, width));
  const code = /^```yaml\n([\s\S]*)\n```$/.exec(paragraph)?.[1] ?? null;
  return code === null ? indented(paragraph, width) : code.split("\n").map((line) => `${INDENT}${INDENT}${line}`);
}

const tableRows = (table: string): readonly string[] =>
  table
    .split("\n")
    .slice(2)
    .map((line) => line.replace(/^\| | \|$/g, "").replace(" | ", ": "));

/** The keys at the top of these, and of the others how they are asked for. */
function keyLines(entries: readonly Entry[], cut: number, width: number): readonly string[] {
  const top = entries.map((entry) => ({ entry, name: entry.path.slice(cut).replace(/^NAME\./, "") }));
  const shown = top.filter(({ name }) => !name.includes("."));
  const nameWidth = Math.min(26, Math.max(...shown.map(({ name }) => columns(name))));
  return shown.flatMap(({ entry, name }) => {
    const { isRequired, fallback, meaning } = entry;
    const given = isRequired ? " (required)" : fallback === null ? "" : ` (${fallback})`;
    return beside(name, `${plain(meaning)}${given}`, width, nameWidth);
  });
}

/** A name, and beside it text of several lines. */
function beside(name: string, text: string, width: number, nameWidth: number): readonly string[] {
  const room = width - nameWidth - 2 * INDENT.length;
  const lines = fold(text, room);
  const [first, ...rest] = columns(name) > nameWidth ? ["", ...lines] : lines;
  const head = `${INDENT}${name.padEnd(nameWidth)}${INDENT}${first}`.trimEnd();
  return [head, ...rest.map((line) => `${" ".repeat(nameWidth + 2 * INDENT.length)}${line}`)];
}

const indented = (text: string, width: number): readonly string[] =>
  fold(plain(text), width - INDENT.length).map((line) => `${INDENT}${line}`);

/** Without the links of markdown. */
const plain = (text: string): string => text.replace(/\[([^\]]+)\]\(#[^)]*\)/g, "$1");
