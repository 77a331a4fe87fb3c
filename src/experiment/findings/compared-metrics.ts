/** The metrics that two variants are compared by, and how each follows from their runs. */

import { eachRecovery, type Figure, type Goal, inFindings, isOfRecovery } from "../../analysis/figures/figure.js";
import { usualFigure } from "../../analysis/figures/parse-figure.js";
import { shareOf } from "../../analysis/figures/statistic.js";
import type { Unit } from "../../analysis/figures/units.js";
import type { Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import { noEstimate, type Share } from "../../analysis/statistics/confidence.js";
import {
  type Deviations,
  meanDeviations,
  quantileDeviations,
  ratioDeviations,
} from "../../analysis/statistics/deviations.js";
import { isExact, isSought } from "../figures/of-variant.js";
import { deviationsOf } from "../figures/sample.js";
import { type Runs, requestsOf, sampleOf } from "../figures/sample-of.js";
import { RESOLUTION } from "./replication-estimates.js";

export type { Runs } from "../figures/sample-of.js";

/** One variant's runs; replication r has the same index in all variants. */
export interface Compared extends Runs {
  readonly findings: VariantFindings;
}

export interface ComparedMetric {
  readonly figure: Figure;
  readonly metric: string; // Its name.
  readonly unit: Unit;
  readonly goal: Goal;
  readonly isCertain: boolean; // Known without any run.
  readonly relativeResolution: number; // Of a histogram's values.
  readonly share: ((of: Runs) => Share) | null; // For shares of events, which may be rare; otherwise null.
  readonly deviations: (of: Runs & Partial<Pick<Compared, "findings">>) => Deviations | null;
  /** For latencies: missing answers count as the slowest; null for others, or if the missing answers would decide. */
  readonly late: ((of: Runs, missing: Missing) => Deviations | null) | null;
  readonly asked: (of: Runs) => Runs; // Whose answers may be missing: the requests that the figure is about.
  readonly shown: (findings: VariantFindings) => Estimate; // If this has no estimate, neither has the comparison.
}

export interface Missing {
  readonly missing: number; // Missing answers per answer given.
  readonly slowestMs: number; // Slowest answer of either variant.
}

/** As a share: beyond p99. With more, the mean would depend on how slow failures are. */
const MEAN_MISSES_AT_MOST = 0.01;

export function comparedMetric(figure: Figure): ComparedMetric {
  const { name, unit, goal, statistic } = figure;
  const share = shareOf(statistic);
  return {
    figure,
    metric: name,
    unit,
    goal,
    isCertain: isExact(figure) || isSought(figure),
    relativeResolution: share === null ? 0 : RESOLUTION,
    share: unit === "1" && figure.scope.kind !== "resource" ? (of) => sharesOf(figure, of) : null,
    deviations: (of) =>
      isOfRecovery(figure) ? recoveryDeviations(figure, of) : deviationsOf(sampleOf(figure, of), statistic),
    late: figure.family === "latency" && statistic !== "max" ? (of, missing) => late(figure, share, of, missing) : null,
    asked: (of) => {
      const asked = requestsOf(figure.scope, of);
      return "missing" in asked ? of : { runs: of.runs, all: asked.each };
    },
    shown: (findings) => inFindings(figure, findings) ?? noEstimate(`${name} was not measured`),
  };
}

/** What only the findings tell: when each run was back. */
function recoveryDeviations(
  figure: Figure,
  { findings, runs }: Runs & Partial<Pick<Compared, "findings">>,
): Deviations | null {
  const each = findings === undefined ? null : eachRecovery(figure, findings);
  return each === null || each.length < runs.length ? null : meanDeviations(each.slice(0, runs.length));
}

/** How far rounding to bins may move the difference of two times. */
export const resolutionOf = ({ unit, figure }: ComparedMetric, { findings }: Compared): number =>
  isOfRecovery(figure) && unit === "ms" ? findings.overTime.binMs : 0;

/** Events among trials. Of what was not measured, none of none. */
function sharesOf(figure: Figure, of: Runs): Share {
  const sample = sampleOf(figure, of);
  const none = of.runs.map(() => 0);
  return "missing" in sample || sample.kind !== "share" ? { events: none, trials: none } : sample;
}

function late(figure: Figure, share: number | null, of: Runs, { missing, slowestMs }: Missing): Deviations | null {
  const sample = sampleOf(figure, of);
  if ("missing" in sample || sample.kind !== "durations") return null;
  if (share !== null) return share * (1 + missing) >= 1 ? null : quantileDeviations(sample.each, share * (1 + missing));
  if (missing > MEAN_MISSES_AT_MOST) return null;
  return ratioDeviations(
    sample.each.map(({ sum, count }) => sum + missing * count * slowestMs),
    sample.each.map(({ count }) => count * (1 + missing)),
  );
}

/** Of two numbers with ends that are proven one by one: the difference of the ends. */
export function certainDifference(from: Estimate, to: Estimate): Estimate {
  const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);
  return {
    value: minus(to.value, from.value),
    low: minus(to.low, from.high),
    high: minus(to.high, from.low),
  };
}

/** What every comparison tells, of all requests. p99.9 is left out: few studies have the requests that it takes. */
export const USERS_METRICS: readonly ComparedMetric[] = [
  "mean",
  "p50",
  "p95",
  "p99",
  "goodput",
  "throughput",
  "errors",
].map((name) => comparedMetric(usualFigure(name)));

/** The utilisation of every limited resource that both variants have. */
export function sharedUtilisations(base: VariantFindings, other: VariantFindings): ComparedMetric[] {
  const isLimited = ({ parts }: VariantFindings, part: string, resource: string): boolean =>
    Object.hasOwn(parts, part) && parts[part]!.resources[resource]?.utilisation != null;
  return Object.entries(base.parts).flatMap(([part, { resources }]) =>
    Object.keys(resources)
      .filter((resource) => isLimited(base, part, resource) && isLimited(other, part, resource))
      .map((resource) => comparedMetric(usualFigure(`utilisation of ${part} ${resource}`))),
  );
}
