/** The standard normal distribution. Source: Abramowitz & Stegun 7.1 and 26.2. */
import { gammaP, gammaQ } from "./incomplete-gamma.js";

/** Φ(z) = ½ erfc(−z/√2), with erfc(x) = Q(½, x²) for x ≥ 0. Small tails keep their digits. */
export function normalCdf(z: number): number {
  return z < 0 ? gammaQ(0.5, (z * z) / 2) / 2 : 0.5 + gammaP(0.5, (z * z) / 2) / 2;
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ⁻¹(p): a rational first guess (A&S 26.2.23, error below 4.5e-4), then Halley's steps, which cube the error. */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (let step = 0; step < 3; step++) {
    const newton = (normalCdf(z) - p) / normalDensity(z);
    z -= newton / (1 + (z * newton) / 2);
  }
  return z;
}
