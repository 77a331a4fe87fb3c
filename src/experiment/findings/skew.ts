/** Intervals of a steady system's latency, adjusted for the skewness of the estimates. */

import type { Statistic } from "../../analysis/figures/statistic.js";
import type { Estimate, LatencyFindings } from "../../analysis/findings/findings.js";
import { lazily, once } from "../../analysis/findings/lazily.js";
import { clip, standardErrorsEachWay } from "../../analysis/statistics/confidence.js";
import { pool, sampleSize, type WeightedSample } from "../../analysis/statistics/quantile.js";
import { SECTIONS } from "../../analysis/statistics/quantile-interval.js";
import { skewAdjusted, skewnessOfMean } from "../../analysis/statistics/skew-adjusted.js";
import type { EndpointMeasurement } from "../../model/wiring/measurements.js";
import { CONFIDENCE } from "./replication-estimates.js";

const STRETCHES = 10; // Batches of each replication, used for the skewness alone.

/** Not for changing traffic, whose batches differ by more than chance. */
export function adjustedForSkew(latency: LatencyFindings, runs: readonly EndpointMeasurement[]): LatencyFindings {
  const stretches = once(() => runs.flatMap(stretchesOf));
  const adjusted = (statistic: keyof LatencyFindings) => (): Estimate =>
    skewAdjustedEstimate(latency[statistic], statistic, runs, stretches);
  return lazily({
    mean: adjusted("mean"),
    p50: adjusted("p50"),
    p95: adjusted("p95"),
    p99: adjusted("p99"),
    p999: adjusted("p999"),
  });
}

/** The same of one figure, which may be any percentile. */
export function skewAdjustedEstimate(
  found: Estimate,
  statistic: Statistic,
  runs: readonly EndpointMeasurement[],
  stretches = () => runs.flatMap(stretchesOf),
): Estimate {
  if (found.value === null || statistic === "max") return found;
  if (statistic === "mean") return withEnds(found, skewnessOfMean(totals(stretches())), runs.length - 1);
  const sections = Math.min(SECTIONS, runs.filter(({ latencyMs }) => latencyMs.count > 0).length);
  return withEnds(found, skewnessOfMean(beyond(stretches(), found.value)), sections - 1);
}

/** With controls the skewness is taken to be that without (on M/M/1 at ρ = 0.8, 0.09 and 0.10). */
export const controlledForSkew = (mean: Estimate, runs: readonly EndpointMeasurement[], controls: number): Estimate =>
  withEnds(mean, skewnessOfMean(totals(runs.flatMap(stretchesOf))), runs.length - 1 - controls);

/** @param symmetric Student's interval with so many degrees of freedom */
function withEnds(symmetric: Estimate, skewness: number, freedom: number): Estimate {
  if (symmetric.value === null || symmetric.high === null) return symmetric;
  return clip(skewAdjusted(symmetric, skewness, standardErrorsEachWay(CONFIDENCE, freedom)), 0, Infinity);
}

type Bins = EndpointMeasurement["latencyByBin"];

const known = new WeakMap<Bins, WeightedSample[]>(); // Each figure, each look and each comparison asks.

function stretchesOf({ latencyByBin }: EndpointMeasurement): WeightedSample[] {
  const found = known.get(latencyByBin) ?? stretchesIn(latencyByBin);
  known.set(latencyByBin, found);
  return found;
}

/** By the bin of arrival; bins that are left over at the end are not looked at, so that all stretches are as long. */
function stretchesIn(latencyByBin: Bins): WeightedSample[] {
  const each = Math.floor(latencyByBin.length / STRETCHES);
  return Array.from({ length: each === 0 ? 0 : STRETCHES }, (_, i) =>
    pool(latencyByBin.slice(i * each, (i + 1) * each)),
  );
}

/** ΣY − r n of each stretch with n requests, r = ΣY ÷ n over all: what the stretch adds to the error of the mean. */
const totals = (stretches: readonly WeightedSample[]): number[] => deviations(stretches, (value) => value);

/** The same of the requests beyond a percentile: to first order its error is theirs ÷ density (Bahadur 1966). */
const beyond = (stretches: readonly WeightedSample[], percentile: number): number[] =>
  deviations(stretches, (value) => (value > percentile ? 1 : 0));

function deviations(stretches: readonly WeightedSample[], worth: (value: number) => number): number[] {
  const each = stretches.map((stretch) => ({
    y: stretch.values.reduce((sum, value, i) => sum + worth(value) * stretch.counts[i]!, 0),
    n: sampleSize(stretch),
  }));
  const r = sum(each.map(({ y }) => y)) / sum(each.map(({ n }) => n));
  return each.map(({ y, n }) => y - r * n);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
