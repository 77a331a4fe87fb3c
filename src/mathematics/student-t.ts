/** Student's t distribution with ν > 0 degrees of freedom. Source: Abramowitz & Stegun 26.7. */

import { betaI } from "./incomplete-beta.js";
import { normalQuantile } from "./normal.js";
import { invertCdf } from "./root.js";

/** P(T ≤ t) = 1 − ½ I_x(ν/2, ½) for t ≥ 0, with x = ν ÷ (ν + t²). */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  const tail = betaI(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t)) / 2;
  return t < 0 ? tail : 1 - tail;
}

const known = new Map<string, number>(); // A study asks for the same few hundreds of times.

/** t with P(T ≤ t) = p, 0 < p < 1; the normal quantile for ν = Infinity. */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (p < 0.5) return -studentTQuantile(1 - p, degreesOfFreedom);
  if (degreesOfFreedom === Infinity) return normalQuantile(p);
  const key = `${p}/${degreesOfFreedom}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const t = invertCdf((x) => studentTCdf(x, degreesOfFreedom), p);
  known.set(key, t);
  return t;
}
