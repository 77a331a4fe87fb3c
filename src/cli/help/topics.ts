/** What `headroom help` says without a word: what can be asked for. */
import type { Command } from "commander";
import type { Chapter } from "../../model/reference/chapter.js";
import { fold } from "../../text/fold.js";

const NAME_WIDTH = 10;
const SHOWN = 16; // Figures; the others are of single parts.

export function topics(chapters: readonly Chapter[], verbs: readonly Command[], width: number): string {
  const figures = rowsOf(chapters, "Figures");
  const lines = [
    "headroom help WORD says what a word means, such as: headroom help rate.spikes",
    "",
    ...line(
      "files",
      chapters.filter(isSection).map(({ title }) => title.toLowerCase()),
      width,
      "; ",
    ),
    ...line("parts", below(chapters, "Parts"), width),
    ...line("steps", below(chapters, "Steps"), width),
    ...line("policies", keysOf(chapters, "Policies"), width),
    ...line("timeline", below(chapters, "Timeline"), width),
    ...line(
      "figures",
      ["p99", ...figures.slice(1, SHOWN), `and ${figures.length - SHOWN} more: headroom help figures`],
      width,
    ),
    ...line(
      "verbs",
      verbs.map((verb) => verb.name()),
      width,
    ),
    "",
    ...fold(
      "Keys go by their dotted names, your own names before them or not: db.pool.connections, pool.connections. All of it as one page: headroom help --markdown.",
      width,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

const isSection = ({ level, title }: Chapter): boolean =>
  level === 2 && !["Parts", "Steps", "Policies", "Figures"].includes(title);

/** The first words of the chapters below one. */
function below(chapters: readonly Chapter[], title: string): readonly string[] {
  const rest = chapters.slice(chapters.findIndex((chapter) => chapter.title === title) + 1);
  const end = rest.findIndex(({ level }) => level === 2);
  return rest.slice(0, end).map(({ words }) => words[0]!);
}

const of = (chapters: readonly Chapter[], title: string): Chapter | undefined =>
  chapters.find((chapter) => chapter.title === title);
const keysOf = (chapters: readonly Chapter[], title: string): readonly string[] =>
  (of(chapters, title)?.entries ?? []).map(({ path }) => path).filter((path) => !path.includes("."));
const rowsOf = (chapters: readonly Chapter[], title: string): readonly string[] =>
  (of(chapters, title)?.rows ?? []).map(({ name }) => name);

const line = (name: string, words: readonly string[], width: number, between = ", "): readonly string[] =>
  fold(words.join(between), width - NAME_WIDTH - 2).map(
    (text, i) => `${(i === 0 ? name : "").padEnd(NAME_WIDTH)}  ${text}`,
  );
