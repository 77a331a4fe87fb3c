/** The precision that was reached: widths of the intervals for the latency of all requests and for the objectives. */

import { LATENCY } from "../../analysis/figures/figure.js";
import { usualFigure } from "../../analysis/figures/parse-figure.js";
import { type Statistic, shareBeyond } from "../../analysis/figures/statistic.js";
import type { Estimate, ReachedFindings } from "../../analysis/findings/findings.js";
import { relativeHalfWidth } from "../../analysis/statistics/confidence.js";
import { nearestRank } from "../../analysis/statistics/quantile.js";
import { EXCEEDANCES_NEEDED } from "../../analysis/statistics/quantile-interval.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import { figureEstimate } from "../figures/estimate.js";
import { steadyEndpoint } from "../findings/endpoint-findings.js";
import { requestsIn } from "../findings/replication-estimates.js";

/** Always asked; p99.9 only if an objective names it, since it takes ten times as many requests as p99. */
const ALWAYS = ["mean", "p50", "p95", "p99"] as const;
/** Samples: twice those that a percentile needs to be printed. */
const SAMPLES_BEYOND = 2 * EXCEEDANCES_NEEDED;

/** @param together all endpoints of each run, as one */
export function reached(
  runs: readonly Measurements[],
  together: readonly EndpointMeasurement[],
  objectives: readonly Objective[],
): ReachedFindings[] {
  const [{ windowMs }] = runs;
  const all = steadyEndpoint(together, windowMs);
  const known = { runs, all: together, holding: null, isSteady: true, growing: () => null, doubt: () => null };
  const found = [
    ...ALWAYS.map((statistic) => ({
      metric: usualFigure(statistic).name,
      relativeHalfWidth: finite(relativeHalfWidth(all.latencyMs[statistic])),
    })),
    ...objectives
      .filter(({ figure }) => !["variant", "moment"].includes(figure.scope.kind)) // No run makes those more certain.
      .map((objective) => ofObjective(objective, figureEstimate(objective.figure, known))),
  ];
  return [...new Map(found.map((each) => [each.metric, each])).values()];
}

/** The interval of an error share near 0 is relative to its limit: 5 % of nothing cannot be reached. */
function ofObjective({ figure, limit, unit }: Objective, estimate: Estimate): ReachedFindings {
  const { value, low, high } = estimate;
  const { name: metric } = figure;
  if (unit !== "1") return { metric, relativeHalfWidth: finite(relativeHalfWidth(estimate)) };
  if (value === null || low === null || high === null) return { metric, relativeHalfWidth: null };
  return { metric, relativeHalfWidth: finite((high - low) / 2 / Math.max(value, limit)) };
}

/**
 * How many times as many requests are needed until each percentile has samples enough beyond it; 0 if all have,
 * Infinity if one has none.
 */
export function samplesLacking(
  runs: readonly Measurements[],
  together: readonly EndpointMeasurement[],
  objectives: readonly Objective[],
): number {
  const times = (of: readonly EndpointMeasurement[], statistic: Statistic): number => {
    const share = shareBeyond(statistic);
    const n = of.reduce((sum, { latencyMs }) => sum + latencyMs.count, 0);
    const beyond = share === null ? Infinity : n - nearestRank(n, 1 - share);
    return beyond < EXCEEDANCES_NEEDED ? SAMPLES_BEYOND / Math.max(0, beyond) : 0;
  };
  return Math.max(
    ...ALWAYS.map((statistic) => times(together, statistic)),
    ...objectives
      .filter(({ metric }) => metric === LATENCY)
      .map(({ endpoint, statistic }) => times(endpoint === null ? together : endpointOf(runs, endpoint), statistic)),
  );
}

const endpointOf = (runs: readonly Measurements[], name: string): EndpointMeasurement[] =>
  runs.flatMap((run) => requestsIn(run, name) ?? []);

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Requests needed for a number of the furthest percentile. */
export function requestsNeeded(objectives: readonly Objective[]): number {
  const beyond = objectives.map(({ statistic }) => shareBeyond(statistic) ?? 1);
  return SAMPLES_BEYOND / Math.min(shareBeyond("p99") as number, ...beyond);
}
