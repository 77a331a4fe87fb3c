/** A study that shows two figures: one that tells the variants apart, one that is unknown of the first. */
import type { Estimate, Findings } from "../../src/analysis/findings/findings.js";

export const estimated = (value: number, half: number): Estimate => ({ value, low: value - half, high: value + half });

export const showing = (
  findings: Findings,
  stale = (i: number): Estimate => estimated(0.01 * 2 ** i, 0.002),
): Findings => ({
  ...findings,
  show: [
    { figure: "stale reads of shop-db", unit: "1" },
    { figure: "lag p99 of shop-db", unit: "ms" },
  ],
  variants: findings.variants.map((variant, i) => ({
    ...variant,
    figures: {
      "stale reads of shop-db": stale(i),
      "lag p99 of shop-db": i === 0 ? { value: null, low: null, high: null } : estimated(900 + i, 40),
    },
  })),
});
