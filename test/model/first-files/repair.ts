/** Repairs a file by what the messages say to write, and nothing else. */
import { stringify } from "yaml";
import { openStudy } from "../../../src/experiment/plan/open-study.js";
import { type Diagnostic, memoryFiles } from "../../../src/model/source/index.js";
import { load } from "../../../src/model/source/load.js";

const ROUNDS = 5; // Looks that a person has the patience for.
const FILE = "model.yaml";

export interface Repaired {
  readonly data: unknown;
  readonly isValid: boolean;
  readonly rounds: readonly (readonly Diagnostic[])[]; // What was said in each.
}

export function repaired(text: string): Repaired {
  const rounds: (readonly Diagnostic[])[] = [];
  let data: unknown = null;
  let now = text;
  for (let round = 0; round <= ROUNDS; round++) {
    const { diagnostics } = openStudy(FILE, memoryFiles({ [FILE]: now }), {});
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    rounds.push(errors);
    data = load(FILE, memoryFiles({ [FILE]: now })).data;
    const fixes = errors.flatMap(({ fix = [] }) => fix);
    if (errors.length === 0 || fixes.length === 0 || round === ROUNDS) break;
    for (const fix of fixes) data = fixed(data, fix);
    now = stringify(data, { lineWidth: 0 });
  }
  return { data, isValid: rounds.at(-1)?.length === 0, rounds };
}

type Fix = NonNullable<Diagnostic["fix"]>[number];
type Data = Record<string, unknown>;

const isMap = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);

/** By the text of the fix alone, as a person would; a place that is not there any more is passed over. */
function fixed(data: unknown, { at, of, write }: Fix): unknown {
  const [key, ...rest] = at;
  if (rest.length > 0 || (of === "inside" && key !== undefined)) {
    if (Array.isArray(data))
      return data.map((each, i) => (i === Number(key) ? fixed(each, { at: rest, of, write }) : each));
    if (!isMap(data) || !(String(key) in data)) return data;
    return { ...data, [String(key)]: fixed(data[String(key)], { at: rest, of, write }) };
  }
  if (of === "inside" || key === undefined) return joined(data, read(`{ ${write} }`, data));
  if (Array.isArray(data))
    return data.flatMap((each, i) => (i !== Number(key) ? [each] : write === "" ? [] : [read(write, each)]));
  if (!isMap(data) || !(String(key) in data)) return data;
  const old = data[String(key)];
  if (of === "value") return { ...data, [String(key)]: read(write, old) };
  const entries = Object.entries(data).flatMap(([name, each]) =>
    name !== String(key) ? [[name, each] as const] : of === "key" ? [[write, each] as const] : [],
  );
  const others = Object.fromEntries(entries);
  return of === "key" || write === "" ? others : joined(others, read(`{ ${write} }`, old));
}

function joined(data: unknown, more: unknown): unknown {
  if (!isMap(data) || !isMap(more)) return more;
  const all = { ...data };
  for (const [key, value] of Object.entries(more)) all[key] = isMap(all[key]) ? joined(all[key], value) : value;
  return all;
}

/** What is written, with what stands there in the places of `…`. */
function read(write: string, old: unknown): unknown {
  const { data } = load(FILE, memoryFiles({ [FILE]: `it: ${write}\n` }));
  let next = 0;
  const filled = (value: unknown): unknown => {
    if (value === "…") return Array.isArray(old) ? nameless(old[next++]) : old;
    if (Array.isArray(value)) return value.map(filled);
    return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each)])) : value;
  };
  return filled((data as Data).it);
}

function nameless(value: unknown): unknown {
  if (!isMap(value)) return value;
  const { name: _, ...others } = value;
  return others;
}

/** Where the file does not say what its author meant. */
export function misunderstood(data: unknown, meant: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(meant).flatMap(([path, value]) => {
    const found = at(data, path.split("/"));
    const wanted = isMap(value) && Array.isArray(value.any) ? value.any : [value];
    return wanted.some((each) => plain(found) === plain(each ?? undefined))
      ? []
      : [`${path}: ${JSON.stringify(found)} instead of ${JSON.stringify(value)}`];
  });
}

function at(data: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return data;
  if (typeof data !== "object" || data === null) return undefined;
  const child = key === "*" ? Object.values(data)[0] : (data as Data)[key];
  return at(child, rest);
}

/** Without spaces that mean nothing, the order of keys, and what is a number or its text. */
function plain(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `[${value.map(plain).join()}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([key, each]) => `${key}:${plain(each)}`)
      .sort()
      .join()}}`;
  return String(value)
    .replace(/\s+/g, "")
    .replace(/^p\((\d+)\)/, "p$1");
}
