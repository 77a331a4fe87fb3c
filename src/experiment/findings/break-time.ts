/**
 * When a growing system breaks its latency objectives: measured where every run shows it, otherwise from the growth.
 * The fluid limit: what arrives at t waits for the requests of its endpoint that are before it, N(t) ÷ X = (g ÷ X) t,
 * so that a limit L is passed at L X ÷ g. X of them end a second, and g is by how much more arrive: another endpoint's
 * may not wait at all. Source: Newell, Applications of Queueing Theory (1982), ch. 2.
 */

import type { BreakFindings, Estimate } from "../../analysis/findings/findings.js";
import { meanInterval, noEstimate } from "../../analysis/statistics/confidence.js";
import { sampleSize } from "../../analysis/statistics/quantile.js";
import { ratioInterval } from "../../analysis/statistics/ratio.js";
import { headOf, type Objective } from "../../analysis/verdicts/objectives.js";
import type { EndpointMeasurement } from "../../model/wiring/measurements.js";
import { CONFIDENCE } from "./replication-estimates.js";
import { meetsLimit } from "./within-limit.js";

/** The objective's endpoint (or all taken together), in each run. */
export interface Watched {
  readonly runs: readonly EndpointMeasurement[];
  readonly fromMs: number;
  readonly binMs: number;
}

/** Null if it is no upper limit of a latency. */
export function breakOf(objective: Objective, watched: Watched): BreakFindings | null {
  const { metric, comparison, limit, expression } = objective;
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
    : extrapolated(limit, runs);
  return { metric: headOf(objective), expression, afterMs };
}

/** The bin from which on the limit is exceeded for good; null if there is none. */
function firstBroken({ latencyByBin }: EndpointMeasurement, objective: Objective): number | null {
  const lastKept = latencyByBin.findLastIndex((sample) => sampleSize(sample) > 0 && meetsLimit(sample, objective));
  const broken = latencyByBin.findIndex((sample, bin) => bin > lastKept && sampleSize(sample) > 0);
  return broken < 0 ? null : broken;
}

/** Time is resolved to a bin. */
function widened({ value, low, high, ...rest }: Estimate, by: number): Estimate {
  if (low === null || high === null) return { value, low, high, ...rest };
  return { value, low: Math.max(0, low - by), high: high + by, ...rest };
}

function extrapolated(limitMs: number, runs: readonly EndpointMeasurement[]): Estimate {
  const ended = runs.map(({ endsThenByBin }) => sum(endsThenByBin));
  const more = runs.map(({ arrivalsByBin }, r) => sum(arrivalsByBin) - ended[r]);
  const { value, low, high } = ratioInterval(more, ended, CONFIDENCE); // g ÷ X
  const at = (slope: number | null): number | null => (slope === null || slope <= 0 ? null : limitMs / slope);
  if (at(value) === null) return noEstimate("the growth is not known");
  const reason = "from the growth: the window does not show the moment";
  return { value: at(value), low: at(high), high: at(low), reason };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
