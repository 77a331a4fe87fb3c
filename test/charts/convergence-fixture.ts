/** The first two variants of a study with a precision asked: one reached it, one did not. */
import type { Findings, SteadyFindings } from "../../src/analysis/findings/findings.js";

const METRICS = { mean: 0.06, p50: 0.058, p95: 0.065, p99: 0.1 };

/** Widths shrink as one over the root of the length. */
function steady(lengthsMs: readonly number[], met: boolean): SteadyFindings {
  const looks = lengthsMs.map((lengthMs) => ({
    lengthMs,
    reached: Object.entries(METRICS).map(([metric, first]) => ({
      metric,
      relativeHalfWidth: Number((first * Math.sqrt(lengthsMs[0]! / lengthMs)).toPrecision(3)),
    })),
  }));
  const inSystem = Array.from({ length: 60 }, (_, i) => Number((4 * (1 - Math.exp(-i / 4)) + (i % 3) / 10).toFixed(2)));
  return {
    precision: 0.05,
    met,
    why: met ? "" : "the budget is spent",
    reached: looks.at(-1)!.reached,
    warmUpMs: 12_000,
    lengthMs: lengthsMs.at(-1)!,
    requests: 1_600_000,
    firstLook: { binMs: 1000, inSystem },
    looks,
  };
}

export const converging = (findings: Findings): Findings => ({
  ...findings,
  variants: findings.variants.map((variant, i) =>
    i > 1
      ? variant
      : { ...variant, steady: i === 0 ? steady([40_000, 240_000, 690_000], true) : steady([40_000, 90_000], false) },
  ),
});
