/**
 * Finds where an increasing or decreasing function crosses zero, by bisection: the signs at the two ends must differ.
 * It halves until the ends are neighbouring floats, so the answer is as exact as the function.
 */
export function root(f: (x: number) => number, low: number, high: number): number {
  const signAtLow = Math.sign(f(low));
  if (signAtLow === 0) return low;
  let [from, to] = [low, high];
  for (;;) {
    const middle = from + (to - from) / 2;
    if (middle <= from || middle >= to) return middle;
    if (Math.sign(f(middle)) === signAtLow) from = middle;
    else to = middle;
  }
}

/** The smallest x ≥ 0 with `cdf(x) ≥ p`, for a continuous distribution of positive values. Infinity if there is none. */
export function invertCdf(cdf: (x: number) => number, p: number): number {
  if (p <= 0) return 0;
  let high = 1;
  while (cdf(high) < p) {
    high *= 2;
    if (high > 1e300) return Infinity;
  }
  return root((x) => cdf(x) - p, 0, high);
}
