/** Finds which option of a union the author meant, so that only its mistakes are reported. */
import type { core } from "zod";
import { nearest } from "../../text/nearest.js";
import { isObject, keysOf, requiredKeysOf } from "./schema-walk.js";

type Issues = readonly core.$ZodIssue[];

/** The option's index; or, if unclear, the words that would have decided it. */
export type Choice = { readonly option: number } | { readonly expected: readonly string[] };

/**
 * @param options of the union, in zod's order; null when they are not known.
 * @param failures each option's issues, in the same order; a path in them begins at `value`.
 */
export function chooseBranch(
  options: readonly core.$ZodType[] | null,
  failures: readonly Issues[],
  value: unknown,
): Choice {
  const indexes = failures.map((_, i) => i);
  const right = indexes.filter((i) => !failures[i]!.some((issue) => isWrongKind(issue, value)));
  const candidates = right.length > 0 ? right : indexes;
  if (candidates.length === 1) return { option: candidates[0]! };
  if (options === null || !isObject(value) || Array.isArray(value))
    return { option: byLiteral(candidates, failures, value) };
  return byKeys(candidates, options, failures, value);
}

/** The value has another type (list, map, text …) than the option; a map or a list is never a fixed word. */
const isWrongKind = ({ code, path }: core.$ZodIssue, value: unknown): boolean =>
  path.length === 0 && (code === "invalid_type" || (code === "invalid_value" && isObject(value)));

/** A text close to a fixed word means that word; otherwise the most specific option is chosen. */
function byLiteral(candidates: readonly number[], failures: readonly Issues[], value: unknown): number {
  const isNear = (issue: core.$ZodIssue): boolean =>
    issue.code === "invalid_value" && nearest(String(value), issue.values.map(String)) !== null;
  const near = candidates.find((i) => failures[i]!.some((issue) => issue.path.length === 0 && isNear(issue)));
  const fixed = (i: number): number =>
    Number(failures[i]![0]?.code === "invalid_value" && failures[i]![0].path.length === 0);
  return near ?? least(candidates, (i) => [fixed(i), failures[i]!.length]);
}

function byKeys(
  candidates: readonly number[],
  options: readonly core.$ZodType[],
  failures: readonly Issues[],
  value: Readonly<Record<string, unknown>>,
): Choice {
  const known = new Map(candidates.map((i) => [i, new Set(keysOf(options[i]!))]));
  const all = new Set([...known.values()].flatMap((keys) => [...keys]));
  const present = Object.keys(value).map((key) => nearest(key, all) ?? key); // With typing errors corrected.
  const knowers = (key: string): number => candidates.filter((i) => known.get(i)!.has(key)).length;
  const telling = (i: number): number => present.filter((key) => known.get(i)!.has(key) && knowers(key) === 1).length;
  // By a key that distinguishes the options.
  const tells = ({ code, path }: core.$ZodIssue): boolean =>
    code === "invalid_value" && path.length === 1 && String(path[0]) in value && knowers(String(path[0])) > 1;
  const contradicted = (i: number): number => failures[i]!.filter(tells).length;
  const best = least(candidates, (i) => [
    contradicted(i),
    -telling(i),
    missing(options[i]!, present),
    failures[i]!.length,
  ]);
  const own = candidates.map((i) => requiredKeysOf(options[i]!).find((key) => knowers(key) === 1));
  const undecided = candidates.every((i) => telling(i) === 0) && missing(options[best]!, present) > 0;
  if (undecided && own.every((key) => key !== undefined)) return { expected: own };
  return { option: best };
}

const missing = (option: core.$ZodType, present: readonly string[]): number =>
  requiredKeysOf(option).filter((key) => !present.includes(key)).length;

/** The first candidate with the lowest ranks, compared from left to right. */
function least(candidates: readonly number[], ranks: (candidate: number) => readonly number[]): number {
  const ranked = candidates.map((candidate) => ({ candidate, ranks: ranks(candidate) }));
  return ranked.reduce((best, other) => (isLess(other.ranks, best.ranks) ? other : best)).candidate;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((rank, i) => rank !== b[i]);
  return at !== -1 && a[at]! < b[at]!;
}
