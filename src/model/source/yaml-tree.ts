/** Turns the YAML library's nodes into a `SourceNode`, and refuses YAML features that model files do not use. */
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { mendedCall } from "./comma-in-flow.js";
import { type Diagnostic, error, type Location } from "./diagnostics.js";
import type { Lines } from "./lines.js";
import { isList, isMap as isSourceMap, type ScalarValue, type SourceNode } from "./source-tree.js";

const COPIES_AT_MOST = 10_000; // Nodes that all aliases of a file may repeat together.

export class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #anchors = new Map<string, SourceNode>();
  readonly #lines: Lines;
  readonly #deepest: number;
  #copied = 0;

  constructor(lines: Lines, deepest: number) {
    this.#lines = lines;
    this.#deepest = deepest;
  }

  /** @param node null where a value is left out. */
  build(node: Node | null, keyAt: Location | null = null, depth = 0): SourceNode {
    const at = this.#locate(node) ?? keyAt ?? this.#lines.locate(0, 1);
    const built = { ...this.#content(node, at, depth), keyAt };
    if (node !== null && !isAlias(node) && node.anchor) this.#anchors.set(node.anchor, built);
    return built;
  }

  #content(node: Node | null, at: Location, depth: number): Omit<SourceNode, "keyAt"> {
    if (isAlias(node)) return this.#resolve(node.source, at, depth);
    if (isSeq(node)) return { content: this.#list(node, depth), at, textOffset: null };
    if (isMap(node)) return { content: this.#map(node, depth), at, textOffset: null };
    if (isScalar(node)) return { content: scalarOf(node), at, textOffset: this.#textOffset(node) };
    return { content: null, at, textOffset: null };
  }

  #list(list: YAMLSeq, depth: number): readonly SourceNode[] {
    const items = list.items as (Node | Pair)[];
    const built: SourceNode[] = [];
    for (let i = 0; i < items.length; i++) {
      const mended = list.flow ? this.#mend(items, i) : null;
      if (mended !== null) i = mended.last;
      built.push(mended?.node ?? this.build(plainItem(items[i]!), null, depth + 1));
    }
    return built;
  }

  #map(map: YAMLMap, depth: number): ReadonlyMap<string, SourceNode> {
    const built = new Map<string, SourceNode>();
    const pairs = map.items as Pair<Node | null, Node | null>[];
    for (let i = 0; i < pairs.length; i++) {
      const { key, value } = pairs[i]!;
      const keyAt = this.#locate(key) ?? this.#locate(value) ?? this.#lines.locate(map.range?.[0] ?? 0, 1);
      const name = this.#keyName(key, keyAt, built);
      const mended = map.flow ? this.#mend(pairs, i) : null;
      if (mended !== null) i = mended.last;
      const node = mended === null ? this.build(value, keyAt, depth + 1) : { ...mended.node, keyAt };
      if (name !== null) built.set(name, node);
    }
    return built;
  }

  /** null, with a diagnostic, for a key that cannot be used. */
  #keyName(key: Node | null, at: Location, taken: ReadonlyMap<string, SourceNode>): string | null {
    const refuse = (message: string, hint?: string): null => {
      this.diagnostics.push(error(message, at, hint));
      return null;
    };
    if (!isScalar(key)) return refuse("a key must be a single word");
    const name = String(key.value ?? "");
    if (name === "") return refuse("a key is missing here");
    if (name === "__proto__") return refuse(`"${name}" cannot be a key`);
    const first = taken.get(name)?.keyAt;
    return first ? refuse(`"${name}" is given twice`, `first on line ${first.line}`) : name;
  }

  #resolve(anchor: string, at: Location, depth: number): Omit<SourceNode, "keyAt"> {
    const target = this.#anchors.get(anchor);
    const refuse = (message: string): Omit<SourceNode, "keyAt"> => {
      this.diagnostics.push(error(message, at));
      return { content: null, at, textOffset: null };
    };
    if (target === undefined) return refuse(`nothing above is anchored as "&${anchor}"`);
    if (this.#copied > COPIES_AT_MOST) return { content: null, at, textOffset: null }; // Already reported.
    const { nodes, levels } = extent(target);
    this.#copied += nodes;
    if (this.#copied > COPIES_AT_MOST) return refuse("aliases repeat too much");
    return depth + levels > this.#deepest ? refuse("aliases are nested too deep") : target;
  }

  /** `{ time: uniform(1ms, 5ms) }`: reported, but repaired, so that it causes no further errors. */
  #mend(items: readonly (Node | Pair | null)[], index: number): { node: SourceNode; last: number } | null {
    const call = mendedCall(items, index, this.#lines.text);
    if (call === null) return null;
    const at = this.#lines.locate(call.start, call.end);
    const hint = `leave it out, or write it in quotes: "${call.text}"`;
    this.diagnostics.push(error("between { } or [ ], a comma ends the value, even inside ( )", at, hint));
    return { node: { content: call.text, at, keyAt: null, textOffset: 0 }, last: call.last };
  }

  #locate(node: Node | null): Location | null {
    return node?.range ? this.#lines.locate(node.range[0], node.range[1]) : null;
  }

  #textOffset({ range, value, type }: Scalar): number | null {
    if (!range || type?.startsWith("BLOCK")) return null;
    const raw = this.#lines.text.slice(range[0], range[1]);
    if (raw === value || typeof value !== "string") return 0;
    return raw.slice(1, -1) === value ? 1 : null; // Escapes and folded lines shift what comes after.
  }
}

/** `[a: 1]` holds a map of one pair, which the library gives as the pair; nothing here needs that form. */
const plainItem = (item: Node | Pair): Node | null => (isPair(item) ? null : item);

function scalarOf({ value, source }: Scalar): ScalarValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  return source ?? String(value);
}

function extent({ content }: SourceNode): { nodes: number; levels: number } {
  const children = isList(content) ? content : isSourceMap(content) ? [...content.values()] : [];
  let nodes = 1;
  let levels = 0;
  for (const child of children) {
    const inside = extent(child);
    nodes += inside.nodes;
    levels = Math.max(levels, inside.levels);
  }
  return { nodes, levels: levels + 1 };
}
