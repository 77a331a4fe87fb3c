/** Turns the issues of a zod schema into diagnostics that point into the file and speak plainly. */
import type { core } from "zod";
import { nearest } from "../../text/nearest.js";
import type { MisreadParams } from "../language/values/written.js";
import { chooseBranch } from "./choose-branch.js";
import { type Diagnostic, didYouMean, error, listed, type Path } from "./diagnostics.js";
import { wordsFor } from "./issue-words.js";
import type { Source } from "./load.js";
import { ourWord } from "./other-words.js";
import { isObject, keysOf, requiredKeysOf, schemasAt, unionOptions } from "./schema-walk.js";

export interface Parsed {
  readonly schema: core.$ZodType; // What the data was parsed with.
  readonly data: unknown; // What went in.
  readonly locate: Source["locate"];
}

/**
 * Reports every issue once: unknown keys at the key, missing ones at the map that lacks them, and for a union only the
 * issues of the option that was meant. A custom issue keeps its message; its `params` may have the
 * `offset` and `length` of the mistake in the text, a `hint`, and `at: "key"`.
 */
export function fromZod(issues: readonly core.$ZodIssue[], { schema, data, locate }: Parsed): readonly Diagnostic[] {
  return withoutConsequences(issues.flatMap((issue) => explain(issue, { schema, data, at: [], locate })));
}

/** Where an issue's path begins: below a union it is the option that was meant. */
interface Scope {
  readonly schema: core.$ZodType;
  readonly data: unknown;
  readonly at: Path;
  readonly locate: Source["locate"];
  readonly isOneOf?: boolean; // Of several maps, of which nothing tells which one was meant.
}

/** A diagnostic with the key it is about. */
interface Finding extends Diagnostic {
  readonly missing?: string; // The path of a key that is not there.
  readonly meant?: string; // The path of the key that an unknown one was meant to be.
}

function explain(issue: core.$ZodIssue, scope: Scope): readonly Finding[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const value = valueAt(scope.data, path);
  const full = [...scope.at, ...path];
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, full, scope);
  if (value === undefined && path.length > 0) return [missingKey(issue, full, scope)];
  if (issue.code === "invalid_union" && issue.errors.length > 0) return meantOption(issue.errors, path, full, scope);
  if (issue.code === "invalid_key") return [invalidKey(issue, full, scope)];
  if (issue.code !== "custom") {
    const { message, hint = mapHint(issue, path, scope) } = wordsFor(issue, value ?? null);
    return [error(message, scope.locate(full), hint)];
  }
  const { offset, length, hint, at } = (issue.params ?? {}) as Partial<MisreadParams> & { at?: "key" };
  const part = offset === undefined || length === undefined ? {} : { part: { offset, length } };
  return [error(issue.message || "this value is not right", scope.locate(full, { of: at ?? "value", ...part }), hint)];
}

/** Where a map is expected and something else stands there: which keys it takes. */
function mapHint(issue: core.$ZodIssue, path: Path, { schema, data, isOneOf = false }: Scope): string | undefined {
  if ((isOneOf && path.length === 0) || issue.code !== "invalid_type" || issue.expected !== "object") return undefined;
  const found = schemasAt(schema, path, data);
  const must = [...new Set(found.flatMap(requiredKeysOf))];
  const known = [...new Set(found.flatMap((each) => keysOf(each)))];
  if (must.length > 0) return `write { ${must.map((key) => `${key}: …`).join(", ")} }`;
  return known.length === 0 ? undefined : `write a map, with ${listed(known)}`;
}

function unknownKeys(
  keys: readonly string[],
  path: Path,
  full: Path,
  { schema, data, locate }: Scope,
): readonly Finding[] {
  const value = valueAt(data, path);
  const found = schemasAt(schema, path, data);
  const all = found.flatMap((each) => keysOf(each, value));
  const known = [...new Set(keys.some((key) => all.includes(key)) ? keysWithout(keys, found, value) : all)];
  return keys.map((key) => {
    const near = nearest(key, known) ?? ourWord(key, known);
    const at = locate([...full, key], { of: "key" });
    if (near === null)
      return error(`unknown key "${key}"`, at, known.length > 0 ? `known here: ${listed(known)}` : null);
    return { ...error(`unknown key "${key}"`, at, didYouMean(near)), meant: JSON.stringify([...full, near]) };
  });
}

/** The options that know most of the other keys, but not these, which other options know. */
function keysWithout(keys: readonly string[], found: readonly core.$ZodType[], value: unknown): readonly string[] {
  const present = isObject(value) ? Object.keys(value) : [];
  const options = found.flatMap((each) => unionOptions(each) ?? [each]).map((option) => keysOf(option, value));
  const refusing = options.filter((known) => !keys.some((key) => known.includes(key)));
  const knows = (known: readonly string[]): number => present.filter((key) => known.includes(key)).length;
  const most = Math.max(...refusing.map(knows));
  return refusing.filter((known) => knows(known) === most).flat();
}

function missingKey(issue: core.$ZodIssue, full: Path, { locate }: Scope): Finding {
  const { hint } = wordsFor(issue, undefined);
  const finding = error(`"${full.at(-1)}" is missing`, locate(full.slice(0, -1), { of: "key" }), hint);
  return { ...finding, missing: JSON.stringify(full) };
}

function meantOption(errors: readonly core.$ZodIssue[][], path: Path, full: Path, scope: Scope): readonly Finding[] {
  const value = valueAt(scope.data, path);
  const unions = schemasAt(scope.schema, path, scope.data).map(unionOptions);
  const options = unions.find((union) => union?.length === errors.length) ?? null;
  const choice = chooseBranch(options, errors, value);
  const isKey = typeof value === "string" && (options ?? []).some((option) => keysOf(option).includes(value));
  if ("expected" in choice) {
    const message = `expected a map with one of ${listed(choice.expected, 20)}`;
    const found = isObject(value) ? Object.keys(value).map((key) => `"${key}"`) : [];
    return [error(message, scope.locate(full), found.length === 0 ? null : `found ${listed(found)}`)];
  }
  const chosen = options?.[choice.option] ?? scope.schema;
  const isOneOf = (options ?? []).filter((option) => keysOf(option).length > 0).length > 1;
  const inside: Scope = { schema: chosen, data: value, at: full, locate: scope.locate, isOneOf };
  const findings = errors[choice.option]!.flatMap((issue) => explain(issue, inside));
  return findings.map((each) => (isKey && each.hint === undefined ? { ...each, hint: `write { ${value}: … }` } : each));
}

/** A bad key of a record, with the message of the schema of its keys. */
function invalidKey(issue: core.$ZodIssueInvalidKey, full: Path, { locate }: Scope): Finding {
  const key = String(full.at(-1));
  const [inner] = issue.issues;
  const { message, hint } = inner === undefined ? { message: `"${key}" cannot be a key here` } : wordsFor(inner, key);
  return error(message, locate(full, { of: "key" }), hint);
}

/** If an unknown key is reported as a misspelt `rate`, a missing `rate` is not reported as well. */
function withoutConsequences(findings: readonly Finding[]): readonly Diagnostic[] {
  const meant = new Set(findings.map((finding) => finding.meant));
  const kept = findings.filter(({ missing }) => missing === undefined || !meant.has(missing));
  return kept.map(({ missing: _, meant: __, ...diagnostic }) => diagnostic);
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (isObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined),
    data,
  );
}
