/** Finds a value by the name that people give it: `web.threads`, `shop-db.queries.search.time`. */
import { nearest } from "../../text/nearest.js";
import { didYouMean, listed, type Path } from "./diagnostics.js";
import { isOwnSection } from "./sections.js";
import { isList, isMap, type SourceNode } from "./source-tree.js";

/** Why there is no such value, for users. */
export interface NoSuchValue {
  readonly problem: string;
}

/**
 * The name may begin with a section, steps count from 0, and a name such as `web.browse` may be one key. Keys that are
 * missing at the end are left to the schema.
 *
 * @param sections those to look in @param what is looked for: "vary"
 */
export function valuePath(
  root: SourceNode,
  name: string,
  sections: readonly string[],
  what: string,
): Path | NoSuchValue {
  const segments = name.split(".").filter((segment) => segment !== "");
  if (sections.includes("parts") && isOwnSection(segments[0])) segments[0] = "parts";
  const within = sections.includes(segments[0] ?? "") ? [segments.shift() as string] : sections;
  const known = within.map((section) => [section, childOf(root, section)] as const);
  const owner = known.find(([, node]) => node !== undefined && keyOf(node, segments) !== null);
  if (owner === undefined || segments.length < 2) {
    const names = known.flatMap(([, node]) =>
      node !== undefined && isMap(node.content) ? [...node.content.keys()] : [],
    );
    const near = nearest(segments[0] ?? "", names);
    const hint = segments.length < 2 && near === segments[0] ? "say which value, as in web.threads" : null;
    const others =
      near === null ? `write a path such as web.threads, beginning with ${listed(names)}` : didYouMean(near);
    return { problem: `there is nothing to ${what} at "${name}"; ${hint ?? others}` };
  }
  const [section, node] = owner;
  const rest = walk(node as SourceNode, segments, name);
  return "problem" in rest ? rest : [section, ...rest];
}

function walk(node: SourceNode, segments: readonly string[], name: string): Path | NoSuchValue {
  const [first] = segments;
  if (first === undefined) return [];
  if (isList(node.content)) {
    const index = Number(first);
    if (!(index >= 0 && index < node.content.length))
      return { problem: `"${name}": "${first}" is none of the ${node.content.length} items, counted from 0` };
    return below(index, walk(node.content[index], segments.slice(1), name));
  }
  const key = keyOf(node, segments);
  if (key === null) return segments;
  const rest = segments.slice(key.split(".").length);
  return below(key, walk(childOf(node, key) as SourceNode, rest, name));
}

const below = (key: string | number, rest: Path | NoSuchValue): Path | NoSuchValue =>
  "problem" in rest ? rest : [key, ...rest];

/** The longest key of the map that the segments begin with. */
function keyOf({ content }: SourceNode, segments: readonly string[]): string | null {
  if (!isMap(content)) return null;
  for (let n = segments.length; n > 0; n--) {
    const key = segments.slice(0, n).join(".");
    if (content.has(key)) return key;
  }
  return null;
}

const childOf = ({ content }: SourceNode, key: string): SourceNode | undefined =>
  isMap(content) ? content.get(key) : undefined;
