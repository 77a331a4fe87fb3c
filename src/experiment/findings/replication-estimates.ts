/** Estimates over replications, from which the findings are built. */

import type { Estimate, LatencyFindings } from "../../analysis/findings/findings.js";
import { clip, meanInterval, noEstimate } from "../../analysis/statistics/confidence.js";
import { quantileInterval, sectioned } from "../../analysis/statistics/quantile-interval.js";
import { isRare, poissonLimits, ratioInterval } from "../../analysis/statistics/ratio.js";
import type { HistogramData } from "../../model/wiring/measurements.js";

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
  const sections = sectioned(histograms);
  const p = (share: number): Estimate => quantileInterval(sections, share, CONFIDENCE, RESOLUTION);
  return { mean: meanOf(histograms), p50: p(0.5), p95: p(0.95), p99: p(0.99), p999: p(0.999) };
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
