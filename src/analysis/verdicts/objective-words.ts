/** The words an objective is written in, and what each measures. One table, so that parsing and messages agree. */
import type { EndpointFindings, Estimate, LatencyFindings, ObjectiveFindings } from "../findings/findings.js";

export type ObjectiveMetric = "latency" | "errors" | "goodput" | "throughput";
export type ObjectiveStatistic = keyof LatencyFindings | "rate";
export type ObjectiveUnit = ObjectiveFindings["unit"];

interface MetricWords {
  readonly unit: ObjectiveUnit;
  readonly scale: Readonly<Record<string, number>>; // Written unit → how many of `unit`.
  readonly example: string;
  readonly measured: (endpoint: EndpointFindings, statistic: ObjectiveStatistic) => Estimate;
}

const PER_SECOND = { "/s": 1, "/min": 1 / 60, "/h": 1 / 3600 };

export const METRICS: Readonly<Record<ObjectiveMetric, MetricWords>> = {
  latency: {
    unit: "ms",
    scale: { us: 0.001, µs: 0.001, ms: 1, s: 1000, m: 60_000, min: 60_000 },
    example: "p(99) < 300ms",
    measured: ({ latencyMs }, statistic) => latencyMs[statistic as keyof LatencyFindings],
  },
  errors: {
    unit: "1",
    scale: { "%": 0.01, "": 1 }, // k6 writes the bare share, 0.001.
    example: "rate < 0.1%",
    measured: ({ errorRate }) => errorRate,
  },
  goodput: { unit: "1/s", scale: PER_SECOND, example: "rate > 100/s", measured: ({ goodput }) => goodput },
  throughput: { unit: "1/s", scale: PER_SECOND, example: "rate > 100/s", measured: ({ throughput }) => throughput },
};

/** k6's own metrics, for those who paste its thresholds. */
export const K6_METRICS: Readonly<Record<string, ObjectiveMetric>> = {
  http_req_duration: "latency",
  http_req_failed: "errors",
  http_reqs: "throughput",
};

/** As written → as measured. "p(99)" is read as "p99". */
const LATENCY_STATISTICS: Readonly<Record<string, ObjectiveStatistic>> = {
  mean: "mean",
  avg: "mean",
  med: "p50",
  median: "p50",
  p50: "p50",
  p95: "p95",
  p99: "p99",
  "p99.9": "p999",
  p999: "p999",
};

export function statisticsOf(metric: ObjectiveMetric): Readonly<Record<string, ObjectiveStatistic>> {
  return metric === "latency" ? LATENCY_STATISTICS : { rate: "rate" };
}

/** The share of the values that lies beyond a percentile; null for what is not one. */
export const SHARE_BEYOND: Readonly<Record<ObjectiveStatistic, number | null>> = {
  mean: null,
  p50: 0.5,
  p95: 0.05,
  p99: 0.01,
  p999: 0.001,
  rate: null,
};
