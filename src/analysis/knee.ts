/**
 * The knee of a convex curve: the point farthest below its chord, after both axes are stretched to the unit square.
 * On 1 ÷ (1 − ρ) from ρ = a to b that is 1 − ρ = √((1 − a)(1 − b)): the knee belongs to the range that was swept and
 * not to the system alone, so it is a help for the eye. What decides is the objective.
 *
 * Source: Satopää, Albrecht, Irwin & Raghavan, Finding a “Kneedle” in a haystack (2011), without its smoothing.
 */
const LEAST_POINTS = 5;
const LEAST_BEND = 0.1; // Of the unit square. A straight line has none.

/** @param xs ascending @returns the index of the knee, null where the curve hardly bends */
export function knee(xs: readonly number[], ys: readonly number[]): number | null {
  const last = xs.length - 1;
  if (xs.length < LEAST_POINTS || ys.length !== xs.length) return null;
  const [width, height] = [xs[last]! - xs[0]!, Math.abs(ys[last]! - ys[0]!)];
  if (!(width > 0 && height > 0)) return null;
  let [best, most] = [null as number | null, LEAST_BEND];
  xs.forEach((x, i) => {
    const chord = ys[0]! + ((ys[last]! - ys[0]!) * (x - xs[0]!)) / width;
    const below = (chord - ys[i]!) / height;
    if (below > most) [best, most] = [i, below];
  });
  return best;
}
