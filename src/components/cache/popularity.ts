/** Key popularity by Zipf's law, pᵢ ∝ i^−s, i = 1 … n; s = 0 is uniform. */
import { cumulate } from "../steps/choose.js";

/** Cumulated shares of the keys, most popular first. */
export const zipf = (keys: number, exponent: number): Float64Array =>
  cumulate(Array.from({ length: keys }, (_, i) => (i + 1) ** -exponent));

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
