/** The χ² distribution with ν > 0 degrees of freedom. Source: Abramowitz & Stegun 26.4. */

import { gammaP, gammaQ } from "./incomplete-gamma.js";
import { invertCdf } from "./root.js";

/** P(X ≤ x) = P(ν/2, x/2). */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  return gammaP(degreesOfFreedom / 2, x / 2);
}

/** P(X > x): the p-value of a χ² test. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return gammaQ(degreesOfFreedom / 2, x / 2);
}

export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  return invertCdf((x) => chiSquareCdf(x, degreesOfFreedom), p);
}
