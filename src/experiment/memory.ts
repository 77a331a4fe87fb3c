/** How long a steady system remembers what happened to it, from its runs and from theory. */
import { measuredRelaxation, relaxationOf } from "../analysis/run-until.js";
import type { EndpointMeasurement, Measurements } from "../model/measurements.js";

/** @param all endpoints of each run, as one @param predictedMs from the loads; 0 where they say nothing */
export function memoryMs(
  runs: readonly Measurements[],
  all: readonly EndpointMeasurement[],
  predictedMs: number,
): number {
  const inSystem = runs.map((run) => ({ mean: run.inSystemMean, variance: run.inSystemVariance }));
  const measuredMs = measuredRelaxation(inSystem, runs[0].windowMs);
  return Math.max(relaxationOf(measuredMs, predictedMs), meanLatencyMs(all));
}

function meanLatencyMs(all: readonly EndpointMeasurement[]): number {
  const answered = all.reduce((n, { latencyMs }) => n + latencyMs.count, 0);
  return answered === 0 ? 0 : all.reduce((total, { latencyMs }) => total + latencyMs.sum, 0) / answered;
}
