/** What gains are measured in: an objective that is missed, or else p99. */

import { pointEstimate } from "../../analysis/confidence.js";
import { type Deviations, meanDeviations, quantileDeviations, ratioDeviations } from "../../analysis/deviations.js";
import type { Estimate, VariantFindings } from "../../analysis/findings.js";
import { METRICS } from "../../analysis/objective-words.js";
import type { Objective } from "../../analysis/objectives.js";
import { paired } from "../../analysis/paired.js";
import { atLeastOfShares } from "../../analysis/rare-difference.js";
import type { EndpointMeasurement, Measurements } from "../../model/measurements.js";
import { allEndpoints } from "../all-endpoints.js";
import { errorsOf } from "../compared-metrics.js";
import { CONFIDENCE, RESOLUTION } from "../measured.js";

export type Subject = Pick<Objective, "metric" | "endpoint" | "statistic" | "unit">;

export interface GainMetric {
  readonly subject: Subject;
  readonly because: string;
}

/** The farthest percentile for which there are samples enough. */
const LATENCIES: readonly Subject[] = (["p99", "p95", "mean"] as const).map((statistic) => ({
  metric: "latency",
  endpoint: null,
  statistic,
  unit: "ms",
}));
export const GOODPUT: Subject = { metric: "goodput", endpoint: null, statistic: "rate", unit: "1/s" };

/** @param objectives of the model, in the order of `now.objectives` */
export function gainMetric(now: VariantFindings, objectives: readonly Objective[]): GainMetric {
  const all = (verdict: string) =>
    objectives.filter((_, i) => now.objectives[i].verdict === verdict && now.objectives[i].measured.value !== null);
  // Latency is that of answers: while many get none, it says little.
  const missed = all("missed").find(({ metric }) => metric !== "latency") ?? all("missed")[0];
  if (missed !== undefined) return { subject: missed, because: "an objective that is missed" };
  if (now.drift?.verdict === "growing")
    return { subject: GOODPUT, because: "there is no steady state, so latency has no value" };
  const [undecided] = all("unknown");
  if (undecided !== undefined) return { subject: undecided, because: "an objective that is undecided" };
  const because = now.verdict === "met" ? "every objective is met" : "no objective can be judged";
  const subject = LATENCIES.find((each) => measuredOf(each, now).value !== null) ?? GOODPUT;
  return { subject, because: objectives.length === 0 ? "there are no objectives" : because };
}

export const nameOf = ({ metric, endpoint, statistic }: Subject): string => {
  if (metric === "latency" && endpoint === null) return statistic;
  return `${metric}${endpoint === null ? "" : `{${endpoint}}`}${metric === "latency" ? ` ${statistic}` : ""}`;
};

export const goalOf = ({ metric }: Subject): "less" | "more" =>
  metric === "goodput" || metric === "throughput" ? "more" : "less";

export const measuredOf = ({ metric, endpoint, statistic }: Subject, { all, endpoints }: VariantFindings): Estimate =>
  METRICS[metric].measured(endpoint === null ? all : endpoints[endpoint], statistic);

const PERCENTILES: Partial<Record<Subject["statistic"], number>> = { p50: 0.5, p95: 0.95, p99: 0.99, p999: 0.999 };

export function deviationsOf(
  { metric, endpoint, statistic }: Subject,
  runs: readonly Measurements[],
): Deviations | null {
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
  readonly runs: readonly Measurements[];
  readonly findings: VariantFindings;
}

/**
 * Relative change of the subject from one to the other, on the same requests; null where either has no value, such as a
 * latency while the system grows, and without an interval where either has none.
 */
export function relativeChange(subject: Subject, from: Side, to: Side): Estimate | null {
  const shown = [from, to].map(({ findings }) => measuredOf(subject, findings));
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
  if (subject.metric !== "errors") return found.relative.value === null ? null : found.relative;
  // Errors may fall to nothing, of which there is no logarithm.
  const [before, after] = [from, to].map(({ runs }) => {
    const paired = runs.slice(0, pairs);
    return errorsOf({ runs: paired, all: endpointIn(paired, subject.endpoint) });
  });
  const { value, low, high } = atLeastOfShares(found.difference, before, after, CONFIDENCE);
  const share = (end: number | null) => (end === null ? null : Math.max(-1, end / base.value));
  return { value: share(value), low: share(low), high: share(high) };
}
