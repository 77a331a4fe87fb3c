/**
 * From what replications measured to one number and its standard error.
 *
 * A replication gives totals (a sum of waiting times and their count), and the number is a function of the totals'
 * means over replications; its standard error is the jackknife's, which leaves out one replication at a time. So a
 * mean per request is Σ ÷ Σ over all replications, which has far less bias than the mean of their own means.
 *
 * Source: Miller 1974; Asmussen & Glynn, Stochastic Simulation (2007), ch. III.
 */

import { mean } from "../../src/analysis/statistics/moments.js";
import type { HistogramData } from "../../src/engine/histogram.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { density, pooled, quantile, shareAbove } from "./percentile.js";

export interface Estimate {
  readonly value: number;
  readonly standardError: number; // NaN where there is none.
}

export interface Statistic {
  /** Which runs it looks at, and what it takes of one replication of each. */
  readonly from: readonly { readonly run: string; readonly observe: (measured: Measurements) => unknown }[];
  /** @param samples one entry a replication, in it one a run */
  estimate(samples: readonly (readonly unknown[])[]): Estimate;
}

type Totals = (measured: Measurements) => readonly number[];

/** g of the mean totals of one run. */
export const smooth = (run: string, totals: Totals, g: (...means: number[]) => number): Statistic =>
  across({ [run]: totals }, g);

/** g of the mean totals of several runs, those of the first run first. Replication r of each had the same seed. */
export const across = (totals: Readonly<Record<string, Totals>>, g: (...means: number[]) => number): Statistic => ({
  from: Object.entries(totals).map(([run, observe]) => ({ run, observe })),
  estimate: (samples) =>
    jackknife(
      samples.map((sample) => (sample as number[][]).flat()),
      g,
    ),
});

function jackknife(totals: readonly (readonly number[])[], g: (...means: number[]) => number): Estimate {
  const n = totals.length;
  const sums = totals[0].map((_, i) => totals.reduce((sum, one) => sum + one[i], 0));
  const leftOut = totals.map((one) => g(...sums.map((sum, i) => (sum - one[i]) / (n - 1))));
  const centre = mean(leftOut);
  const squares = leftOut.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { value: g(...sums.map((sum) => sum / n)), standardError: Math.sqrt(((n - 1) / n) * squares) };
}

/**
 * The p-quantile of the pooled durations [s]. The quantile of a short run is biased, the share of its values beyond a
 * given point is not: so the standard error is that of the share beyond q̂, divided by the density there (Bahadur).
 */
export const percentile = (
  run: string,
  p: number,
  histogram: (measured: Measurements) => HistogramData,
): Statistic => ({
  from: [{ run, observe: histogram }],
  estimate(samples) {
    const histograms = samples.map(([histogram]) => histogram as HistogramData);
    const all = pooled(histograms);
    const q = quantile(all, p);
    const beyond = jackknife(
      histograms.map((h) => [shareAbove(h, q) * h.count, h.count]),
      (above, of) => above / of,
    );
    return { value: q / 1000, standardError: beyond.standardError / density(all, q) / 1000 };
  },
});

/** Of the replications as a whole: a verdict, a correlation. It has no standard error. */
export const overall = <Sample>(
  runs: readonly string[],
  observe: (measured: Measurements) => Sample,
  judge: (samples: readonly (readonly Sample[])[]) => number,
): Statistic => ({
  from: runs.map((run) => ({ run, observe })),
  estimate: (samples) => ({ value: judge(samples as Sample[][]), standardError: Number.NaN }),
});
