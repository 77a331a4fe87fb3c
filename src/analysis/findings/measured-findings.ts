/** What was measured where: of the users' requests by endpoint, and of the resources by part. */
import type { Estimate } from "./estimate.js";

export interface LatencyFindings {
  readonly mean: Estimate;
  readonly p50: Estimate;
  readonly p95: Estimate;
  readonly p99: Estimate;
  readonly p999: Estimate;
}

export interface EndpointFindings {
  readonly requests: number; // That arrived in the window, all replications together.
  readonly unfinished: number; // Of those, still unanswered at the end: not in the latencies, so said here.
  readonly offeredLoad: Estimate; // Arrivals per second.
  readonly throughput: Estimate; // Requests that ended in the window per second, whatever the outcome.
  readonly goodput: Estimate; // Successful answers given in the window per second.
  readonly latencyMs: LatencyFindings; // Of successful answers, from the intended arrival.
  readonly errorRate: Estimate; // Share of the requests that ended in an error.
  readonly errors: readonly ErrorFindings[]; // Most frequent first.
}

export interface ErrorFindings {
  readonly cause: string; // "timeout", "line-full", …
  readonly part: string; // The part that gave it.
  readonly share: Estimate; // Of the requests that ended.
  readonly perSecond: Estimate;
}

export interface ResourceFindings {
  readonly capacity: number | null; // Threads, cores, connections …, over all instances; null: unlimited.
  readonly utilisation: Estimate | null; // Mean busy ÷ capacity; null when unlimited.
  readonly busy: Estimate; // Mean number in use.
  readonly queueLength: Estimate; // Mean number waiting.
  readonly waitingTimeMs: LatencyFindings; // Of those that got it, zeros included.
  readonly refused: Estimate; // Refusals per second.
  readonly perInstance: readonly number[]; // Mean utilisation of each instance: one hot, or all?
}

/** A part shows the figures of its busiest resource, and all of them below. */
export interface PartFindings {
  readonly type: string;
  readonly busiest: string | null; // "threads", "cores", "connections"; null if nothing is limited.
  readonly utilisation: Estimate | null;
  readonly queueLength: Estimate;
  readonly waitingTimeMs: LatencyFindings;
  readonly resources: Readonly<Record<string, ResourceFindings>>;
  readonly measures: Readonly<Record<string, Estimate>>; // What is theirs: hitRate, lagMs, staleReads, …
}
