import { nearest } from "../../text/nearest.js";
import { type Diagnostic, didYouMean, error } from "./diagnostics.js";
import { isMap, type SourceNode } from "./source-tree.js";

/**
 * Lays `overlay` over `base`: maps merge key by key, `null` deletes a key, anything else replaces. Positions
 * are the overlay's wherever it gives a value.
 *
 * @param diagnostics gets a complaint for every deleted key that the base does not have.
 */
export function merge(base: SourceNode, overlay: SourceNode, diagnostics: Diagnostic[]): SourceNode {
  if (!isMap(base.content) || !isMap(overlay.content)) return overlay;
  const merged = new Map(base.content);
  for (const [key, node] of overlay.content) {
    const below = base.content.get(key);
    if (node.content === null) {
      if (below === undefined) diagnostics.push(nothingToDelete(key, node, base.content.keys()));
      merged.delete(key);
    } else {
      merged.set(key, below === undefined ? node : merge(below, node, diagnostics));
    }
  }
  return { ...overlay, content: merged };
}

function nothingToDelete(key: string, node: SourceNode, known: Iterable<string>): Diagnostic {
  const near = nearest(key, known);
  const message = `there is no "${key}" below this file to delete`;
  return error(message, node.keyAt, near === null ? null : didYouMean(near));
}
