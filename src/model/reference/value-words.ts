/** What may be written as a value, in words: "a duration, more than 0ms", "`all` or `instance`", "a list of …". */
import { DOTTED, NAME } from "../language/policies.js";
import { entryOf, isSteps, type JsonSchema } from "./json-schema.js";

export function valueWords(schema: JsonSchema): string {
  if (schema.values !== undefined) return schema.values.replace(BOUNDS, grouped);
  if (schema.enum !== undefined) return either(schema.enum.map(code));
  if (schema.const !== undefined) return code(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(valueWords))].join("; or ");
  if (schema.properties !== undefined) return `{ ${Object.keys(schema.properties).map(code).join(", ")} }`;
  if (isSteps(schema)) return "[steps](#steps)";
  if (schema.examples !== undefined) return `such as ${either(schema.examples.map(code))}`;
  if (schema.type === "string" && schema.pattern !== undefined) return NAMES[schema.pattern] ?? "text";
  if (schema.type === "array") return listWords(schema);
  if (schema.type === "object") return mapWords(schema);
  if (schema.type === "number" || schema.type === "integer") return `a number${range(schema)}`;
  return [schema.type ?? "anything"].flat().map(typeWords).join(" or ");
}

const code = (value: unknown): string => `\`${String(value)}\``;

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

function listWords({ items = {} }: JsonSchema): string {
  if (items.properties !== undefined) return `a list of ${valueWords(items)}`;
  const of = valueWords(items);
  return LISTS[of] ?? `a list: each ${of}`;
}

function mapWords(schema: JsonSchema): string {
  const entry = entryOf(schema);
  const forms = entry === null ? [] : [entry, ...(entry.anyOf ?? []), ...(entry.oneOf ?? [])];
  const hasKeys = forms.some(({ properties }) => properties !== undefined);
  if (entry === null || hasKeys || Object.keys(entry).length === 0) return "a map by name";
  return `a map by name: each ${valueWords(entry)}`;
}

/** Bounds are to be read, not to be copied. */
const BOUNDS = /(?<=(at least|at most|more than) )\d{4,}/g;
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ",");

function range({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const [least, above, most] = [
    minimum === undefined || minimum < -1e15 ? "" : `, at least ${minimum}`,
    exclusiveMinimum === undefined ? "" : `, more than ${exclusiveMinimum}`,
    maximum === undefined || maximum > 1e15 ? "" : `, at most ${maximum}`,
  ];
  return `${least}${above}${most}`.replace(BOUNDS, grouped);
}

const LISTS: Readonly<Record<string, string>> = { text: "a list of texts", "a name": "a list of names" };

const NAMES: Readonly<Record<string, string>> = {
  [NAME.source]: "a name",
  [DOTTED.source]: "a name with a dot, `part.name`",
};

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "`true` or `false`",
  object: "a map",
  number: "a number",
};
const typeWords = (type: string): string => TYPES[type] ?? type;
