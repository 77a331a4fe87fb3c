/**
 * Q(a, x) = Γ(a, x) ÷ Γ(a): the chance that a gamma number of shape a and scale 1 is above x. a > 0.
 *
 * By the series of P = 1 − Q up to x = a + 1 and a continued fraction (Lentz) beyond, so small tails keep their digits.
 * Source: Press et al., Numerical Recipes, sec. 6.2.
 */
import { logGamma } from "./gamma-function.js";

const EPSILON = 1e-16;
const TINY = 1e-300; // Stands in for a zero denominator.
const nonZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

/** P(Z > z) of a standard normal number. */
export const normalTail = (z: number): number => {
  const beyond = gammaQ(0.5, (z * z) / 2) / 2;
  return z >= 0 ? beyond : 1 - beyond;
};

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = a + 1; term > sum * EPSILON; n++) {
    term *= x / n;
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  const terms = 200 + 10 * Math.sqrt(a);
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < terms; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return h;
}
