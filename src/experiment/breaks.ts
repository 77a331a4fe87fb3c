/**
 * When a growing system breaks its latency objectives: measured where every run shows it, otherwise from the growth.
 * The fluid limit: work that arrives at t waits for what is before it, N(t) ÷ X = (growth ÷ X) t, so that a limit L is
 * passed at L X ÷ growth. Source: Newell, Applications of Queueing Theory (1982), ch. 2.
 */
import { meanInterval, noEstimate } from "../analysis/confidence.js";
import type { BreakFindings, EndpointFindings, Estimate } from "../analysis/findings.js";
import type { Objective } from "../analysis/objectives.js";
import { sampleSize } from "../analysis/quantile.js";
import type { EndpointMeasurement } from "../model/measurements.js";
import { keeps } from "./keeps.js";
import { CONFIDENCE } from "./measured.js";

/** The objective's endpoint (or all taken together), in each run. */
export interface Watched {
  readonly runs: readonly EndpointMeasurement[];
  readonly found: EndpointFindings;
  readonly fromMs: number;
  readonly binMs: number;
}

/** Null where it is no upper limit of a latency. */
export function breakOf(objective: Objective, watched: Watched, growthPerSecond: Estimate): BreakFindings | null {
  const { metric, comparison, limit, endpoint, expression } = objective;
  if (metric !== "latency" || !comparison.startsWith("<")) return null;
  const { runs, fromMs, binMs } = watched;
  const bins = runs.map((run) => firstBroken(run, objective));
  const all = bins.filter((bin) => bin !== null);
  const isSeen = all.length === runs.length && all.every((bin) => bin > 0);
  const afterMs = isSeen
    ? widened(
        meanInterval(
          all.map((bin) => fromMs + (bin + 0.5) * binMs),
          CONFIDENCE,
        ),
        binMs / 2,
      )
    : extrapolated(limit, watched.found.throughput, growthPerSecond);
  return { metric: endpoint === null ? metric : `${metric}{${endpoint}}`, expression, afterMs };
}

/** The bin from which on the limit is broken for good; null if it is not. */
function firstBroken({ latencyByBin }: EndpointMeasurement, objective: Objective): number | null {
  const lastKept = latencyByBin.findLastIndex((sample) => sampleSize(sample) > 0 && keeps(sample, objective));
  const broken = latencyByBin.findIndex((sample, bin) => bin > lastKept && sampleSize(sample) > 0);
  return broken < 0 ? null : broken;
}

/** A bin is as fine as it can be told. */
function widened({ value, low, high, ...rest }: Estimate, by: number): Estimate {
  if (low === null || high === null) return { value, low, high, ...rest };
  return { value, low: Math.max(0, low - by), high: high + by, ...rest };
}

function extrapolated(limitMs: number, { value: throughput }: Estimate, { value, low, high }: Estimate): Estimate {
  if (throughput === null || value === null || value <= 0) return noEstimate("the growth is not known");
  const at = (growth: number | null): number | null =>
    growth === null || growth <= 0 ? null : (limitMs * throughput) / growth;
  const reason = "from the growth: the window does not show the moment";
  return { value: at(value), low: at(high), high: at(low), reason };
}
