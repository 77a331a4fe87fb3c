/** What to write instead of a word or value of another tool: the hint for people, and the same as data. */
import type { core } from "zod";
import { nearest } from "../../text/nearest.js";
import {
  type Around,
  asYaml,
  entryInstead,
  folded,
  type Instead,
  isRecord,
  type OtherWords,
  otherWordsOf,
  ourWordFor,
  topKeys,
  valueInstead,
} from "../language/other-words.js";
import { didYouMean, type Path } from "./diagnostics.js";
import type { Fix } from "./fix.js";
import type { Scope } from "./from-zod.js";
import { ourWord } from "./other-words.js";
import { andOptions, schemasAt, valueAt } from "./schema-walk.js";

export interface Advice {
  readonly hint: string;
  readonly fix: readonly Fix[];
}

/** Of an entry whose key is not known. @param path below the scope, @param full from the top, of the map */
export function insteadOfEntry(
  key: string,
  known: readonly string[],
  path: Path,
  full: Path,
  scope: Scope,
): (Advice & { readonly meant: readonly string[] }) | null {
  const beside = valueAt(scope.data, path);
  if (!isRecord(beside)) return null;
  const at = [...full, key];
  const around = aroundOf(at, beside[key], beside, scope);
  const said = entryInstead(wordsAt(path, scope), around, known) ?? olderWord(key, known);
  if (said === null) return null;
  const meant = (keys: readonly string[]): string[] => keys.map((each) => JSON.stringify([...full, each]));
  if ("key" in said) {
    const { key: ours } = said;
    const isNear = nearest(key, [ours]) !== null;
    const hint = isNear ? didYouMean(ours) : `write ${shown(ours, beside[key])}`;
    return { hint, fix: [{ at, of: "key", write: ours }], meant: meant([ours]) };
  }
  return { ...adviceOn(said, at, "entry"), meant: meant(topKeys(said.write)) };
}

function olderWord(key: string, known: readonly string[]): { key: string } | null {
  const ours = ourWord(key, known);
  return ours === null ? null : { key: ours };
}

/** With the user's own value, where it is short. */
function shown(key: string, value: unknown): string {
  const isShort = typeof value !== "object" && value !== undefined && String(value).length < 30;
  return `\`${key}: ${isShort ? asYaml(value) : "…"}\``;
}

/** Of a value that cannot stand where it is. */
export function insteadOfValue(issue: core.$ZodIssue, path: Path, full: Path, scope: Scope): Advice | null {
  if (full.length === 0) return null;
  const isWanted = issue.code === "invalid_type" && issue.expected === "boolean";
  const answer = /^(?:(yes|on|y)|no|off|n)$/i.exec(String(valueAt(scope.data, path)));
  if (isWanted && answer !== null) return adviceOn({ write: String(answer[1] !== undefined) }, full, "value");
  const beside = valueAt(scope.file, full.slice(0, -1));
  const around = aroundOf(full, valueAt(scope.data, path), isRecord(beside) ? beside : {}, scope);
  const said = valueInstead(wordsAt(path, scope), around);
  return said === null ? null : adviceOn(said, full, "value");
}

/** Of a word that is none of the fixed ones. */
export function insteadOfWord(
  issue: core.$ZodIssue,
  value: unknown,
  full: Path,
  path: Path,
  scope: Scope,
): (Advice & { readonly isOthers: boolean }) | null {
  const known =
    issue.code === "invalid_value"
      ? issue.values.map(String)
      : issue.code === "invalid_union" && "options" in issue && issue.options !== undefined
        ? issue.options.map(String)
        : [];
  if (known.length === 0 || (typeof value !== "string" && typeof value !== "number")) return null;
  const word = String(value);
  const key = issue.code === "invalid_union" ? path.slice(0, -1) : path; // Of maps told apart by a word, theirs.
  const ours = wordsAt(key, scope).flatMap(({ words }) => ourWordFor(word, words) ?? []);
  const same = known.find((each) => folded(each) === folded(word));
  const found = same ?? ours.find((each) => known.includes(each)) ?? nearest(word, known) ?? ourWord(word, known);
  if (found === null || found === undefined) return guessed(word, full, path, scope);
  const isNear = nearest(word, [found]) !== null;
  return {
    isOthers: !isNear,
    hint: isNear ? didYouMean(found) : `write \`${String(full.at(-1))}: ${asYaml(found)}\``,
    fix: [{ at: full, of: "value", write: asYaml(found) }],
  };
}

/** By what stands beside the word. */
function guessed(word: string, full: Path, path: Path, scope: Scope): (Advice & { readonly isOthers: boolean }) | null {
  const map = path.slice(0, -1);
  const beside = valueAt(scope.data, map);
  if (!isRecord(beside) || word === "") return null;
  for (const { anyWord } of wordsAt(map, scope)) {
    const said = anyWord?.(beside) ?? null;
    if (said === null) continue;
    const hint = `write \`${String(full.at(-1))}: ${said.word}\`: ${said.why}`;
    return { isOthers: true, hint, fix: [{ at: full, of: "value", write: said.word }] };
  }
  return null;
}

/** Of a key that is not there. */
export function insteadOfMissing(full: Path, scope: Scope): Advice | null {
  const map = full.slice(scope.at.length, -1);
  const key = String(full.at(-1));
  const words = wordsAt(map, scope);
  const write = words.flatMap(({ missing }) => missing?.[key] ?? [])[0];
  return write === undefined
    ? null
    : { hint: `add \`${write}\``, fix: [{ at: full.slice(0, -1), of: "inside", write }] };
}

function adviceOn(said: Instead, found: Path, asked: "entry" | "value"): Advice {
  const { write, why, elsewhere, at = found, of = asked } = said;
  const reason = why === undefined ? "" : `: ${why}`;
  const fix: Fix[] = [{ at, of, write }];
  if (elsewhere !== undefined) {
    fix.push({ at: elsewhere.at, of: "inside", write: elsewhere.write });
    const here = write === "" ? "write " : `write \`${write}\`, and `;
    const there = `\`${elsewhere.write}\` ${elsewhere.words}${write === "" ? " instead" : ""}`;
    return { hint: `${here}${there}${reason}`, fix };
  }
  if (of === "key" && at.length < found.length)
    return { hint: `write \`${write}\` instead of \`${String(at.at(-1))}\`${reason}`, fix };
  return { hint: write === "" ? `leave it out${reason}` : `write \`${write}\`${reason}`, fix };
}

const aroundOf = (path: Path, value: unknown, beside: Around["beside"], { file }: Scope): Around => ({
  key: String(path.at(-1)),
  value,
  beside,
  file: isRecord(file) ? file : {},
  path,
});

function wordsAt(path: Path, { schema, data }: Scope): readonly OtherWords[] {
  const value = valueAt(data, path);
  return schemasAt(schema, path, data).flatMap((each) => andOptions(each, value).flatMap(otherWordsOf));
}
