/**
 * ln Γ(x) for x > 0, to about 1e-15 relative to the larger of 1 and the result.
 *
 * Source: Lanczos 1964, with g = 7 and nine coefficients (P. Godfrey).
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x); // Euler's reflection.
  const z = x - 1;
  const sum = COEFFICIENTS.reduce((sum, coefficient, i) => sum + coefficient / (z + i + 1), LEADING);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const LEADING = 0.99999999999980993;
const COEFFICIENTS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
