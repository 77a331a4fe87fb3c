/** What of the reference a word may mean. */
import { folded } from "../../model/language/other-words.js";
import type { Chapter, Entry, Row } from "../../model/reference/chapter.js";

export type Hit =
  | { readonly kind: "chapter"; readonly chapter: Chapter }
  | { readonly kind: "row"; readonly chapter: Chapter; readonly row: Row }
  | { readonly kind: "entry"; readonly chapter: Chapter; readonly entry: Entry };

export interface Found {
  readonly hits: readonly Hit[]; // What is most likely meant; several where that is not clear.
  readonly others: readonly Hit[];
  readonly theirs: readonly Hit[]; // What other tools call so.
}

const LATENCY = "latency";
const UNITS = "Values and units";

/** Its chapter's word and its path: "database.pool.connections". */
export const fullName = (chapter: Chapter, { path }: Entry): string => [...prefixOf(chapter), path].join(".");

/** Policies and the keys of a file stand alone. */
const prefixOf = ({ level, title, words }: Chapter): readonly string[] => {
  if (title === "Policies") return [];
  const [first = ""] = words;
  const isItsName = level === 3 || title.includes(" ") || title.toLowerCase() === `${first}s`;
  return [isItsName ? first : title.toLowerCase()];
};

export function findIn(chapters: readonly Chapter[], asked: string): Found {
  const said = asked.trim().replace(/:$/, "");
  const named = chapters.filter((chapter) => namesOf(chapter).includes(said.toLowerCase()));
  const all = [...named.map((chapter): Hit => ({ kind: "chapter", chapter })), ...rowsFor(chapters, said)];
  const entries = entriesFor(chapters, said).filter((hit) => !named.some((chapter) => isTheSame(chapter, hit)));
  const hits = [...all, ...entries].toSorted((a, b) => rankOf(a) - rankOf(b));
  const first = hits.filter((hit) => Math.floor(rankOf(hit)) === Math.floor(rankOf(hits[0]!)));
  return { hits: first, others: hits.slice(first.length), theirs: calledSo(chapters, said) };
}

/** The same word in the singular or the plural, if that is what is known. */
export function inOtherNumber(chapters: readonly Chapter[], word: string): Found | null {
  const other = /s$/.test(word) ? word.slice(0, -1) : word.replace(/(?<=[^aeo])y$/, "ie").concat("s");
  const found = findIn(chapters, other);
  return found.hits.length > 0 ? found : null;
}

/** Parts, steps and keys that other tools call by this word: `postgres`, `circuit-breaker`, `replicas`. */
function calledSo(chapters: readonly Chapter[], said: string): readonly Hit[] {
  const word = folded(said.split(".").at(-1)!);
  const isCalled = (alsoCalled = ""): boolean => alsoCalled.split(" ").some((each) => folded(each) === word);
  return chapters.flatMap((chapter) => [
    ...(isCalled(chapter.alsoCalled) ? [{ kind: "chapter", chapter } as const] : []),
    ...chapter.entries
      .filter((entry) => entry.as === undefined && isCalled(entry.alsoCalled))
      .map((entry): Hit => ({ kind: "entry", chapter, entry })),
  ]);
}

/** Chapters before keys, keys before those inside them; what refers to another place comes last. */
function rankOf(hit: Hit): number {
  if (hit.kind === "chapter") return hit.chapter.level - 2;
  if (hit.kind === "row") return hit.chapter.title === UNITS ? 5 : 1; // `rate` is asked for as a key.
  const { entry, chapter } = hit;
  if (entry.as !== undefined) return 10;
  return entry.path.split(".").length + (chapter.title === "Policies" ? 0 : 0.5);
}

export const namesOf = ({ title, words }: Chapter): string[] => [title.toLowerCase(), ...words];

type EntryHit = Extract<Hit, { kind: "entry" }>;

/** Whether the entry says no more than that there is this chapter: `traffic` of a model, `query` of the step `query`. */
const isTheSame = (chapter: Chapter, { chapter: at, entry }: EntryHit): boolean =>
  at.in === "the top of the file" || (at === chapter && chapter.words.includes(entry.path));

/** Those with the longest end of the dotted name, so that names of one's own may stand before it. */
function entriesFor(chapters: readonly Chapter[], said: string): readonly EntryHit[] {
  const wanted = said.split(".");
  const all = chapters.flatMap((chapter) =>
    chapter.entries.map((entry): EntryHit => ({ kind: "entry", chapter, entry })),
  );
  for (let from = 0; from < wanted.length; from++) {
    const end = wanted.slice(from).join(".");
    const found = all.filter(({ chapter, entry }) => {
      const keys = entry.path.replaceAll(".NAME", "");
      const full = [...prefixOf(chapter), keys].join(".");
      return full === end || keys === end || keys.endsWith(`.${end}`);
    });
    const whole = found.filter(({ entry }) => entry.path === end);
    if (found.length > 0) return whole.length > 0 && end.includes(".") ? whole : found;
  }
  return [];
}

/** By their names; figures also with a statistic, an argument, and what they are of. */
function rowsFor(chapters: readonly Chapter[], said: string): readonly Hit[] {
  const bare = said.replace(/ (of|by) .*$/, "").replace(/\(.*\)$/, "");
  const figure = /^(p\d+(\.\d+)?|mean|max)$/.test(bare) ? LATENCY : bare.replace(/ (p\d+(\.\d+)?|mean|max)$/, "");
  return chapters.flatMap((chapter) =>
    (chapter.rows ?? [])
      .filter(({ name }) => name === said.toLowerCase() || name === figure.toLowerCase() || name === bare)
      .map((row): Hit => ({ kind: "row", chapter, row })),
  );
}

/** All words that mean something, for the nearest of them. */
export const wordsOf = (chapters: readonly Chapter[]): readonly string[] => [
  ...new Set(
    chapters.flatMap((chapter) => [
      ...namesOf(chapter),
      ...(chapter.rows ?? []).map(({ name }) => name),
      ...chapter.entries.flatMap(({ path }) => [path.split(".").at(-1)!, path]),
    ]),
  ),
];
