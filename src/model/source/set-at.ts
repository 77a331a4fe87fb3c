/** A copy of the data of a file with one value changed; keys that are not there yet are made. A node keeps its own place. */
import type { Path } from "./diagnostics.js";
import { isList, isMap, type ScalarValue, type SourceNode } from "./source-tree.js";

export function setAt(node: SourceNode, path: Path, value: ScalarValue | SourceNode): SourceNode {
  const [step, ...rest] = path;
  if (step === undefined)
    return isNode(value) ? { ...value, keyAt: node.keyAt } : { ...node, content: value, textOffset: null };
  if (isList(node.content))
    return { ...node, content: node.content.map((item, i) => (i === step ? setAt(item, rest, value) : item)) };
  const map = new Map(isMap(node.content) ? node.content : []);
  const keyAt = isNode(value) ? value.at : node.keyAt; // A new key takes the place of its value.
  const child = map.get(String(step)) ?? { content: new Map(), at: node.at, keyAt, textOffset: null };
  return { ...node, content: map.set(String(step), setAt(child, rest, value)) };
}

const isNode = (value: ScalarValue | SourceNode): value is SourceNode => typeof value === "object" && value !== null;
