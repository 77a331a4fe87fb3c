/** The data of a file together with where each piece of it stands. */
import type { Location, Path } from "./diagnostics.js";

export type ScalarValue = string | number | boolean | null;

export interface SourceNode {
  readonly content: ScalarValue | readonly SourceNode[] | ReadonlyMap<string, SourceNode>;
  readonly at: Location; // Of the value.
  readonly keyAt: Location | null; // Of its key; null in a list and at the top.
  /** Columns from `at` to the text's first character: 1 in quotes; null where the two do not correspond. */
  readonly textOffset: number | null;
}

export interface LocateOptions {
  readonly of?: "value" | "key";
  readonly part?: { readonly offset: number; readonly length: number }; // Of the text; length 0 means all of it.
}

export const isList = (content: SourceNode["content"]): content is readonly SourceNode[] => Array.isArray(content);
export const isMap = (content: SourceNode["content"]): content is ReadonlyMap<string, SourceNode> =>
  content instanceof Map;

/** The plain data, without positions. */
export function dataOf({ content }: SourceNode): unknown {
  if (isList(content)) return content.map(dataOf);
  if (isMap(content)) return Object.fromEntries([...content].map(([key, node]) => [key, dataOf(node)]));
  return content;
}

/**
 * Where the value at `path`, or its key, stands. When the path ends nowhere, the place of the nearest ancestor
 * that exists: its key, since that is where something is missing.
 */
export function locateIn(root: SourceNode, path: Path, { of = "value", part }: LocateOptions = {}): Location {
  let node = root;
  for (const step of path) {
    const child = childOf(node, step);
    if (child === undefined) return node.keyAt ?? node.at;
    node = child;
  }
  if (of === "key" && node.keyAt !== null) return node.keyAt;
  if (part === undefined || part.length === 0 || node.textOffset === null) return node.at;
  const column = node.at.column + node.textOffset + part.offset;
  return { ...node.at, column, length: part.length };
}

function childOf({ content }: SourceNode, step: string | number): SourceNode | undefined {
  if (isList(content)) return content[Number(step)];
  return isMap(content) ? content.get(String(step)) : undefined;
}
