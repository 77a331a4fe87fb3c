/** A copy of the data of a file with one value changed; keys that are not there yet are made. */
import type { Path } from "./diagnostics.js";
import { isList, isMap, type ScalarValue, type SourceNode } from "./source-tree.js";

export function setAt(node: SourceNode, path: Path, value: ScalarValue): SourceNode {
  const [step, ...rest] = path;
  if (step === undefined) return { ...node, content: value, textOffset: null };
  if (isList(node.content))
    return { ...node, content: node.content.map((item, i) => (i === step ? setAt(item, rest, value) : item)) };
  const map = new Map(isMap(node.content) ? node.content : []);
  const child = map.get(String(step)) ?? { content: new Map(), at: node.at, keyAt: node.keyAt, textOffset: null };
  return { ...node, content: map.set(String(step), setAt(child, rest, value)) };
}
