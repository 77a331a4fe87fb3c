/** What a proposal changes, as the files say it: paths, and values with their units. */
import type { ChangeFindings } from "../../analysis/findings/diff-findings.js";
import type { Model } from "../../model/language/model.js";
import { changes } from "../../model/source/index.js";
import { inModel } from "../../model/traffic/traffic.js";
import { listChanges } from "./list-changes.js";
import { meaningOf } from "./objective-meaning.js";
import { writeValue } from "./write-value.js";

type Path = readonly (string | number)[];

const LABELS = ["version", "name", "description"]; // They change nothing.

/**
 * @param before,after the data of the files, after `extends`
 * @param base,proposal what the files mean: `1s` and `1000ms` are no change, nor is a default that is written out
 */
export function changedPaths(before: unknown, after: unknown, base: Model, proposal: Model): ChangeFindings[] {
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
    .map(({ sign, path, before: old, after: now }) => ({
      sign,
      path: path.join("."),
      before: old === undefined ? null : writeValue(old),
      after: now === undefined ? null : writeValue(now),
    }));
  if (found.length > 0 || isSame(systemOf(base), systemOf(proposal))) return found;
  return [{ sign: "~", path: "the recorded data that the files read", before: null, after: null }];
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

const isSame = (a: unknown, b: unknown): boolean => changes(a, b).length === 0;

const systemOf = ({ traffic, parts }: Model): unknown => ({ traffic, parts });
