/**
 * Time scales and traffic of a system before it is simulated, from the load of its resources. Only a starting point,
 * which measurements then correct.
 */

import { measuredRelaxation, relaxationOf } from "../../analysis/steadiness/run-until.js";
import { demandOf } from "../../model/check/check-sense.js";
import type { Model } from "../../model/language/model.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { heavyTails } from "../findings/heavy-tails.js";
import { timeScalesOf } from "./time-scales.js";

export interface Forecast {
  readonly relaxationMs: number; // Of the slowest queue; 0: not known.
  readonly slowestMs: number; // Mean time of what is slowest: a service, a wait, the filling of a cache.
  readonly requestsPerMs: number;
  readonly vain: readonly string[]; // Names of figures without an interval however long the run.
}

/** Open: the relaxation time of the slowest station. Closed: the longest round of a user. */
export function forecast(model: Model): Forecast {
  const { openPerMs, closed } = demandOf(model);
  const { relaxation, slowest } = timeScalesOf(model).all;
  return {
    relaxationMs: relaxation.ms,
    slowestMs: slowest.ms,
    requestsPerMs: closed.reduce((sum, { users, roundMs }) => sum + (roundMs > 0 ? users / roundMs : 0), openPerMs),
    vain: meansInDoubt(model),
  };
}

function meansInDoubt(model: Model): string[] {
  const endpoints = [...heavyTails(model).endpoints.keys()];
  if (endpoints.length === 0) return [];
  const sources = Object.entries(model.traffic).filter(([, { mix }]) => endpoints.some((each) => each in mix));
  return ["mean", ...endpoints.map((name) => `mean of ${name}`), ...sources.map(([name]) => `mean of traffic ${name}`)];
}

/** Of its queues [ms]; 0 if nothing is known to wait. */
export function relaxationMsOf(runs: readonly Measurements[], ahead: Forecast): number {
  const inSystem = runs.map((run) => ({ mean: run.inSystemMean, variance: run.inSystemVariance }));
  return relaxationOf(measuredRelaxation(inSystem, runs[0].windowMs), ahead);
}
