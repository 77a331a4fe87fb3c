/** How often each key is asked for: Zipf's law, pᵢ ∝ i^−s, i = 1 … n; s = 0 makes all alike. */
import { cumulate } from "../steps/choose.js";

/** Cumulated shares of the keys, the most popular first. */
export const zipf = (keys: number, exponent: number): Float64Array =>
  cumulate(Array.from({ length: keys }, (_, i) => (i + 1) ** -exponent));

/** The key that u in [0, 1) falls on. */
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
