/**
 * In YAML, `{ time: lognormal(mean 4ms, p99 20ms) }` is a map of `time: lognormal(mean 4ms` and of a key
 * `p99 20ms)`. This restores the call.
 */
import { isPair, isScalar, type Node, type Pair } from "yaml";

export interface MendedCall {
  readonly text: string; // From the name to the closing parenthesis.
  readonly start: number; // Offsets in the file.
  readonly end: number;
  readonly last: number; // Index of the last item that is part of it.
}

/** @returns null unless the item at `index` opens a parenthesis that a later item closes. */
export function mendedCall(items: readonly (Node | Pair | null)[], index: number, text: string): MendedCall | null {
  const opening = items[index] ?? null;
  const first = plainRange(isPair(opening) ? opening.value : opening);
  if (first === null || !opens(text.slice(...first))) return null;
  for (let last = index + 1; last < items.length; last++) {
    const item = items[last] ?? null;
    if (isPair(item) && item.value !== null && !isEmpty(item.value)) return null;
    const range = plainRange(isPair(item) ? item.key : item);
    if (range === null) return null;
    const piece = text.slice(...range);
    if (piece.includes("(")) return null;
    if (piece.endsWith(")")) return { text: text.slice(first[0], range[1]), start: first[0], end: range[1], last };
  }
  return null;
}

const opens = (text: string): boolean => text.includes("(") && !text.includes(")");

/** Start and end of an unquoted scalar. */
function plainRange(node: unknown): [number, number] | null {
  return isScalar(node) && node.type === "PLAIN" && node.range ? [node.range[0], node.range[1]] : null;
}

const isEmpty = (node: unknown): boolean => isScalar(node) && node.value === null && (node.source ?? "") === "";
