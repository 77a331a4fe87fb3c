/** Key popularity by Zipf's law, pᵢ ∝ i^−s, i = 1 … n; s = 0 is uniform. */
import { cumulate } from "../steps/choose.js";

const KEPT = 8; // Of a million keys 8 MB each.
const known = new Map<string, Float64Array>(); // Every run of a model asks for the same.

/** Cumulated shares of the keys, most popular first; shared, and not to be changed. */
export function zipf(keys: number, exponent: number): Float64Array {
  const name = `${keys} ${exponent}`;
  const found = known.get(name) ?? cumulate(Array.from({ length: keys }, (_, i) => (i + 1) ** -exponent));
  known.delete(name);
  known.set(name, found); // The latest is the last to go.
  if (known.size > KEPT) known.delete(known.keys().next().value as string);
  return found;
}

/** The key for u in [0, 1), by inversion. */
export function keyAt(upTo: Float64Array, u: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (u < upTo[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
