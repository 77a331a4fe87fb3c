/**
 * Percentiles with intervals, by sectioning: the quantile of all values, and the spread of the replications' own
 * quantiles around it. Measuring that spread from the overall quantile, and not from the mean of the sections',
 * counts the bias of small sections too.
 *
 *   q̂ ± t_{b−1} √( b/(b−1) Σ w_j² (q̂_j − q̂)² ),   w_j = n_j ÷ n
 *
 * which for sections of one size is q̂ ± t_{b−1} √( Σ(q̂_j − q̂)² ÷ ((b−1) b) ).
 *
 * Source: Asmussen & Glynn, Stochastic Simulation (2007), ch. III; Nakayama 2014.
 */

import type { Estimate } from "../findings/findings.js";
import { noEstimate, ONE_REPLICATION, pointEstimate, standardErrorsEachWay, withRounding } from "./confidence.js";
import { exceedances, pool, quantile, sampleSize, type WeightedSample } from "./quantile.js";

/** Samples that must lie beyond a percentile, in all replications together, before it is printed. */
export const EXCEEDANCES_NEEDED = 100;

/** More replications than this are merged, so that a section keeps ten samples beyond the percentile on average. */
export const SECTIONS = 10;

/** Samples of several replications, pooled once for all percentiles. */
export interface Sectioned {
  readonly replications: number;
  readonly sections: readonly WeightedSample[]; // Neighbouring replications, merged.
  readonly all: WeightedSample;
}

export function sectioned(samplesPerReplication: readonly WeightedSample[]): Sectioned {
  const sections = merged(samplesPerReplication, SECTIONS);
  return { replications: samplesPerReplication.length, sections, all: pool(sections) };
}

/**
 * The p-quantile of durations (≥ 0), in the samples' unit. One sample a replication.
 *
 * One rule for all uses: with fewer than 100 pooled samples beyond the percentile there is no number. Otherwise the
 * replications are the sections, merged into ten if they are more: few long sections are less biased than many short
 * ones. Measured on the p99 of M/M/1 at ρ = 0.9 and 20 × 5,000 requests, 95 % intervals cover the truth in 73 % of
 * the studies with 20 sections and in 82 % with 10 (20 × 20,000: 89 and 92 %). Refusing by an *estimated* number of
 * independent exceedances makes it worse: it lets pass intervals that look narrower than they are.
 *
 * `relativeResolution` is the largest relative error of the histogram's values (0.002): it widens both sides.
 */
export function quantileInterval(
  { replications, sections, all }: Sectioned,
  p: number,
  level: number,
  relativeResolution: number,
): Estimate {
  const beyond = exceedances(all, p);
  if (!(beyond >= EXCEEDANCES_NEEDED)) return noEstimate(notEnough(p, beyond));
  const value = quantile(all, p);
  if (replications === 1) return pointEstimate(value, ONE_REPLICATION);
  if (sections.length === 1) return pointEstimate(value, "measured in one replication only");
  const spread = standardErrorsEachWay(level, sections.length - 1) * standardError(sections, value, p);
  const halfWidth = withRounding(spread, relativeResolution * value);
  return { value, low: Math.max(0, value - halfWidth), high: value + halfWidth };
}

function standardError(sections: readonly WeightedSample[], overall: number, p: number): number {
  const sizes = sections.map(sampleSize);
  const n = sizes.reduce((total, size) => total + size, 0);
  const squares = sections.reduce(
    (total, section, j) => total + ((sizes[j]! / n) * (quantile(section, p) - overall)) ** 2,
    0,
  );
  return Math.sqrt((squares * sections.length) / (sections.length - 1));
}

/** Neighbouring replications merged into at most `most` sections of equal numbers of replications, give or take one. */
export function merged(samples: readonly WeightedSample[], most: number): WeightedSample[] {
  const measured = samples.filter((sample) => sampleSize(sample) > 0);
  const sections = Math.min(most, measured.length);
  const edge = (j: number): number => Math.floor((j * measured.length) / sections);
  return Array.from({ length: sections }, (_, j) => pool(measured.slice(edge(j), edge(j + 1))));
}

function notEnough(p: number, beyond: number): string {
  const percentile = `p${Number((p * 100).toPrecision(6))}`;
  return `not enough data for ${percentile} (${Math.max(0, beyond || 0)} of the ${EXCEEDANCES_NEEDED} samples beyond it that it takes)`;
}
