/** Turns the issues of a zod schema into diagnostics that point into the file and speak plainly. */
import type { core } from "zod";
import { asYaml } from "../language/other-words.js";
import { foundKind } from "../language/values/found-kind.js";
import type { MisreadParams } from "../language/values/written.js";
import { chooseBranch } from "./choose-branch.js";
import { withoutConsequences } from "./consequences.js";
import { type Diagnostic, error, listed, type Path } from "./diagnostics.js";
import type { Fix } from "./fix.js";
import { insteadOfEntry, insteadOfMissing, insteadOfValue, insteadOfWord } from "./instead.js";
import { wordsFor } from "./issue-words.js";
import type { Source } from "./load.js";
import { isObject, keysOf, requiredKeysOf, schemasAt, unionOptions, valueAt } from "./schema-walk.js";

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
export const fromZod = (issues: readonly core.$ZodIssue[], parsed: Parsed): readonly Diagnostic[] =>
  findings(issues, parsed).map(({ diagnostic }) => diagnostic);

export interface Found {
  readonly diagnostic: Diagnostic;
  readonly path: Path; // What is wrong, in the data.
  readonly isRule: boolean; // About how several things fit together, which other mistakes may have caused.
}

/** The same with the place in the data. */
export function findings(issues: readonly core.$ZodIssue[], { schema, data, locate }: Parsed): readonly Found[] {
  return withoutConsequences(issues.flatMap((issue) => explain(issue, { schema, data, at: [], locate, file: data })));
}

/** Where an issue's path begins: below a union it is the option that was meant. */
export interface Scope {
  readonly schema: core.$ZodType;
  readonly data: unknown;
  readonly at: Path;
  readonly locate: Source["locate"];
  readonly file: unknown; // All of the data.
  readonly isOneOf?: boolean; // Of several maps, of which nothing tells which one was meant.
}

/** A diagnostic with what it is about. */
export interface Finding extends Diagnostic {
  readonly path: Path;
  readonly missing?: string; // The path of a key that is not there.
  readonly meant?: readonly string[]; // The paths of the keys that an unknown one was meant to be.
  readonly isRule?: boolean;
}

/** What a rule of a schema may say of a mistake. */
interface RuleParams {
  readonly at?: "key"; // Where the mistake is.
  readonly beside?: string; // Entries to add beside the value, which the hint says too.
}

function explain(issue: core.$ZodIssue, scope: Scope): readonly Finding[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const value = valueAt(scope.data, path);
  const full = [...scope.at, ...path];
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, full, scope);
  if (value === undefined && path.length > 0) return [missingKey(issue, full, scope)];
  if (issue.code === "invalid_key") return [invalidKey(issue, path, full, scope)];
  const instead =
    issue.code === "custom" && issue.params === undefined ? null : insteadOfValue(issue, path, full, scope);
  if (instead !== null && issue.code !== "custom") {
    const said =
      issue.code === "invalid_union"
        ? { message: `${foundKind(value)} cannot stand here` }
        : wordsFor(issue, value ?? null);
    return [{ ...error(said.message, scope.locate(full), instead.hint, instead.fix), path: full }];
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) return meantOption(issue.errors, path, full, scope);
  if (issue.code !== "custom") {
    const { message, hint = mapHint(issue, path, scope) } = wordsFor(issue, value ?? null);
    const word = insteadOfWord(issue, value, full, path, scope);
    const said = word?.isOthers && issue.code === "invalid_union" ? `unknown ${full.at(-1)} "${value}"` : message;
    return [{ ...error(said, scope.locate(full), word?.hint ?? hint, word?.fix), path: full }];
  }
  const { offset, length, hint, at, write, beside } = (issue.params ?? {}) as Partial<MisreadParams> & RuleParams;
  const part = offset === undefined || length === undefined ? {} : { part: { offset, length } };
  const where = scope.locate(full, { of: at ?? "value", ...part });
  const own: readonly Fix[] = [
    ...(write ? [{ at: full, of: "value" as const, write: asYaml(write) }] : []),
    ...(beside ? [{ at: full.slice(0, -1), of: "inside" as const, write: beside }] : []),
  ];
  const message = issue.message || "this value is not right";
  const isRule = offset === undefined;
  const written = own.find((each) => hint?.includes(each.write) !== true)?.write;
  const advice = written === undefined ? hint : `write ${written}`;
  if (own.length > 0 || instead === null) return [{ ...error(message, where, advice, own), path: full, isRule }];
  return [{ ...error(message, where, instead.hint, instead.fix), path: full, isRule }];
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

function unknownKeys(keys: readonly string[], path: Path, full: Path, scope: Scope): readonly Finding[] {
  const { schema, data, locate } = scope;
  const value = valueAt(data, path);
  const found = schemasAt(schema, path, data);
  const all = found.flatMap((each) => keysOf(each, value));
  const known = [...new Set(keys.some((key) => all.includes(key)) ? keysWithout(keys, found, value) : all)];
  return keys.map((key) => {
    const at = locate([...full, key], { of: "key" });
    const instead = insteadOfEntry(key, known, path, full, scope);
    const place = { path: [...full, key] };
    if (instead === null)
      return {
        ...error(`unknown key "${key}"`, at, known.length > 0 ? `known here: ${listed(known)}` : null),
        ...place,
      };
    return { ...error(`unknown key "${key}"`, at, instead.hint, instead.fix), ...place, meant: instead.meant };
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

function missingKey(issue: core.$ZodIssue, full: Path, scope: Scope): Finding {
  const { hint } = wordsFor(issue, undefined);
  const instead = insteadOfMissing(full, scope);
  const at = scope.locate(full.slice(0, -1), { of: "key" });
  const finding = error(`"${full.at(-1)}" is missing`, at, instead?.hint ?? hint, instead?.fix);
  return { ...finding, path: full, missing: JSON.stringify(full) };
}

function meantOption(errors: readonly core.$ZodIssue[][], path: Path, full: Path, scope: Scope): readonly Finding[] {
  const value = valueAt(scope.data, path);
  const unions = schemasAt(scope.schema, path, scope.data).map(unionOptions);
  const options = unions.find((union) => union?.length === errors.length) ?? null;
  const choice = chooseBranch(options, errors, value);
  const isKey = typeof value === "string" && (options ?? []).some((option) => keysOf(option).includes(value));
  const renamed = verbInstead(options ?? [], path, full, scope);
  if (renamed !== null) return [renamed];
  if ("expected" in choice) {
    const message = `expected a map with one of ${listed(choice.expected, 20)}`;
    const found = isObject(value) ? Object.keys(value).map((key) => `"${key}"`) : [];
    const hint = found.length === 0 ? null : `found ${listed(found)}`;
    return [{ ...error(message, scope.locate(full), hint), path: full }];
  }
  const chosen = options?.[choice.option] ?? scope.schema;
  const isOneOf = (options ?? []).filter((option) => keysOf(option).length > 0).length > 1;
  const inside: Scope = { schema: chosen, data: value, at: full, locate: scope.locate, file: scope.file, isOneOf };
  const found = errors[choice.option]!.flatMap((issue) => explain(issue, inside));
  return found.map((each) => (isKey && each.hint === undefined ? { ...each, hint: `write { ${value}: … }` } : each));
}

/** Of maps that are told apart by one key each, such as steps by their verb: the key that was meant, where none is there. */
function verbInstead(options: readonly core.$ZodType[], path: Path, full: Path, scope: Scope): Finding | null {
  const value = valueAt(scope.data, path);
  const known = options.flatMap((option) => keysOf(option));
  if (!isObject(value) || Array.isArray(value) || known.length === 0) return null;
  const ofOne = (key: string): boolean => options.filter((option) => keysOf(option).includes(key)).length === 1;
  const verbs = options.flatMap((option) => requiredKeysOf(option).filter(ofOne).slice(0, 1));
  if (verbs.some((verb) => verb in value)) return null;
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const instead = insteadOfEntry(key, verbs, path, full, scope);
    if (instead === null || instead.meant.length === 0) continue;
    const at = scope.locate([...full, key], { of: "key" });
    return {
      ...error(`unknown key "${key}"`, at, instead.hint, instead.fix),
      path: [...full, key],
      meant: instead.meant,
    };
  }
  return null;
}

/** A bad key of a record, with the message of the schema of its keys. */
function invalidKey(issue: core.$ZodIssueInvalidKey, path: Path, full: Path, scope: Scope): Finding {
  const key = String(full.at(-1));
  const [inner] = issue.issues;
  const { message, hint } = inner === undefined ? { message: `"${key}" cannot be a key here` } : wordsFor(inner, key);
  const instead = insteadOfEntry(key, [], path.slice(0, -1), full.slice(0, -1), scope);
  return { ...error(message, scope.locate(full, { of: "key" }), instead?.hint ?? hint, instead?.fix), path: full };
}
