/** What was measured where: of the users' requests by endpoint, and of the resources by part. */
import { z } from "zod";
import { estimate } from "../kit/common-schema.js";

const latency = z
  .object({ mean: estimate, p50: estimate, p95: estimate, p99: estimate, p999: estimate })
  .meta({ id: "latency", description: "In milliseconds." });

export const endpoint = z
  .object({
    requests: z.int().nonnegative(),
    unfinished: z.int().nonnegative(),
    offeredLoad: estimate,
    throughput: estimate,
    goodput: estimate,
    latencyMs: latency,
    errorRate: estimate,
    errors: z.array(z.object({ cause: z.string(), part: z.string(), share: estimate, perSecond: estimate })),
  })
  .meta({
    id: "endpoint",
    description: "Rates are per second; latencies are of successful answers, from the intended arrival.",
  });

const resource = z.object({
  capacity: z.number().nullable(),
  utilisation: estimate.nullable(),
  busy: estimate,
  queueLength: estimate,
  waitingTimeMs: latency,
  refused: estimate,
  perInstance: z.array(z.number()),
});

export const part = z
  .object({
    type: z.string(),
    busiest: z.string().nullable(),
    utilisation: estimate.nullable(),
    queueLength: estimate,
    waitingTimeMs: latency,
    resources: z.record(z.string(), resource),
    measures: z.record(z.string(), estimate),
  })
  .meta({ id: "part", description: "The figures of its busiest resource, and all of them in `resources`." });
