/** What a proposal changes, as the files say it: paths, and values with their units. */
import type { ChangeFindings, PlaceFindings } from "../../analysis/findings/diff-findings.js";
import type { Model } from "../../model/language/model.js";
import { changes, isSame, type Source } from "../../model/source/index.js";
import { asWritten } from "../../model/source/sections.js";
import { inModel } from "../../model/traffic/traffic.js";
import { meaningOf } from "./asked-objectives.js";

type Path = readonly (string | number)[];

const LABELS = ["version", "name", "description"]; // They change nothing.

/**
 * @param before the data of the base, after `extends`
 * @param after the proposal's, and where it stands
 * @param base,proposal what the files mean: `1s` and `1000ms` are no change, nor is a default that is written out
 */
export function changedPaths(
  before: unknown,
  { data: after, locate }: Pick<Source, "data" | "locate">,
  base: Model,
  proposal: Model,
): ChangeFindings[] {
  const [asked, askedNow] = [base, proposal].map(meanings);
  const found = changes(before, after)
    .filter(({ path }) => !LABELS.includes(String(path[0])))
    .filter(({ path }) => !meansTheSame(path, base, proposal))
    .filter(({ path }) => path[0] !== "objectives" || !isSame(asked, askedNow))
    .flatMap((change) =>
      Array.isArray(change.before) && Array.isArray(change.after)
        ? listChanges(change.before, change.after, change.path)
        : [change],
    )
    .map((change) => ({ ...asWritten(change, before, after), place: placeOf(change, locate) }))
    .map(({ sign, path, before: old, after: now, place }) => ({
      sign,
      path: path.join("."),
      before: old === undefined ? null : writeValue(old),
      after: now === undefined ? null : writeValue(now),
      place,
    }));
  if (found.length > 0 || isSame(systemOf(base), systemOf(proposal))) return found;
  return [{ sign: "~", path: "the recorded data that the files read", before: null, after: null, place: null }];
}

/** Of what is removed, where it is missing: an index of the old list says nothing of the new one. */
function placeOf({ sign, path }: Change, locate: Source["locate"]): PlaceFindings | null {
  const at = locate(sign === "-" ? path.slice(0, -1) : path, { of: "key" });
  return at === null ? null : { file: at.file, line: at.line };
}

function meansTheSame(path: Path, base: Model, proposal: Model): boolean {
  const [old, now] = [base, proposal].map((model) => valueAt(model, inModel(path)));
  return old !== undefined && now !== undefined && isSame(old, now);
}

/** Of the objectives, by what they mean. */
const meanings = ({ objectives }: Model): readonly string[] =>
  Object.entries(objectives)
    .flatMap(([metric, all]) => all.map((expression) => meaningOf(metric, expression)))
    .sort();

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    data,
  );
}

const systemOf = ({ traffic, parts }: Model): unknown => ({ traffic, parts });

type Change = ReturnType<typeof changes>[number];

/** By the longest common subsequence, as `diff` does with lines. Removed items have their place in the old list, added ones theirs in the new. */
export function listChanges(before: readonly unknown[], after: readonly unknown[], path: Change["path"]): Change[] {
  const [old, now] = [before, after].map((list) => list.map((item) => JSON.stringify(item)));
  const common = lengths(old, now);
  const found: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
    } else if (j === now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) {
      found.push({ sign: "-", path: [...path, i], before: before[i], after: undefined });
      i++;
    } else {
      found.push({ sign: "+", path: [...path, j], before: undefined, after: after[j] });
      j++;
    }
  }
  return found;
}

/** Of the longest common subsequence of what is left from i and j on. */
function lengths(old: readonly string[], now: readonly string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () => Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i][j] = old[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  return common;
}

/** A value as it may stand in a model file, on one line: `{ connections: 36, acquire: 1s }`. */
export function writeValue(value: unknown): string {
  if (typeof value === "string") return NEEDS_QUOTES.test(value) ? JSON.stringify(value) : value;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(writeValue).join(", ")}]`;
  const entries = Object.entries(value).map(([key, each]) => `${writeValue(key)}: ${writeValue(each)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** What flow YAML would read as something else. */
const NEEDS_QUOTES = /^$|^[\s&*!|>%@`"'#?-]|[,[\]{}\n]|: |\s#|\s$|:$/;
