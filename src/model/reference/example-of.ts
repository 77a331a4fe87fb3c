/** The example of one key: what is left of a specimen when all is taken away that can be, so that it is still valid. */
import { stringify } from "yaml";
import type { Example } from "./chapter.js";

export type Data = Readonly<Record<string, unknown>>;

/** Whether it is told in lines under its name, in one line behind its name, as a step, beside its verb, or at the top. */
export type Form = "block" | "line" | "step" | "policy" | "top";

/** The specimens of a chapter, each valid, and between them with every key. */
export interface Specimens {
  readonly all: readonly Data[];
  readonly name?: string; // Of the entry, where it has one.
  readonly form: Form;
  readonly hidden: readonly string[]; // Keys that every specimen must have, which examples of others leave out.
  isValid(data: unknown): boolean;
}

const WIDEST = 72;

/** @param path of keys, with NAME for any name of a map; lists are passed over @returns null where no specimen has it */
export function exampleOf(specimens: Specimens, path: readonly string[]): Example | null {
  for (const specimen of specimens.all) {
    const at = concrete(specimen, path);
    if (at === null) continue;
    const least = filled(thinned(specimen, at, specimens)) as Data;
    const shown = Object.entries(least).filter(([key]) => key === at[0] || !specimens.hidden.includes(key));
    return written(Object.fromEntries(shown), specimens);
  }
  return null;
}

export function written(data: Data, { form, name = "" }: Pick<Specimens, "form" | "name">): Example {
  if (form === "line") return { under: null, lines: [`${name}: ${flow(data)}`] };
  const lines = Object.entries(data).map(([key, value]) => `${scalar(key)}: ${onLine(value)}`);
  if (form === "step") return { under: null, lines: lines.map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`)) };
  if (form === "policy") return { under: "- call: bank.charge", lines };
  return { under: form === "top" ? null : `${name}:`, lines };
}

/** The keys and indices that the path comes to in the data; null: it has no such key. */
function concrete(data: unknown, [key, ...rest]: readonly string[]): readonly (string | number)[] | null {
  if (key === undefined) return [];
  const found = (each: unknown, by: string | number, then: readonly string[]) => {
    const below = concrete(each, then);
    return below === null ? null : [by, ...below];
  };
  if (Array.isArray(data)) {
    for (const [i, each] of data.entries()) {
      const at = found(each, i, [key, ...rest]);
      if (at !== null) return at;
    }
    return null;
  }
  if (typeof data !== "object" || data === null) return null;
  if (Object.hasOwn(data, key)) return found((data as Data)[key], key, rest);
  if (key !== "NAME") return null;
  for (const [name, each] of Object.entries(data)) {
    const at = found(each, name, rest);
    if (at !== null) return at;
  }
  return null;
}

/** Takes away what is beside the path, from the top, and from the value what makes it too long. */
function thinned(
  specimen: Data,
  path: readonly (string | number)[],
  { hidden, isValid }: Pick<Specimens, "hidden" | "isValid">,
): Data {
  let data = specimen;
  for (let depth = 0; depth < path.length; depth++) {
    const above = path.slice(0, depth);
    const isBeside = (key: string | number): boolean => key !== path[depth];
    if (depth === 0) data = thinnedAt(data, above, (key) => isBeside(key) && !hidden.includes(String(key)), isValid);
    data = thinnedAt(data, above, (key) => isBeside(key), isValid);
  }
  const isLong = (left: Data): boolean =>
    flow(Object.fromEntries(Object.entries(left).filter(([key]) => key === path[0] || !hidden.includes(key)))).length >
    WIDEST;
  return isLong(data) ? thinnedInside(data, path, isLong, isValid) : data;
}

/** From the last key on, as long as it is too long. */
function thinnedInside(
  data: Data,
  path: readonly (string | number)[],
  isLong: (left: Data) => boolean,
  isValid: (data: unknown) => boolean,
): Data {
  const value = valueAt(data, path);
  if (typeof value !== "object" || value === null) return data;
  let thinner = thinnedAt(data, path, (_, left) => isLong(left), isValid);
  for (const key of Object.keys(valueAt(thinner, path) as object))
    if (isLong(thinner))
      thinner = thinnedInside(thinner, [...path, Array.isArray(value) ? Number(key) : key], isLong, isValid);
  return thinner;
}

function thinnedAt(
  data: Data,
  at: readonly (string | number)[],
  mayGo: (key: string | number, left: Data) => boolean,
  isValid: (data: unknown) => boolean,
): Data {
  const value = valueAt(data, at);
  if (typeof value !== "object" || value === null) return data;
  const isList = Array.isArray(value);
  const all = Object.keys(value).filter((key) => mayGo(isList ? Number(key) : key, data));
  if (all.length > 1 && all.length < Object.keys(value).length) {
    const bare = all.reduce((left, key) => changed(left, [...at, key], undefined), data); // Most often nothing else is needed.
    if (isValid(filled(bare))) return bare;
  }
  let left = data;
  for (const key of Object.keys(value).toReversed()) {
    const others = Object.values(valueAt(left, at) as object).filter((each) => each !== undefined);
    if (!mayGo(isList ? Number(key) : key, left) || others.length === 1) continue;
    // In a list an entry that goes leaves a hole, so that the others keep their places.
    const without = changed(left, [...at, key], undefined);
    if (isValid(filled(without))) left = without;
  }
  return left;
}

const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], data);

function changed<T>(data: T, [key, ...rest]: readonly (string | number)[], value: unknown): T {
  const copy = (Array.isArray(data) ? [...data] : { ...data }) as Record<string | number, unknown>;
  if (rest.length > 0) copy[key!] = changed(copy[key!], rest, value);
  else if (Array.isArray(data)) copy[key!] = value;
  else delete copy[key!];
  return copy as T;
}

/** Without the holes in lists. */
function filled(data: unknown): unknown {
  if (Array.isArray(data)) return data.filter((each) => each !== undefined).map(filled);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, filled(value)]));
}

/** `{ connections: 20, acquire: 1s }`, as one writes it. */
function flow(data: unknown): string {
  if (Array.isArray(data))
    return `[${data
      .filter((each) => each !== undefined)
      .map(flow)
      .join(", ")}]`;
  if (typeof data !== "object" || data === null) return scalar(data);
  const pairs = Object.entries(data).map(([key, value]) => `${scalar(key)}: ${flow(value)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** Behind its key on a line of its own, where text needs fewer quotes. */
const onLine = (value: unknown): string =>
  typeof value === "object" ? flow(value) : stringify(value, { lineWidth: 0 }).trim();

/** With quotes where a list or a map in one line needs them. */
const scalar = (value: unknown): string =>
  stringify([value], { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim().slice(1, -1);
