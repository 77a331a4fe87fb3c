/** How a variant fares against the limit on p99 in the bins that matter. */
import type { Findings, VariantFindings } from "../analysis/findings.js";
import { drawable, drawableLog, largest } from "./numbers.js";
import { errorLimit, type LatencyLimit } from "./objective.js";
import { binsThatMatter, unanswered } from "./spike.js";

/**
 * `failing`: fast only because it turns requests away. `close`: the limit lies within the band. `sparse`: too
 * few answers for a p99.
 */
export type Standing = "kept" | "failing" | "close" | "sparse" | "broken";

export interface Worst {
  readonly p99Ms: number | null;
  readonly errorRate: number | null;
}

/** The worst of the bins that matter, of each figure by itself. */
export function worstBins(findings: Findings, { overTime }: VariantFindings): Worst {
  const bins = binsThatMatter(findings, overTime);
  return {
    p99Ms: largest(bins.map((i) => drawableLog(overTime.p99Ms[i]))),
    errorRate: largest(bins.map((i) => overTime.errorRate[i])),
  };
}

export function standing(findings: Findings, variant: VariantFindings, limit: LatencyLimit): Standing {
  const { overTime } = variant;
  const silent = new Set(unanswered(overTime));
  const bins = binsThatMatter(findings, overTime).filter((i) => drawable(overTime.errorRate[i]) !== null);
  const p99 = (i: number) => drawable(overTime.p99Ms[i]);
  const above = (end: readonly (number | null)[]) => bins.some((i) => (drawable(end[i]) ?? p99(i) ?? 0) >= limit.ms);
  if (bins.some((i) => silent.has(i)) || above(overTime.p99LowMs)) return "broken"; // No answer is over any limit.
  if (above(overTime.p99HighMs)) return "close";
  if (bins.length === 0 || bins.some((i) => p99(i) === null)) return "sparse";
  return (worstBins(findings, variant).errorRate ?? 0) > errorLimit(findings) ? "failing" : "kept";
}
