/** What an objective is about, measured in each run by itself: sums and counts, and no interval of the program's own. */

import { quantile } from "../../src/analysis/quantile.js";
import { allEndpoints } from "../../src/experiment/all-endpoints.js";
import type { EndpointMeasurement, Measurements } from "../../src/model/measurements.js";

export type Statistic = "mean" | "p50" | "p95" | "p99" | "p999" | "rate";

export interface Figure {
  readonly metric: "latency" | "errors" | "goodput" | "throughput";
  readonly statistic: Statistic;
  readonly endpoint: string | null; // null: all together.
}

export const SHARES: Readonly<Record<string, number>> = { p50: 0.5, p95: 0.95, p99: 0.99, p999: 0.999 };

export const endpointOf = ({ endpoints }: Measurements, endpoint: string | null): EndpointMeasurement =>
  endpoint === null ? allEndpoints(endpoints) : endpoints.find(({ name }) => name === endpoint)!;

/** One value a run; NaN where there is none. */
export const figureOf = (runs: readonly Measurements[], figure: Figure): number[] =>
  runs.map((run) => oneRun(run, figure));

function oneRun(run: Measurements, { metric, statistic, endpoint }: Figure): number {
  const found = endpointOf(run, endpoint);
  const perSecond = (counts: readonly number[]): number => (counts.reduce((a, b) => a + b, 0) * 1000) / run.windowMs;
  if (metric === "goodput") return perSecond(found.answersThenByBin);
  if (metric === "throughput") return perSecond(found.endsThenByBin);
  if (metric === "errors") return found.failed / (found.answered + found.failed);
  const { latencyMs } = found;
  return statistic === "mean" ? latencyMs.sum / latencyMs.count : quantile(latencyMs, SHARES[statistic]!);
}
