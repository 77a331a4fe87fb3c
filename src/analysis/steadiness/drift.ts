/**
 * Is the number in the system growing? Then there is no steady state, and no mean or percentile to print.
 *
 * Two signs, each from R independent replications of N(t) on an equal grid, split into quarters:
 *   growth   the mean of N in the last quarter minus that in the third, paired by replication, and the least-squares
 *            slope over both, have Student intervals above zero;
 *   return   a replication's last quarter comes down, in some bin, to the median of its own first quarter. A stable
 *            system does so again and again; one that is overloaded never does, and one at its limit seldom.
 *
 * Constant arrivals with constant work give the same number in every bin up to rounding, so differences of less than
 * 1e-9 of the largest are neither growth nor a failure to return.
 *
 * Growing takes growth without return, stable takes return without growth, and the rest is undecided, which is also
 * right for a stable system that was run for too short a time. Measured on M/M/1 from empty, R = 8, 1,000 studies each:
 *   ρ       mean service times   growing   stable   undecided
 *   ≤ 0.95  20,000                   0 %   99.6 %       0.4 %
 *   0.99    3,000                    2 %      7 %        91 %   (a thirteenth of a relaxation time)
 *   1       20,000                   5 %      2 %        93 %
 *   1.05    10,000                99.9 %      0 %       0.1 %
 *   1.05    5,000                   97 %      0 %         3 %
 *
 * Cf. Wieland, Pasupathy & Schmeiser, WSC 2003, on telling stability from simulation output.
 */

import type { DriftFindings } from "../findings/findings.js";
import { meanInterval, noEstimate } from "../statistics/confidence.js";
import { mean } from "../statistics/moments.js";
import { slopePerBin } from "../statistics/series.js";

const BINS_NEEDED = 40; // Ten a quarter, so that a stable system has many chances to return.
const FEW_RETURN = 0.25; // Of the replications.
const MOST_RETURN = 0.85;
const ROUNDING = 1e-9; // Of the largest number: sums of floats differ by less.
const GROWTH_LEVEL = 0.95;
const VETO_LEVEL = 0.99; // Growth this clear is never called stable: a small part may grow in a large, noisy system.

interface Course {
  readonly numberInSystem: readonly (readonly number[])[];
  readonly binSeconds: number;
  readonly resolution?: number; // Smaller differences count as none: 1 for counts at one moment of each bin.
}

/** `numberInSystem[r][bin]` is the mean N of replication r over bin `bin`; `level` is that of the interval returned. */
export function drift({ numberInSystem, binSeconds, resolution = 0 }: Course, level = 0.95): DriftFindings {
  const bins = Math.min(...numberInSystem.map((series) => series.length));
  if (!(bins >= BINS_NEEDED && Number.isFinite(bins))) {
    return { verdict: "undecided", growthPerSecond: noEstimate(`drift takes ${BINS_NEEDED} bins of time`) };
  }
  const runs = numberInSystem.map((series) => quarters(series.slice(0, bins)));
  const slopes = runs.map(({ third, last }) => slopePerBin([...third, ...last]) / binSeconds);
  const rises = runs.map(({ third, last }) => mean(last) - mean(third));
  const rounding = Math.max(resolution, ROUNDING * Math.max(...numberInSystem.map((series) => Math.max(...series))));
  const returned = runs.filter(({ first, last }) => Math.min(...last) <= median(first) + rounding).length / runs.length;
  const grows = (at: number): boolean => isAbove(0, slopes, at) && isAbove(rounding, rises, at);
  const growthPerSecond = meanInterval(slopes, level);
  if (runs.length < 2) return { verdict: "undecided", growthPerSecond };
  if (returned <= FEW_RETURN && grows(GROWTH_LEVEL)) return { verdict: "growing", growthPerSecond };
  return { verdict: returned >= MOST_RETURN && !grows(VETO_LEVEL) ? "stable" : "undecided", growthPerSecond };
}

function isAbove(least: number, values: readonly number[], level: number): boolean {
  const { low } = meanInterval(values, level);
  return low !== null && low > least;
}

function quarters(series: readonly number[]): { first: number[]; third: number[]; last: number[] } {
  const edge = (quarter: number): number => Math.floor((quarter * series.length) / 4);
  return {
    first: series.slice(0, edge(1)),
    third: series.slice(edge(2), edge(3)),
    last: series.slice(edge(3)),
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
