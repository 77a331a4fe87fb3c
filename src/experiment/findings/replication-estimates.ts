/** Estimates over replications, from which the findings are built, and all endpoints of a run as one. */
import type { Estimate, LatencyFindings } from "../../analysis/findings/findings.js";
import { lazily, once } from "../../analysis/findings/lazily.js";
import { clip, meanInterval, noEstimate } from "../../analysis/statistics/confidence.js";
import { pool } from "../../analysis/statistics/quantile.js";
import { quantileInterval, sectioned } from "../../analysis/statistics/quantile-interval.js";
import { isRare, poissonLimits, ratioInterval } from "../../analysis/statistics/ratio.js";
import type { EndpointMeasurement, HistogramData, Measurements } from "../../model/wiring/measurements.js";

/** Of all intervals. */
export const CONFIDENCE = 0.95;
/** Largest relative error of a histogram's values; see engine/histogram.ts. */
export const RESOLUTION = 0.002;

/** Mean over replications of a quantity from 0 to `most`. */
export const level = (values: readonly number[], most = Infinity): Estimate =>
  clip(meanInterval(values, CONFIDENCE), 0, most);

/**
 * Rate of events that may be rare, over windows of equal length: no narrower than a Poisson interval if they are few.
 */
export function rateOf(counts: readonly number[], windowMs: number): Estimate {
  const found = level(counts.map((count) => (count * 1000) / windowMs));
  const total = counts.reduce((a, b) => a + b, 0);
  if (found.low === null || found.high === null || !isRare(total, Infinity)) return found;
  const { low, high } = poissonLimits(total, CONFIDENCE);
  const perSecond = 1000 / windowMs / counts.length;
  return { ...found, low: Math.min(found.low, low * perSecond), high: Math.max(found.high, high * perSecond) };
}

/** One histogram per replication. */
export function durations(histograms: readonly HistogramData[]): LatencyFindings {
  const sections = once(() => sectioned(histograms));
  const p = (share: number) => (): Estimate => quantileInterval(sections(), share, CONFIDENCE, RESOLUTION);
  return lazily({ mean: () => meanOf(histograms), p50: p(0.5), p95: p(0.95), p99: p(0.99), p999: p(0.999) });
}

/** Sum ÷ count, so that long and short replications weigh by their requests. */
export function meanOf(histograms: readonly HistogramData[]): Estimate {
  const sums = histograms.map(({ sum }) => sum);
  const counts = histograms.map(({ count }) => count);
  return clip(ratioInterval(sums, counts, CONFIDENCE), 0, Infinity);
}

/** No estimate, for the same reason, of any of the figures. */
export function noDurations(reason: string): LatencyFindings {
  const none = noEstimate(reason);
  return { mean: none, p50: none, p95: none, p99: none, p999: none };
}

const known = new WeakMap<readonly EndpointMeasurement[], EndpointMeasurement>(); // Every comparison asks again.

/** All endpoints of a run taken together, as if they were one. */
export function allEndpoints(endpoints: readonly EndpointMeasurement[]): EndpointMeasurement {
  const all = known.get(endpoints) ?? together(endpoints);
  known.set(endpoints, all);
  return all;
}

/** An endpoint's or a source's requests, as its name stands in objectives; of null, those of all. Undefined: not measured. */
export function requestsIn(run: Measurements, name: string | null): EndpointMeasurement | undefined {
  if (name === null) return allEndpoints(run.endpoints);
  return [...run.endpoints, ...run.watched].find((each) => each.name === name);
}

function together(endpoints: readonly EndpointMeasurement[]): EndpointMeasurement {
  if (endpoints.length === 1) return { ...endpoints[0]!, name: "all" };
  const total = (of: (endpoint: EndpointMeasurement) => number): number => endpoints.reduce((sum, e) => sum + of(e), 0);
  const byBin = (of: (endpoint: EndpointMeasurement) => readonly number[]): number[] =>
    of(endpoints[0]).map((_, bin) => total((endpoint) => of(endpoint)[bin]));
  return {
    name: "all",
    offered: total((e) => e.offered),
    answered: total((e) => e.answered),
    failed: total((e) => e.failed),
    failures: addedUp(endpoints.flatMap(({ failures }) => failures)),
    latencyMs: mergeHistograms(endpoints.map(({ latencyMs }) => latencyMs)),
    arrivalsByBin: byBin((e) => e.arrivalsByBin),
    answersByBin: byBin((e) => e.answersByBin),
    failuresByBin: byBin((e) => e.failuresByBin),
    endsThenByBin: byBin((e) => e.endsThenByBin),
    answersThenByBin: byBin((e) => e.answersThenByBin),
    latencyByBin: endpoints[0].latencyByBin.map((_, bin) => pool(endpoints.map((e) => e.latencyByBin[bin]))),
  };
}

type Failure = EndpointMeasurement["failures"][number];

function addedUp(failures: readonly Failure[]): Failure[] {
  const byKind = new Map<string, Failure>();
  for (const failure of failures) {
    const kind = `${failure.cause} ${failure.part}`;
    byKind.set(kind, { ...failure, count: failure.count + (byKind.get(kind)?.count ?? 0) });
  }
  return [...byKind.values()];
}

function mergeHistograms(all: readonly HistogramData[]): HistogramData {
  return {
    ...pool(all),
    count: all.reduce((n, h) => n + h.count, 0),
    sum: all.reduce((n, h) => n + h.sum, 0),
    sumOfSquares: all.reduce((n, h) => n + h.sumOfSquares, 0),
    min: Math.min(...all.map(({ min }) => min)),
    max: Math.max(...all.map(({ max }) => max)),
  };
}
