/**
 * The knee of a convex curve: the point farthest below its chord, after both axes are stretched to the unit square.
 * On 1 ÷ (1 − ρ) from ρ = a to b that is 1 − ρ = √((1 − a)(1 − b)): the knee belongs to the range that was swept and
 * not to the system alone: a visual aid. The objective decides.
 *
 * Source: Satopää, Albrecht, Irwin & Raghavan, Finding a “Kneedle” in a haystack (2011), without its smoothing.
 */

import { studentTQuantile } from "../../mathematics/student-t.js";
import type { Estimate } from "../findings/findings.js";
import { ONE_REPLICATION, pointEstimate, withRounding } from "../statistics/confidence.js";
import { type Deviations, standardError } from "../statistics/deviations.js";

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

/**
 * The knee of a curve measured at every point in the same replications. It may be any point i that is not proven
 * to lie nearer to the chord c than the farthest one, k, by a paired, one-sided Student interval of
 *
 *   (c_k − y_k) − (c_i − y_i),   c_i = y_0 + (y_n − y_0) (x_i − x_0) ÷ (x_n − x_0)
 *
 * and may lie between swept values: the interval reaches to the neighbours of the first and the
 * last of these. Measured coverage at 95 % of 1 ÷ (1 − ρ), 5 or 10 replications, 8 to 30 points, errors of 1 to 8 % at
 * ρ = 0.8, independent or shared between points: 98 to 100 %. (By the knees of both edges of the band: 34 to 100 %.)
 *
 * @param relativeResolution of values read from a histogram @returns null where the curve hardly bends
 */
export function kneeInterval(
  xs: readonly number[],
  ys: readonly Deviations[],
  { level, relativeResolution }: { readonly level: number; readonly relativeResolution: number },
): Estimate | null {
  const values = ys.map(({ value }) => value);
  const farthest = knee(xs, values);
  const replications = ys[0]?.each.length ?? 0;
  if (farthest === null || ys.some(({ each }) => each.length !== replications)) return null;
  if (replications < 2) return pointEstimate(xs[farthest]!, ONE_REPLICATION);
  const last = xs.length - 1;
  const along = (i: number): number => (xs[i]! - xs[0]!) / (xs[last]! - xs[0]!);
  const farther = (of: readonly number[], i: number): number =>
    (of[last]! - of[0]!) * (along(farthest) - along(i)) - of[farthest]! + of[i]!;
  const replicates = Array.from({ length: replications }, (_, j) => ys.map(({ each }) => each[j]!));
  const eachWay = studentTQuantile(level, replications - 1);
  const isProvenNearer = (i: number): boolean => {
    const error = eachWay * standardError(replicates.map((of) => farther(of, i)));
    const ends = Math.abs(along(farthest) - along(i)) * (values[0]! + values[last]!);
    const rounding = relativeResolution * (ends + values[farthest]! + values[i]!);
    return farther(values, i) > withRounding(error, rounding);
  };
  const may = [...xs.keys()].filter((i) => i === farthest || !isProvenNearer(i));
  return {
    value: xs[farthest]!,
    low: xs[Math.max(0, may[0]! - 1)]!,
    high: xs[Math.min(last, may[may.length - 1]! + 1)]!,
  };
}
