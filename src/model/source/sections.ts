/**
 * Parts that a file has in a section of their own, such as `links`: from here on they stand among its parts, each where
 * it was written.
 */
import { PART_KINDS } from "../language/catalogue.js";
import type { Change } from "./changes.js";
import { type Diagnostic, error } from "./diagnostics.js";
import { isMap, type SourceNode } from "./source-tree.js";

/** Whether a name is that of such a section, whose entries are found among the parts. */
export const isOwnSection = (name: string | undefined): boolean =>
  name !== undefined && PART_KINDS.some(({ section }) => section === name);

/** A change as a file would say it: an entry of such a section does not stand among the parts, and has no `type`. */
export function asWritten(change: Change, before: unknown, after: unknown): Change {
  const [parts, name, ...rest] = change.path;
  const said = [after, before].map((data) => partOf(data, name)).find((part) => part !== undefined);
  const section = PART_KINDS.find(({ type }) => type === said?.type)?.section;
  if (parts !== "parts" || section === undefined) return change;
  const path = [section, name, ...rest];
  return rest.length > 0
    ? { ...change, path }
    : { ...change, path, before: untyped(change.before), after: untyped(change.after) };
}

const partOf = (data: unknown, name: string | number | undefined) =>
  (data as { readonly parts?: Readonly<Record<string, { readonly type?: unknown }>> } | undefined)?.parts?.[
    String(name)
  ];

function untyped(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { type: _, ...others } = value as { readonly type?: unknown };
  return others;
}

/** @param diagnostics gets a complaint for what stands in both */
export function amongParts(node: SourceNode, diagnostics: Diagnostic[]): SourceNode {
  if (!isMap(node.content)) return node;
  const content = new Map(node.content);
  for (const { section, type } of PART_KINDS) {
    if (section === undefined) continue;
    const own = content.get(section);
    const parts = content.get("parts");
    if (parts !== undefined && isMap(parts.content)) sayMisplaced(parts.content, type, section, diagnostics);
    if (own === undefined || !isMap(own.content) || (parts !== undefined && !isMap(parts.content))) continue;
    const all = new Map(parts === undefined ? [] : (parts.content as ReadonlyMap<string, SourceNode>));
    for (const [name, each] of own.content) {
      const other = all.get(name);
      if (other !== undefined && each.content !== null)
        diagnostics.push(error(`"${name}" is a part too`, each.keyAt, "give one of them another name"));
      else all.set(name, typed(each, type));
    }
    content.delete(section);
    content.set("parts", { ...(parts ?? own), content: all });
  }
  return { ...node, content };
}

function typed(node: SourceNode, type: string): SourceNode {
  if (!isMap(node.content)) return node;
  return { ...node, content: new Map([["type", { ...node, content: type }], ...node.content]) };
}

function sayMisplaced(
  parts: ReadonlyMap<string, SourceNode>,
  type: string,
  section: string,
  diagnostics: Diagnostic[],
): void {
  for (const { content } of parts.values()) {
    const said = isMap(content) ? content.get("type") : undefined;
    if (said?.content === type)
      diagnostics.push(error(`write it under \`${section}\`, without a \`type\``, said.keyAt));
  }
}
