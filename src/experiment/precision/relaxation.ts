/** The relaxation time of a steady system, from its runs and from theory. */
import { measuredRelaxation, relaxationOf } from "../../analysis/steadiness/run-until.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Forecast } from "./forecast.js";

/** Of its queues [ms]; 0 if nothing is known to wait. */
export function relaxationMsOf(runs: readonly Measurements[], ahead: Forecast): number {
  const inSystem = runs.map((run) => ({ mean: run.inSystemMean, variance: run.inSystemVariance }));
  return relaxationOf(measuredRelaxation(inSystem, runs[0].windowMs), ahead);
}
