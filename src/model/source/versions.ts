/** What a model becomes while it runs: read and checked as if each version were a file of its own. */
import { partKindOf } from "../language/catalogue.js";
import type { Model } from "../language/model.js";
import { writeDuration } from "../language/values/index.js";
import { type Entry, entriesOf } from "../timeline/entries.js";
import type { MomentData } from "../timeline/moment.js";
import { type Version, versionsOf } from "../timeline/versions.js";
import { changes, isSame } from "./changes.js";
import { type Diagnostic, error, listed } from "./diagnostics.js";
import { sourceOf, without } from "./load.js";
import { isMap, type SourceNode } from "./source-tree.js";

interface ReadVersion {
  readonly model: Model | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param read as a file would be @returns the model whose entries know what it becomes */
export function withVersions(
  model: Model,
  root: SourceNode,
  read: (source: ReturnType<typeof sourceOf>) => ReadVersion,
): ReadVersion & { readonly model: Model; readonly later: readonly ReadVersion[] } {
  const changing = entriesOf(model).filter(({ kind }) => kind.change !== undefined);
  if (changing.length === 0) return { model, diagnostics: [], later: [] };
  const diagnostics: Diagnostic[] = [];
  const later: ReadVersion[] = [];
  const plain = without(root, "timeline");
  const versionAt = (atMs: number): Model | null => {
    const said: Diagnostic[] = [];
    const now = changing.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    const laid = now
      .toSorted((a, b) => a.fromMs - b.fromMs)
      .reduce((node, entry) => laidBy(node, root, entry, said), plain);
    const found = read(sourceOf(laid, said));
    later.push(found);
    diagnostics.push(...found.diagnostics.filter(({ severity }) => severity === "error"));
    if (found.model !== null) diagnostics.push(...unchangeable(model, found.model, laid));
    return found.model;
  };
  const timeline: Record<string, MomentData> = { ...model.timeline };
  for (const { name, data, fromMs, toMs } of changing) {
    const then = versionAt(fromMs);
    const after = toMs === Number.POSITIVE_INFINITY ? null : versionAt(toMs);
    const before = versionAt(Math.max(0, fromMs - 1e-6));
    if (then === null || (toMs < Number.POSITIVE_INFINITY && after === null)) break;
    if (before !== null && isSame(before.parts, then.parts))
      diagnostics.push(error("this changes nothing", entryOf(root, name)?.keyAt ?? null));
    const versions: Version[] = [
      { fromMs, parts: then.parts },
      ...(after === null ? [] : [{ fromMs: toMs, parts: after.parts }]),
    ];
    timeline[name] = { ...data, versions };
  }
  const changed = { ...model, timeline };
  return { model: changed, diagnostics: [...diagnostics, ...ofWhatIsGone(changed, root)], later };
}

/** Moments about a part that is not there any more. */
function ofWhatIsGone(model: Model, root: SourceNode): Diagnostic[] {
  const versions = versionsOf(model);
  return entriesOf(model).flatMap(({ name, kind, about, fromMs }) => {
    const [part = ""] = about.split(".");
    const then = versions.findLast((version) => version.fromMs <= fromMs)!;
    if (kind.change !== undefined || !Object.hasOwn(model.parts, part) || Object.hasOwn(then.parts, part)) return [];
    return [error(`there is no "${part}" any more at ${writeDuration(fromMs)}`, entryOf(root, name)?.keyAt ?? null)];
  });
}

function laidBy(node: SourceNode, root: SourceNode, { name, kind }: Entry, said: Diagnostic[]): SourceNode {
  const entry = entryOf(root, name);
  const value = entry !== undefined && isMap(entry.content) ? entry.content.get(kind.change!.said) : undefined;
  if (value === undefined) return node;
  return kind.change!.laid(node, value, (problem, at) => said.push(error(problem, at)), said);
}

function entryOf({ content }: SourceNode, name: string): SourceNode | undefined {
  const timeline = isMap(content) ? content.get("timeline") : undefined;
  return timeline !== undefined && isMap(timeline.content) ? timeline.content.get(name) : undefined;
}

/** What differs and cannot change while the system runs. */
function unchangeable(before: Model, after: Model, root: SourceNode): Diagnostic[] {
  const { locate } = sourceOf(root, []);
  return Object.entries(after.parts).flatMap(([name, options]) => {
    const old = before.parts[name];
    if (old === undefined) return [];
    if (old.type !== options.type) {
      const what = `"${name}" cannot become a ${options.type} while the system runs`;
      return [
        error(what, locate(["parts", name, "type"]), "give what it becomes another name, and let others call that"),
      ];
    }
    const may = partKindOf(options)?.mayChange ?? [];
    return changes(old, options).flatMap(({ path, sign, before: from, after: to }) => {
      const key = path.join(".");
      const known = may.find(({ at }) => key === at || key.startsWith(`${at}.`));
      const isFree = known?.freely === true;
      const instead = known?.instead;
      const isLimit = [from, to].every((value) => typeof value !== "number" || Number.isFinite(value));
      if (known !== undefined && instead === undefined && (isFree || (sign === "~" && isLimit))) return [];
      const isThere = known !== undefined || may.some(({ at }) => at.startsWith(`${key}.`));
      const what = !isThere
        ? `it can: ${listed(may.filter((one) => one.instead === undefined).map(({ at }) => at))}`
        : (instead ?? "it must have a limit from the beginning");
      return [
        error(
          `"${name}.${key}" cannot change while the system runs`,
          locate(["parts", name, ...path]),
          may.length === 0 ? null : what,
        ),
      ];
    });
  });
}
