/** What was measured when, in bins of time. All arrays have one entry a bin. */
import { z } from "zod";
import type { Found } from "./estimate.js";

const bins = z.array(z.number());
const gappyBins = z.array(z.number().nullable());

const latencyOverTime = z
  .object({
    errorRate: gappyBins.describe("Shares of one; null where nothing arrived."),
    p50Ms: gappyBins,
    p99Ms: gappyBins.describe("Null where nothing was answered, or too little in the whole window."),
    p99LowMs: gappyBins.describe("Band over the replications, simultaneous: for all bins at once."),
    p99HighMs: gappyBins,
    p99BinMs: bins
      .optional()
      .describe("Over how long each p99 is taken, where bins with too few answers are taken together"),
  })
  .meta({ id: "latencyOverTime", description: "Of the requests that arrived in a bin." });
export type LatencyOverTime = Found<typeof latencyOverTime>;

const resource = z.object({
  part: z.string(),
  resource: z.string(),
  utilisation: bins.nullable(),
  queueLength: bins,
});
export type ResourceOverTime = Found<typeof resource>;

const retried = z.object({
  part: z.string(),
  asked: bins.describe("Calls of it per second, without retries."),
  attempts: bins.describe("The same with them."),
});
export type RetriedOverTime = Found<typeof retried>;

const instances = z.object({
  part: z.string(),
  mean: bins.describe("Of all runs: those that are paid for."),
  oneRun: bins.describe("Of the first run: a mean hides what comes at another time in each."),
});
export type InstancesOverTime = Found<typeof instances>;

const hitRate = z.object({
  part: z.string(),
  hitRate: gappyBins.describe("Shares of one; null where nothing was asked."),
});
export type HitRateOverTime = Found<typeof hitRate>;

const effect = z.object({
  effect: z.string(),
  told: bins.describe("Per second: those for which it became due."),
  happened: bins.describe("Per second: those of them to which it really happened then."),
  open: bins.describe("Due and not done at the end of the bin."),
  late: gappyBins.describe("Of those due in the bin: share that was late,"),
  lost: gappyBins.describe("and share that never happened; null where none was due."),
});
export type EffectOverTime = Found<typeof effect>;
const queue = z.object({
  part: z.string(),
  depth: bins.describe("Messages that wait, at the end of each bin; mean over replications, as what follows."),
  oldestMs: bins.describe("How long the first of them has waited then; 0 while none waits."),
});
export type QueueOverTime = Found<typeof queue>;

const late = z.object({
  part: z.string(),
  late: gappyBins.describe("Share of the messages due in the bin that were not done by then; null where none was due."),
});
export type LateOverTime = Found<typeof late>;

const parked = z.object({
  part: z.string(),
  letters: bins.describe("Messages that are parked, at the end of each bin; mean over replications."),
});
export type ParkedOverTime = Found<typeof parked>;

export const overTime = z
  .object({
    startMs: z.number(),
    binMs: z.number(),
    offeredLoad: bins.describe("Per second, mean over replications."),
    goodput: bins,
    ...latencyOverTime.shape,
    endpoints: z.record(z.string(), latencyOverTime).optional().describe("Those that an objective names"),
    resources: z.array(resource),
    instances: z.array(instances).optional().describe("Of services whose instances come and go."),
    hitRates: z.array(hitRate).optional().describe("Of caches by key, whose contents change."),
    effects: z.array(effect).optional().describe("Where the model says what should happen."),
    queues: z.array(queue).optional().describe("Of messages that no request waits for."),
    late: z.array(late).optional().describe("Of queues whose messages have a deadline."),
    parked: z.array(parked).optional().describe("Of dead letters."),
    retried: z.array(retried).optional().describe("Parts whose calls are retried, where something happens."),
  })
  .meta({ id: "overTime", description: "All arrays have one entry a bin; null where there is nothing to say." });
export type OverTimeFindings = Found<typeof overTime>;
