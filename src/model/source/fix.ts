/** What to write instead of a mistake, as data; the hint beside it says the same in words. */
import type { Path } from "./diagnostics.js";
import { isList, isMap, type SourceNode } from "./source-tree.js";
import { parseYaml } from "./yaml.js";

export interface Fix {
  readonly at: Path;
  /**
   * What of it is written anew: the key; the value; the entry, key and value, of which nothing stays if `write` is empty;
   * or `inside`, entries that a map lacks. New entries join what stands there already.
   */
  readonly of: "key" | "value" | "entry" | "inside";
  readonly write: string; // As YAML. Where it says `…`, the value stays that stands there.
}

export const STAYS = "…";

/** The tree with what a fix writes, all of it where the mistake is; null where the place is not there. */
export function applied(root: SourceNode, { at, of, write }: Fix): SourceNode | null {
  if (of === "inside") return changedAt(root, at, (node) => joined(node, entriesOf(write, node)));
  const [holder, key] = [at.slice(0, -1), at.at(-1)];
  if (key === undefined) return null;
  return changedAt(root, holder, (node) => {
    if (isList(node.content)) return { ...node, content: inList(node.content, Number(key), { of, write }) };
    const old = isMap(node.content) ? node.content.get(String(key)) : undefined;
    if (old === undefined || !isMap(node.content)) return null;
    if (of === "value") return withEntry(node, String(key), { ...written(write, old), keyAt: old.keyAt });
    const content = [...node.content].flatMap(([name, each]): [string, SourceNode][] =>
      name !== String(key) ? [[name, each]] : of === "key" ? [[write, old]] : [],
    );
    const rest = { ...node, content: new Map(content) };
    return of === "key" ? rest : joined(rest, entriesOf(write, old));
  });
}

function inList(items: readonly SourceNode[], i: number, { of, write }: Pick<Fix, "of" | "write">) {
  const old = items[i];
  if (old === undefined) return items;
  if (of === "entry" && write === "") return items.filter((_, other) => other !== i);
  return items.map((each, other) => (other === i ? written(write, old) : each));
}

function without(node: SourceNode, key: string): SourceNode {
  if (!isMap(node.content)) return node;
  return { ...node, content: new Map([...node.content].filter(([name]) => name !== key)) };
}

/** The tree without what stands at a path. */
export const pruned = (root: SourceNode, at: Path): SourceNode | null => applied(root, { at, of: "entry", write: "" });

function changedAt(node: SourceNode, path: Path, change: (node: SourceNode) => SourceNode | null): SourceNode | null {
  const [key, ...rest] = path;
  if (key === undefined) return change(node);
  const child = isList(node.content)
    ? node.content[Number(key)]
    : isMap(node.content)
      ? node.content.get(String(key))
      : undefined;
  const changed = child === undefined ? null : changedAt(child, rest, change);
  if (changed === null) return null;
  return isList(node.content)
    ? { ...node, content: node.content.map((each, i) => (i === Number(key) ? changed : each)) }
    : withEntry(node, String(key), changed);
}

const withEntry = (node: SourceNode, key: string, value: SourceNode): SourceNode => ({
  ...node,
  content: new Map(isMap(node.content) ? node.content : []).set(key, value),
});

/** Entries join a map: maps are joined in turn, anything else is written anew. */
function joined(node: SourceNode, entries: ReadonlyMap<string, SourceNode>): SourceNode | null {
  if (!isMap(node.content)) return null;
  const content = new Map(node.content);
  for (const [key, value] of entries) {
    const there = content.get(key);
    const both = there !== undefined && isMap(there.content) && isMap(value.content) ? value.content : null;
    content.set(key, both === null ? value : (joined(there as SourceNode, both) ?? value));
  }
  return { ...node, content };
}

/** What is written, at the place of what was there. */
function written(write: string, old: SourceNode): SourceNode {
  const parsed = parseYaml("", `it: ${write}`).root;
  const value = parsed !== null && isMap(parsed.content) ? parsed.content.get("it") : undefined;
  return value === undefined ? old : placed(value, old, kept(old));
}

/** What stays, each time that `…` stands for it: the value, or of a list its items in turn, without their names. */
function kept(old: SourceNode): () => SourceNode {
  let next = 0;
  return () => (isList(old.content) ? without(old.content[next++] ?? old, "name") : old);
}

function entriesOf(write: string, old: SourceNode): ReadonlyMap<string, SourceNode> {
  const value = write === "" ? undefined : written(`{ ${write} }`, old);
  return value !== undefined && isMap(value.content) ? value.content : new Map();
}

function placed(node: SourceNode, old: SourceNode, stays: () => SourceNode): SourceNode {
  const at = old.keyAt ?? old.at;
  if (node.content === STAYS) return { ...stays(), keyAt: at };
  const { content } = node;
  const made = isList(content)
    ? content.map((each) => placed(each, old, stays))
    : isMap(content)
      ? new Map([...content].map(([key, each]) => [key, placed(each, old, stays)]))
      : content;
  return { content: made, at, keyAt: at, textOffset: null };
}
