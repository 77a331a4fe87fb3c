/** How it went, bin by bin, over all replications. */
import type { OverTimeFindings, ResourceOverTime } from "../analysis/findings.js";
import { exceedances, quantile, sampleSize } from "../analysis/quantile.js";
import { quantileInterval, sectioned } from "../analysis/quantile-interval.js";
import type { EndpointMeasurement, Measurements } from "../model/measurements.js";
import { CONFIDENCE } from "./measured.js";

/** Relative error of the coarser histograms over time; see engine/histogram-over-time.ts. */
const RESOLUTION = 0.01;
/** A point on a curve needs fewer samples beyond it than a number that is judged. */
const EXCEEDANCES_OF_A_POINT = 10;

/** @param all all endpoints of each run, taken together */
export function overTimeFindings(runs: readonly Measurements[], all: readonly EndpointMeasurement[]): OverTimeFindings {
  const { binMs, fromMs, windowMs } = runs[0];
  const bins = all[0].arrivalsByBin.map((_, bin) => bin);
  const seconds = (bin: number): number => Math.min(binMs, windowMs - bin * binMs) / 1000;
  const mean = (of: (run: EndpointMeasurement) => number): number =>
    all.reduce((sum, run) => sum + of(run), 0) / all.length;
  const level = 1 - (1 - CONFIDENCE) / bins.length; // Bonferroni: at 95 % the whole curve lies in its band.
  const latency = bins.map((bin) =>
    binLatency(
      all.map((run) => run.latencyByBin[bin]),
      level,
    ),
  );
  return {
    startMs: fromMs,
    binMs,
    offeredLoad: bins.map((bin) => mean((run) => run.arrivalsByBin[bin]) / seconds(bin)),
    goodput: bins.map((bin) => mean((run) => run.answersThenByBin[bin]) / seconds(bin)),
    errorRate: bins.map((bin) => {
      const failed = mean((run) => run.failuresByBin[bin]);
      const ended = failed + mean((run) => run.answersByBin[bin]);
      return ended === 0 ? null : failed / ended;
    }),
    p50Ms: latency.map(({ p50 }) => p50),
    p99Ms: latency.map(({ p99 }) => p99),
    p99LowMs: latency.map(({ low }) => low),
    p99HighMs: latency.map(({ high }) => high),
    resources: resourcesOverTime(runs),
  };
}

type Samples = EndpointMeasurement["latencyByBin"];

function binLatency(samples: Samples, level: number): Record<"p50" | "p99" | "low" | "high", number | null> {
  const sections = sectioned(samples);
  const { all } = sections;
  if (sampleSize(all) === 0) return { p50: null, p99: null, low: null, high: null };
  const { low, high } = quantileInterval(sections, 0.99, level, RESOLUTION);
  const p99 = exceedances(all, 0.99) < EXCEEDANCES_OF_A_POINT ? null : quantile(all, 0.99);
  return { p50: quantile(all, 0.5), p99, low, high };
}

function resourcesOverTime(runs: readonly Measurements[]): ResourceOverTime[] {
  return runs[0].parts.flatMap(({ name, resources }, p) =>
    resources.map(({ name: resource, capacity, busyByBin, queueByBin }, r) => {
      const mean = (of: "busyByBin" | "queueByBin", bin: number): number =>
        runs.reduce((sum, run) => sum + run.parts[p].resources[r][of][bin], 0) / runs.length;
      return {
        part: name,
        resource,
        utilisation: capacity === null ? null : busyByBin.map((_, bin) => mean("busyByBin", bin) / capacity),
        queueLength: queueByBin.map((_, bin) => mean("queueByBin", bin)),
      };
    }),
  );
}
