/** How gains are measured: the figure, what each replication adds to it, and how it changes. */

import type { Estimate, VariantFindings } from "../../analysis/findings/findings.js";
import { pointEstimate } from "../../analysis/statistics/confidence.js";
import {
  type Deviations,
  meanDeviations,
  quantileDeviations,
  ratioDeviations,
} from "../../analysis/statistics/deviations.js";
import { paired } from "../../analysis/statistics/paired.js";
import { atLeastOfShares } from "../../analysis/statistics/rare-difference.js";
import { METRICS } from "../../analysis/verdicts/objective-words.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import { allEndpoints } from "../findings/all-endpoints.js";
import { errorsOf } from "../findings/compared-metrics.js";
import { CONFIDENCE, RESOLUTION } from "../findings/replication-estimates.js";
import { growthAt, growthOfEach } from "./growth.js";

export type Subject = Pick<Objective, "endpoint" | "statistic" | "unit"> &
  (
    | { readonly metric: Objective["metric"] }
    | { readonly metric: "growth"; readonly part: string } // Of what waits at a part that no request waits for.
  );

export const ERRORS: Subject = { metric: "errors", endpoint: null, statistic: "rate", unit: "1" };
export const GOODPUT: Subject = { metric: "goodput", endpoint: null, statistic: "rate", unit: "1/s" };

export const nameOf = (subject: Subject): string => {
  const { metric, endpoint, statistic } = subject;
  if (metric === "growth") return `growth waiting at ${subject.part}`;
  if (metric === "latency" && endpoint === null) return statistic;
  return `${metric}${endpoint === null ? "" : `{${endpoint}}`}${metric === "latency" ? ` ${statistic}` : ""}`;
};

export const goalOf = ({ metric }: Subject): "less" | "more" =>
  metric === "goodput" || metric === "throughput" ? "more" : "less";

export function measuredOf(subject: Subject, { runs, findings: { all, endpoints } }: Side): Estimate {
  const { metric, endpoint, statistic } = subject;
  if (metric === "growth") return growthAt(subject.part, runs);
  return METRICS[metric].measured(endpoint === null ? all : endpoints[endpoint], statistic);
}

const PERCENTILES: Partial<Record<Subject["statistic"], number>> = { p50: 0.5, p95: 0.95, p99: 0.99, p999: 0.999 };

export function deviationsOf(subject: Subject, runs: readonly Measurements[]): Deviations | null {
  const { metric, endpoint, statistic } = subject;
  if (metric === "growth") return meanDeviations(growthOfEach(subject.part, runs));
  const found = endpointIn(runs, endpoint);
  const ratio = (over: (of: EndpointMeasurement) => number, under: (of: EndpointMeasurement) => number) =>
    ratioDeviations(found.map(over), found.map(under));
  const perSecond = (bins: "answersThenByBin" | "endsThenByBin") =>
    meanDeviations(found.map((each, r) => (each[bins].reduce((a, b) => a + b, 0) * 1000) / runs[r].windowMs));
  if (metric === "goodput") return perSecond("answersThenByBin");
  if (metric === "throughput") return perSecond("endsThenByBin");
  if (metric === "errors") {
    const { events, trials } = errorsOf({ runs, all: found });
    return ratioDeviations(events, trials);
  }
  const p = PERCENTILES[statistic];
  if (p === undefined)
    return ratio(
      ({ latencyMs }) => latencyMs.sum,
      ({ latencyMs }) => latencyMs.count,
    );
  return quantileDeviations(
    found.map(({ latencyMs }) => latencyMs),
    p,
  );
}

const endpointIn = (runs: readonly Measurements[], endpoint: string | null): EndpointMeasurement[] =>
  runs.map((run) =>
    endpoint === null ? together(run) : (run.endpoints.find(({ name }) => name === endpoint) as EndpointMeasurement),
  );

/** The model as it is stands in every comparison: its endpoints are added up once. */
const ADDED_UP = new WeakMap<Measurements, EndpointMeasurement>();

function together(run: Measurements): EndpointMeasurement {
  const known = ADDED_UP.get(run) ?? allEndpoints(run.endpoints);
  ADDED_UP.set(run, known);
  return known;
}

export interface Side {
  readonly model: Model;
  readonly runs: readonly Measurements[];
  readonly findings: VariantFindings;
}

/**
 * Relative change of the subject from one to the other, on the same requests; null where either has no value, such as a
 * latency while the system grows, and without an interval where either has none.
 */
export function relativeChange(subject: Subject, from: Side, to: Side): Estimate | null {
  const shown = [from, to].map((side) => measuredOf(subject, side));
  if (shown.some(({ value }) => value === null)) return null;
  const change = changeOf(subject, from, to);
  const without = shown.find(({ low, high }) => low === null || high === null);
  return change === null || change.low === null || without === undefined
    ? change
    : pointEstimate(change.value as number, without.reason ?? "no interval");
}

function changeOf(subject: Subject, from: Side, to: Side): Estimate | null {
  const pairs = Math.min(from.runs.length, to.runs.length);
  const [base, other] = [from, to].map(({ runs }) => deviationsOf(subject, runs.slice(0, pairs)));
  if (base === null || other === null || !(base.value > 0)) return null;
  const relativeResolution = subject.metric === "latency" && subject.statistic !== "mean" ? RESOLUTION : 0;
  const found = paired(base, other, { level: CONFIDENCE, relativeResolution });
  // Errors and growth may fall to nothing, of which there is no logarithm.
  const share = (end: number | null) => (end === null ? null : Math.max(-1, end / base.value));
  const ofBase = ({ value, low, high }: Estimate) => ({ value: share(value), low: share(low), high: share(high) });
  if (subject.metric === "growth") return ofBase(found.difference);
  if (subject.metric === "errors") return ofBase(errorsChange(subject.endpoint, from, to, found.difference));
  return found.relative.value === null ? null : found.relative;
}

/** The share of requests that fail, and how much more it is; null where either side has no answers to tell. */
export function moreErrors(from: Side, to: Side): { readonly before: number; readonly more: Estimate } | null {
  const pairs = Math.min(from.runs.length, to.runs.length);
  const [base, other] = [from, to].map(({ runs }) => deviationsOf(ERRORS, runs.slice(0, pairs)));
  if (base === null || other === null) return null;
  const { difference } = paired(base, other, { level: CONFIDENCE });
  return { before: base.value, more: errorsChange(null, from, to, difference) };
}

function errorsChange(endpoint: string | null, from: Side, to: Side, difference: Estimate): Estimate {
  const pairs = Math.min(from.runs.length, to.runs.length);
  const [before, after] = [from, to].map(({ runs }) => {
    const some = runs.slice(0, pairs);
    return errorsOf({ runs: some, all: endpointIn(some, endpoint) });
  });
  return atLeastOfShares(difference, before, after, CONFIDENCE);
}
