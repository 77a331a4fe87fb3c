/** Rewords a zod issue for a YAML author. */
import type { core } from "zod";
import { nearest } from "../../text/nearest.js";
import { PART_KINDS } from "../language/catalogue.js";
import { foundKind } from "../language/values/found-kind.js";
import { didYouMean, listed } from "./diagnostics.js";
import { ourWord } from "./other-words.js";

export interface Words {
  readonly message: string;
  readonly hint?: string;
}

/** @param value at the issue's place in the file; undefined if absent */
export function wordsFor(issue: core.$ZodIssue, value: unknown): Words {
  if (value === undefined) return { message: "", ...expectation(issue) };
  if (!isZodsOwn(issue.message)) return { message: issue.message };
  switch (issue.code) {
    case "invalid_type":
      return {
        message: `expected ${KINDS[issue.expected] ?? issue.expected}, found ${foundKind(value)}`,
        ...(issue.expected === "array" ? { hint: LIST } : {}),
      };
    case "invalid_value":
      return choice(issue.values.map(String), value);
    case "invalid_union": {
      const known = discriminators(issue);
      return known === null
        ? { message: `${foundKind(value)} fits nothing that can stand here` }
        : choice(known, value);
    }
    case "too_small":
      return { message: bound(issue.origin, "at least", issue.minimum, issue.inclusive ?? true, value) };
    case "too_big":
      return { message: bound(issue.origin, "at most", issue.maximum, issue.inclusive ?? true, value) };
    case "not_multiple_of":
      return { message: `must be a multiple of ${issue.divisor}, found ${foundKind(value)}` };
    case "invalid_format":
      return {
        message: `${foundKind(value)} is not written as it must be${issue.pattern ? `: ${issue.pattern}` : ""}`,
      };
    default:
      return { message: `${foundKind(value)} cannot stand here` };
  }
}

/** What is expected at a missing value, as a hint; {} if the issue does not tell. */
export function expectation(issue: core.$ZodIssue): { hint?: string } {
  if (issue.code === "invalid_type") return { hint: `expected ${KINDS[issue.expected] ?? issue.expected}` };
  if (issue.code === "invalid_value") return { hint: `expected ${listed(issue.values.map(String))}` };
  const known = issue.code === "invalid_union" ? discriminators(issue) : null;
  if (known !== null) return { hint: `expected ${listed(known)}` };
  return isZodsOwn(issue.message) ? {} : { hint: issue.message };
}

/** The words that distinguish a union's options, if the word found is in none. */
const discriminators = (issue: core.$ZodIssueInvalidUnion): readonly string[] | null =>
  "options" in issue && issue.options !== undefined
    ? issue.options.map(String).filter((word) => !hasOwnSection(word))
    : null;

/** Such as links, which are no type that a file can say. */
const hasOwnSection = (word: string): boolean =>
  PART_KINDS.some(({ type, section }) => section !== undefined && type === word);

function choice(known: readonly string[], value: unknown): Words {
  const near = nearest(String(value), known) ?? ourWord(String(value), known);
  const message = `expected ${listed(known)}, found ${foundKind(value)}`;
  return near === null ? { message } : { message, hint: didYouMean(near) };
}

function bound(origin: string, side: string, limit: number | bigint, inclusive: boolean, value: unknown): string {
  if (origin === "array" || origin === "set")
    return `needs ${side} ${limit} ${limit === 1 ? "item" : "items"}, found ${sizeOf(value)}`;
  if (origin === "string") return `must have ${side} ${limit} characters, found ${foundKind(value)}`;
  if (origin === "object" || origin === "map") return `needs ${side} ${limit} entries`;
  const words = inclusive ? side : side === "at least" ? "more than" : "less than";
  return `must be ${words} ${limit}, found ${String(value)}`;
}

const sizeOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** Messages written in the schema are kept. */
const isZodsOwn = (message: string): boolean => /^(Invalid|Too (small|big)|Unrecognized key)/.test(message);

const LIST = "write [ ] around it, or each entry on a line of its own that begins with -";

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  array: "a list",
  tuple: "a list",
  null: "null",
  undefined: "nothing",
  never: "nothing",
};
