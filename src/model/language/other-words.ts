/**
 * What other tools call things, kept beside what they are called here: `maxThreads` with a service's threads,
 * `visibilityTimeout` with a queue's lease. Only asked when a file is not valid.
 */
import type { core } from "zod";
import { nearest } from "../../text/nearest.js";

/** Where a word of another tool was found. */
export interface Around {
  readonly key: string; // As written; an index in a list.
  readonly value: unknown;
  readonly beside: Readonly<Record<string, unknown>>; // The map it is in.
  readonly file: Readonly<Record<string, unknown>>; // All of it.
  readonly path: readonly (string | number)[]; // Of the value.
}

/** What to write instead, as YAML. */
export interface Instead {
  readonly write: string; // "" leaves it out.
  readonly why?: string;
  readonly of?: "key" | "value" | "entry"; // What is written anew, if not what was asked about.
  readonly at?: readonly (string | number)[]; // And where, if not there.
  /** And what to write elsewhere: entries that join the map there. */
  readonly elsewhere?: { readonly at: readonly (string | number)[]; readonly write: string; readonly words: string };
}

type Says = (around: Around) => string | Instead | null;

export interface OtherWords {
  /** Their words for each of our keys, which take the same value. */
  readonly keys?: Readonly<Record<string, string>>;
  /** What to write for an entry of theirs, by their words for its key. */
  readonly entries?: Readonly<Record<string, Says>>;
  /** What to write for an entry that is not known, whatever its key. */
  readonly anyEntry?: Says;
  /** Entries that nothing here needs, by their words for the key: why. */
  readonly leftOut?: Readonly<Record<string, string>>;
  /** What to write for a value that cannot stand here, such as a number in place of a map. */
  readonly value?: Says;
  /** Their words for each fixed word. */
  readonly words?: Readonly<Record<string, string>>;
  /** The fixed word that is meant, told by what stands beside a word that none knows. */
  readonly anyWord?: (
    beside: Readonly<Record<string, unknown>>,
  ) => { readonly word: string; readonly why: string } | null;
  /** What to write for a key that is missing. */
  readonly missing?: Readonly<Record<string, string>>;
}

const ALL = new WeakMap<object, readonly OtherWords[]>();

/** The same schema, which knows what others call what it describes. */
export function withOtherWords<Schema extends core.$ZodType>(
  schema: Schema,
  ...words: readonly (OtherWords | undefined)[]
): Schema {
  const said = words.filter((each) => each !== undefined);
  if (said.length > 0) ALL.set(schema._zod.def, said);
  return schema;
}

/** What is known of the words for what a schema describes: of itself, or of what it wraps. */
export function otherWordsOf(schema: core.$ZodType): readonly OtherWords[] {
  const def = (schema as core.$ZodTypes)._zod.def;
  const own = ALL.get(def) ?? [];
  const inner = innerOf(def);
  return [...own, ...(inner === null ? [] : otherWordsOf(inner))];
}

function innerOf(def: core.$ZodTypes["_zod"]["def"]): core.$ZodType | null {
  if (def.type === "lazy") return def.getter();
  if (def.type === "pipe") return def.in;
  return "innerType" in def ? (def.innerType as core.$ZodType) : null;
}

/** A word as all tools write it: maxThreads, max_threads, max-threads. */
export const folded = (word: string): string => word.toLowerCase().replace(/[-_ .]/g, "");

const split = (words: string): readonly string[] => words.split(" ").map(folded);

/** Our word for theirs; null if there is none. */
export const ourWordFor = (word: string, all: Readonly<Record<string, string>> = {}): string | null =>
  Object.entries(all).find(([, theirs]) => split(theirs).includes(folded(word)))?.[0] ?? null;

/** What is said of a word of theirs. */
const saidOf = <Said>(word: string, all: Readonly<Record<string, Said>> = {}): Said | null =>
  Object.entries(all).find(([theirs]) => split(theirs).includes(folded(word)))?.[1] ?? null;

/** Another key: the same entry under this one. */
export interface OtherKey {
  readonly key: string;
}

/** What to write for an entry whose key is not known; null where that cannot be told. */
export function entryInstead(
  words: readonly OtherWords[],
  around: Around,
  known: readonly string[],
): Instead | OtherKey | null {
  const { key } = around;
  const said = saidExactly(words, around, known);
  if (said !== null) return said;
  const near = nearest(key, [...known, ...theirs(words)]);
  if (near !== null && known.includes(near)) return { key: near };
  for (const each of [...endings(key), ...(near === null ? [] : [near])]) {
    const meant = saidExactly(words, { ...around, key: each }, known);
    if (meant !== null) return meant;
  }
  for (const { anyEntry } of words) {
    const other = anyEntry?.(around) ?? null;
    if (other !== null) return asInstead(other);
  }
  return null;
}

function saidExactly(
  words: readonly OtherWords[],
  around: Around,
  known: readonly string[],
): Instead | OtherKey | null {
  const { key } = around;
  const same = known.find((each) => folded(each) === folded(key));
  if (same !== undefined) return { key: same };
  for (const { keys, entries, leftOut } of words) {
    const said = saidOf(key, entries)?.(around) ?? null;
    const instead = said === null ? null : asInstead(said);
    if (instead !== null && topKeys(instead.write).every((each) => known.includes(each))) return instead;
    const ours = ourWordFor(key, keys);
    if (ours !== null && known.includes(ours) && !Object.hasOwn(around.beside, ours)) return { key: ours };
    const why = saidOf(key, leftOut);
    if (why !== null) return { write: "", why };
  }
  return null;
}

/** What a key may end in that says more than is known: `executionTimeout`, `puma_workers`, `waitQueueTimeoutMS`. */
function endings(key: string): readonly string[] {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[-_ .]+/);
  const isUnit = /^(ms|millis|sec|secs|seconds|s|min|minutes|percent|pct)$/.test(words.at(-1) ?? "");
  return [words, ...(isUnit ? [words.slice(0, -1)] : [])]
    .flatMap((all) => all.map((_, i) => all.slice(i).join("-")))
    .filter((each) => each.length >= 4 && each !== key);
}

/** The keys of the entries that are written. */
export const topKeys = (write: string): readonly string[] =>
  [...write.replace(/"[^"]*"(?!:)|\{.*\}|\[.*\]/g, "").matchAll(/([\w-]+):/g)].map(([, key]) => key!);

/** Their words, folded; only long ones are likely to be misspelt. */
const theirs = (words: readonly OtherWords[]): readonly string[] =>
  words
    .flatMap(({ keys = {}, entries = {} }) => [...Object.values(keys), ...Object.keys(entries)].flatMap(split))
    .filter((word) => word.length >= 6);

export const asInstead = (said: string | Instead): Instead => (typeof said === "string" ? { write: said } : said);

/** What to write for a value that cannot stand here. */
export function valueInstead(words: readonly OtherWords[], around: Around): Instead | null {
  for (const { value } of words) {
    const said = value?.(around) ?? null;
    if (said !== null) return asInstead(said);
  }
  return null;
}

/** Of a list of maps that say their names: each under its name. */
export function byName({ value }: Around): Instead | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const names = value.map((each) => (isRecord(each) ? each.name : undefined));
  if (names.some((name) => typeof name !== "string")) return null;
  return { write: `{ ${names.map((name) => `${String(name)}: …`).join(", ")} }`, why: "a map by name, without `name`" };
}

/** Data on one line of YAML. */
export function asYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asYaml).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, each]) => `${key}: ${asYaml(each)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  const text = String(value);
  const isPlain =
    typeof value !== "string" || (/^[\w<>=%/.()+*…-][^,:#{}[\]"]*$/.test(text) && !/^[-?%]( |$)|^%/.test(text));
  return isPlain ? text : JSON.stringify(text);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
