/** One figure against so many times another, on the same requests: "p99{90} > 10 * p50{90}". */

import type { Figure } from "../../analysis/figures/figure.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import type { Deviations } from "../../analysis/statistics/deviations.js";
import { paired } from "../../analysis/statistics/paired.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { isSought } from "../figures/of-variant.js";
import type { Study } from "../plan/study.js";
import { areOneSearch, type FoundCeilings, NO_DIFFERENCE, pairedCeilings } from "./compared-ceilings.js";
import { comparedMetric } from "./compared-metrics.js";
import { allEndpoints, CONFIDENCE } from "./replication-estimates.js";

interface Side {
  readonly figure: Figure;
  readonly variant: string;
}

/**
 * θ₁ − k θ₀ with the deviations δ₁ⱼ − k δ₀ⱼ of `paired.ts`, which are linear in both. Null where the two do not have the
 * same replications behind them: a percentile merges many into ten sections.
 */
export function combinedFigures(
  { variants }: Study,
  windows: readonly (readonly Measurements[])[],
  left: Side,
  times: number,
  right: Side,
  ceilings: FoundCeilings = new Map(),
): Estimate | null {
  if (isSought(left.figure) && isSought(right.figure)) return combinedCeilings(ceilings, left, times, right);
  const runsOf = ({ variant }: Side): readonly Measurements[] =>
    windows[variants.findIndex(({ name }) => name === variant)] ?? [];
  const replications = Math.min(runsOf(left).length, runsOf(right).length);
  const metrics = [left, right].map(({ figure }) => comparedMetric(figure));
  if (metrics.some(({ isCertain }) => isCertain)) return null;
  const [a, b] = [left, right].map((side, i): Deviations | null => {
    const runs = runsOf(side).slice(0, replications);
    return metrics[i]!.deviations({ runs, all: runs.map(({ endpoints }) => allEndpoints(endpoints)) });
  });
  if (!a || !b || a.each.length !== b.each.length || a.each.length < 2) return null;
  const scaled = { value: times * b.value, each: b.each.map((each) => times * each) };
  const relativeResolution = Math.max(...metrics.map((metric) => metric.relativeResolution));
  return paired(scaled, a, { level: CONFIDENCE, relativeResolution }).difference;
}

/** Null where the ends of the searches must tell. */
function combinedCeilings(ceilings: FoundCeilings, left: Side, times: number, right: Side): Estimate | null {
  if (times === 1 && areOneSearch(ceilings, left, right)) return NO_DIFFERENCE;
  return pairedCeilings(ceilings, right, times, left)?.difference ?? null;
}
