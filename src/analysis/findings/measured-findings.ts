/** What was measured where: of the users' requests by endpoint, and of the resources by part. */
import { z } from "zod";
import { count, estimate, type Found } from "./estimate.js";

const latency = z
  .object({ mean: estimate, p50: estimate, p95: estimate, p99: estimate, p999: estimate })
  .meta({ id: "latency", description: "In milliseconds." });
export type LatencyFindings = Found<typeof latency>;

const error = z.object({
  cause: z.string(), // "timeout", "queue-full", …
  part: z.string().describe("The part that gave it."),
  share: estimate.describe("Of the requests that ended."),
  perSecond: estimate,
});
export type ErrorFindings = Found<typeof error>;

export const endpoint = z
  .object({
    requests: count.describe("That arrived in the window, all replications together."),
    unfinished: count.describe("Of those, still unanswered at the end: they are in no latency."),
    offeredLoad: estimate.describe("Arrivals per second."),
    throughput: estimate.describe("Requests that ended in the window per second, whatever the outcome."),
    goodput: estimate.describe("Successful answers given in the window per second."),
    latencyMs: latency,
    errorRate: estimate.describe("Share of the requests that ended in an error."),
    errors: z.array(error).describe("Most frequent first."),
  })
  .meta({
    id: "endpoint",
    description: "Rates are per second; latencies are of successful answers, from the intended arrival.",
  });
export type EndpointFindings = Found<typeof endpoint>;

const resource = z.object({
  capacity: z.number().nullable().describe("Threads, cores, connections …, over all instances; null: unlimited."),
  utilisation: estimate.nullable().describe("Mean busy ÷ capacity; null when unlimited."),
  busy: estimate.describe("Mean number in use."),
  queueLength: estimate.describe("Mean number waiting."),
  waitingTimeMs: latency.describe("In milliseconds, of those that got it, zeros included."),
  refused: estimate.describe("Refusals per second."),
  perInstance: z.array(z.number()).describe("Mean utilisation of each instance."), // One hot, or all?
});
export type ResourceFindings = Found<typeof resource>;

export const part = z
  .object({
    type: z.string(),
    busiest: z.string().nullable().describe("A name of `resources`; null if nothing is limited."),
    utilisation: estimate.nullable(),
    queueLength: estimate,
    waitingTimeMs: latency,
    resources: z.record(z.string(), resource), // "threads", "cores", "connections" …
    measures: z.record(z.string(), estimate).describe("What only parts of its type have."), // hitRate, lagMs, staleReads …
  })
  .meta({ id: "part", description: "The figures of its busiest resource, and all of them in `resources`." });
export type PartFindings = Found<typeof part>;

export const effect = z
  .object({
    for: z.string().describe("An endpoint, for whose good answers it is due, or another effect."),
    endpoint: z.string().describe("With whose answers the chain of causes begins."),
    withinMs: z.number().nullable().describe("What was promised; null: nothing."),
    due: count.describe("Requests for which it was due in the window, all replications together."),
    measures: z.record(z.string(), estimate).describe("Shares of those due, and how long it was pending."),
  })
  .meta({ id: "effect", description: "What really happened, beside what requests were told." });
export type EffectFindings = Found<typeof effect>;
