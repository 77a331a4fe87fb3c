/**
 * Do z-scores look like draws from N(0, 1)? Over many checks against exact results they must: intervals that are too
 * narrow spread them out, intervals that are too wide pull them in.
 */
import { chiSquareTail } from "../../src/mathematics/chi-square.js";
import { normalCdf } from "../../src/mathematics/normal.js";
import { kolmogorovTail } from "./kolmogorov.js";

export interface GoodnessOfFit {
  readonly statistic: number;
  readonly pValue: number; // Chance of a statistic at least this large if they are N(0, 1).
}

/**
 * Pearson's χ² = Σ (observed − n/k)² ÷ (n/k) over k classes of equal probability, k − 1 degrees of freedom.
 * By default k keeps ten expected in each, 4 ≤ k ≤ 50. Source: Pearson 1900; Mann & Wald 1942 (equal classes).
 */
export function chiSquareTest(
  zScores: readonly number[],
  classes = Math.min(Math.max(Math.floor(zScores.length / 10), 4), 50),
): GoodnessOfFit {
  const observed = new Array<number>(classes).fill(0);
  for (const z of zScores) observed[Math.min(Math.floor(normalCdf(z) * classes), classes - 1)]!++;
  const expected = zScores.length / classes;
  const statistic = observed.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
  return { statistic, pValue: chiSquareTail(statistic, classes - 1) };
}

/**
 * Kolmogorov–Smirnov: D, the largest distance between the empirical distribution and Φ. The p-value takes Kolmogorov's
 * limit at (√n + 0.12 + 0.11/√n) D, good to about 1 % of itself from n = 5 on. Source: Stephens 1970.
 */
export function kolmogorovSmirnovTest(zScores: readonly number[]): GoodnessOfFit {
  const n = zScores.length;
  const sorted = zScores.toSorted((a, b) => a - b).map(normalCdf);
  const statistic = sorted.reduce((d, p, i) => Math.max(d, (i + 1) / n - p, p - i / n), 0);
  const rootN = Math.sqrt(n);
  return { statistic, pValue: kolmogorovTail((rootN + 0.12 + 0.11 / rootN) * statistic) };
}
