/** What an objective is about, measured in each run by itself: sums and counts, and no interval of the program's own. */
import { quantile } from "../../src/analysis/statistics/quantile.js";
import type { EndpointMeasurement, Measurements } from "../../src/model/wiring/measurements.js";

export type Statistic = "mean" | "p50" | "p95" | "p99" | "p999" | "rate";

export interface Figure {
  readonly metric: "latency" | "errors" | "goodput" | "throughput";
  readonly statistic: Statistic;
  readonly endpoint: string | null; // null: all together.
}

export const SHARES = { p50: 0.5, p95: 0.95, p99: 0.99, p999: 0.999 } as const;

/** Of one endpoint in one run; NaN where nothing was answered. */
export interface Figures {
  readonly latency: Readonly<Record<Exclude<Statistic, "rate">, number>>; // In ms.
  readonly errors: number; // Share of those that ended.
  readonly goodput: number; // A second.
  readonly throughput: number;
}

export function figuresOf(found: EndpointMeasurement, { windowMs }: Measurements): Figures {
  const { latencyMs } = found;
  const p = (share: number): number => quantile(latencyMs, share);
  const perSecond = (counts: readonly number[]): number => (counts.reduce((a, b) => a + b, 0) * 1000) / windowMs;
  return {
    latency: {
      mean: latencyMs.sum / latencyMs.count,
      p50: p(SHARES.p50),
      p95: p(SHARES.p95),
      p99: p(SHARES.p99),
      p999: p(SHARES.p999),
    },
    errors: found.failed / (found.answered + found.failed),
    goodput: perSecond(found.answersThenByBin),
    throughput: perSecond(found.endsThenByBin),
  };
}

export const figureIn = (figures: Figures, { metric, statistic }: Omit<Figure, "endpoint">): number =>
  metric === "latency" ? figures.latency[statistic as keyof Figures["latency"]] : figures[metric];
