/** What two variants are compared by, and how each figure is had from their runs. */

import type { DifferenceFindings, Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import {
  type Deviations,
  meanDeviations,
  quantileDeviations,
  ratioDeviations,
} from "../../analysis/statistics/deviations.js";
import type { Share } from "../../analysis/statistics/rare-difference.js";
import type { Goal } from "../../analysis/verdicts/difference-verdict.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import { RESOLUTION } from "./replication-estimates.js";

export interface Runs {
  readonly runs: readonly Measurements[];
  readonly all: readonly EndpointMeasurement[]; // All endpoints of each run, taken together.
}

/** One variant's runs: replication r stands at the same place in all variants. */
export interface Compared extends Runs {
  readonly findings: VariantFindings;
}

export interface ComparedMetric {
  readonly metric: string;
  readonly unit: DifferenceFindings["unit"];
  readonly goal: Goal;
  readonly relativeResolution: number; // Of a histogram's values.
  readonly share: ((of: Runs) => Share) | null; // Of events, which may be rare; null: it is none.
  readonly deviations: (of: Runs) => Deviations | null;
  /** Of a latency, with answers that are missing counted as its slowest; null: it is none, or they would decide it. */
  readonly late: ((of: Runs, missing: Missing) => Deviations | null) | null;
  readonly shown: (findings: VariantFindings) => Estimate; // Where this is refused, so is the comparison.
}

export interface Missing {
  readonly missing: number; // For each answer that there is.
  readonly slowestMs: number; // Answer that either variant gave.
}

const exact = { relativeResolution: 0, share: null, late: null };

/** As beyond a p99. Of more, how slow a failure is would be the mean. */
const MEAN_MISSES_AT_MOST = 0.01;

const percentile = (metric: "p50" | "p95" | "p99" | "p999", p: number): ComparedMetric => ({
  ...exact,
  metric,
  unit: "ms",
  goal: "less",
  relativeResolution: RESOLUTION,
  deviations: ({ all }) =>
    quantileDeviations(
      all.map(({ latencyMs }) => latencyMs),
      p,
    ),
  late: ({ all }, { missing }) =>
    p * (1 + missing) >= 1
      ? null
      : quantileDeviations(
          all.map(({ latencyMs }) => latencyMs),
          p * (1 + missing),
        ),
  shown: ({ all }) => all.latencyMs[metric],
});

const perSecond = (metric: "goodput" | "throughput", bins: "answersThenByBin" | "endsThenByBin"): ComparedMetric => ({
  ...exact,
  metric,
  unit: "1/s",
  goal: "more",
  deviations: ({ all, runs }) => meanDeviations(all.map((run, r) => (sum(run[bins]) * 1000) / runs[r].windowMs)),
  shown: ({ all }) => all[metric],
});

export const errorsOf = ({ all }: Runs): Share => ({
  events: all.map(({ failed }) => failed),
  trials: all.map(({ answered, failed }) => answered + failed),
});

export const USERS_METRICS: readonly ComparedMetric[] = [
  {
    ...exact,
    metric: "mean",
    unit: "ms",
    goal: "less",
    deviations: ({ all }) =>
      ratioDeviations(
        all.map(({ latencyMs }) => latencyMs.sum),
        all.map(({ latencyMs }) => latencyMs.count),
      ),
    late: ({ all }, { missing, slowestMs }) =>
      missing > MEAN_MISSES_AT_MOST
        ? null
        : ratioDeviations(
            all.map(({ latencyMs: { sum, count } }) => sum + missing * count * slowestMs),
            all.map(({ latencyMs: { count } }) => count * (1 + missing)),
          ),
    shown: ({ all }) => all.latencyMs.mean,
  },
  percentile("p50", 0.5),
  percentile("p95", 0.95),
  percentile("p99", 0.99),
  perSecond("goodput", "answersThenByBin"),
  perSecond("throughput", "endsThenByBin"),
  {
    ...exact,
    share: errorsOf,
    metric: "errors",
    unit: "1",
    goal: "less",
    deviations: (of) => {
      const { events, trials } = errorsOf(of);
      return ratioDeviations(events, trials);
    },
    shown: ({ all }) => all.errorRate,
  },
];

/** Left out of comparisons: few studies have the requests that it takes. */
export const P999 = percentile("p999", 0.999);

/** The utilisation of every limited resource that both variants have. */
export function sharedUtilisations(base: VariantFindings, other: VariantFindings): ComparedMetric[] {
  const isLimited = ({ parts }: VariantFindings, part: string, resource: string): boolean =>
    Object.hasOwn(parts, part) && parts[part].resources[resource]?.utilisation != null;
  return Object.entries(base.parts).flatMap(([part, { resources }]) =>
    Object.keys(resources)
      .filter((resource) => isLimited(base, part, resource) && isLimited(other, part, resource))
      .map((resource) => utilisation(part, resource)),
  );
}

const utilisation = (part: string, resource: string): ComparedMetric => ({
  ...exact,
  metric: `utilisation of ${part} ${resource}`,
  unit: "1",
  goal: "neither",
  deviations: ({ runs }) =>
    meanDeviations(
      runs.map(({ parts }) => {
        const found = parts.find(({ name }) => name === part)?.resources.find(({ name }) => name === resource);
        return found?.capacity == null ? Number.NaN : found.busy / found.capacity;
      }),
    ),
  shown: ({ parts }) => parts[part].resources[resource].utilisation as Estimate,
});

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
