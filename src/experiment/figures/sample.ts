/** What each replication says of a figure, and the estimate and the deviations that follow. */

import { type Statistic, shareOf } from "../../analysis/figures/statistic.js";
import type { Estimate } from "../../analysis/findings/findings.js";
import { noEstimate, pointEstimate, type Share } from "../../analysis/statistics/confidence.js";
import {
  type Deviations,
  meanDeviations,
  quantileDeviations,
  ratioDeviations,
} from "../../analysis/statistics/deviations.js";
import { quantileInterval, sectioned } from "../../analysis/statistics/quantile-interval.js";
import { ratioInterval, shareInterval } from "../../analysis/statistics/ratio.js";
import type { HistogramData } from "../../model/wiring/measurements.js";
import { CONFIDENCE, level, meanOf, RESOLUTION, rateOf } from "../findings/replication-estimates.js";

/** One entry a replication. */
export type Sample =
  | { readonly kind: "durations"; readonly each: readonly HistogramData[] } // In ms.
  | ({ readonly kind: "share" } & Share)
  | { readonly kind: "ratio"; readonly over: readonly number[]; readonly under: readonly number[] }
  | { readonly kind: "level"; readonly values: readonly number[]; readonly most?: number }
  | { readonly kind: "events"; readonly counts: readonly number[]; readonly windowMs: number } // As a rate.
  | { readonly kind: "exact"; readonly value: number };

/** A sample, or why there is none. */
export type Sampled = Sample | { readonly missing: string };

export function estimateOf(sample: Sampled, statistic: Statistic): Estimate {
  if ("missing" in sample) return noEstimate(sample.missing);
  switch (sample.kind) {
    case "durations":
      return ofDurations(sample.each, statistic);
    case "share":
      return shareInterval(sample.events, sample.trials, CONFIDENCE);
    case "ratio":
      return ratioInterval(sample.over, sample.under, CONFIDENCE);
    case "level":
      return level(sample.values, sample.most);
    case "events":
      return rateOf(sample.counts, sample.windowMs);
    case "exact":
      return { value: sample.value, low: sample.value, high: sample.value };
  }
}

function ofDurations(each: readonly HistogramData[], statistic: Statistic): Estimate {
  if (each.every(({ count }) => count === 0)) return noEstimate("nothing was measured");
  if (statistic === "mean") return meanOf(each);
  if (statistic === "max") return maxOf(each);
  return quantileInterval(sectioned(each), shareOf(statistic) as number, CONFIDENCE, RESOLUTION);
}

/** The largest of a longer run is larger: it has no interval. */
function maxOf(each: readonly HistogramData[]): Estimate {
  const most = Math.max(...each.map(({ max }) => max));
  return Number.isFinite(most)
    ? pointEstimate(most, "the largest seen has no interval: a longer run may see a larger one")
    : noEstimate("nothing was measured");
}

/** What pairs are made of; null where there are none. */
export function deviationsOf(sample: Sampled, statistic: Statistic): Deviations | null {
  if ("missing" in sample) return null;
  switch (sample.kind) {
    case "durations":
      return durationDeviations(sample.each, statistic);
    case "share":
      return ratioDeviations(sample.events, sample.trials);
    case "ratio":
      return ratioDeviations(sample.over, sample.under);
    case "level":
      return meanDeviations(sample.values);
    case "events":
      return meanDeviations(sample.counts.map((count) => (count * 1000) / sample.windowMs));
    case "exact":
      return null; // Two exact numbers differ by an exact one, whatever the runs say.
  }
}

function durationDeviations(each: readonly HistogramData[], statistic: Statistic): Deviations | null {
  const share = shareOf(statistic);
  if (share !== null) return quantileDeviations(each, share);
  if (statistic === "max") return null;
  return ratioDeviations(
    each.map(({ sum }) => sum),
    each.map(({ count }) => count),
  );
}
