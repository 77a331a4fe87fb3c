/** The interval of a steady system's mean latency, adjusted for how skewed that is. */
import { clip, standardErrorsEachWay } from "../analysis/confidence.js";
import type { Estimate } from "../analysis/findings.js";
import { skewAdjusted, skewnessOfMean } from "../analysis/skew-adjusted.js";
import type { EndpointMeasurement } from "../model/measurements.js";
import { CONFIDENCE } from "./measured.js";

const SECTIONS = 10; // Of each replication.

/**
 * Not for traffic that changes, whose sections differ by more than chance.
 *
 * @param symmetric Student's interval with R − 1 − `controls` degrees of freedom; how skewed it is where controls are
 *   used is taken to be the same (on M/M/1 it is: 0.10 and 0.09)
 */
export function adjustedForSkew(symmetric: Estimate, runs: readonly EndpointMeasurement[], controls = 0): Estimate {
  if (symmetric.value === null || symmetric.high === null) return symmetric;
  const eachWay = standardErrorsEachWay(CONFIDENCE, runs.length - 1 - controls);
  return clip(skewAdjusted(symmetric, skewnessOfMean(deviations(runs)), eachWay), 0, Infinity);
}

/** ΣY − r ΣX of each section, with r = ΣY ÷ ΣX over all: what the section adds to the error of the mean. */
function deviations(runs: readonly EndpointMeasurement[]): number[] {
  const sections = runs.flatMap(totals);
  const r = sum(sections.map(({ y }) => y)) / sum(sections.map(({ x }) => x));
  return sections.map(({ y, x }) => y - r * x);
}

/** By the bin of arrival; bins that are left over at the end are not looked at, so that all sections are as long. */
function totals({ latencyByBin }: EndpointMeasurement): { y: number; x: number }[] {
  const each = Math.floor(latencyByBin.length / SECTIONS);
  return Array.from({ length: each === 0 ? 0 : SECTIONS }, (_, section) => {
    const bins = latencyByBin.slice(section * each, (section + 1) * each);
    return {
      y: sum(bins.map(({ values, counts }) => values.reduce((total, value, i) => total + value * counts[i], 0))),
      x: sum(bins.map(({ counts }) => sum(counts))),
    };
  });
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
