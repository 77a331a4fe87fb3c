/** What was measured when, in bins of time. */
import { z } from "zod";

const bins = z.array(z.number());
const gappyBins = z.array(z.number().nullable());

const latencyOverTime = z
  .object({
    errorRate: gappyBins,
    p50Ms: gappyBins,
    p99Ms: gappyBins,
    p99LowMs: gappyBins,
    p99HighMs: gappyBins,
    p99BinMs: bins
      .optional()
      .describe("Over how long each p99 is taken, where bins with too few answers are taken together"),
  })
  .meta({ id: "latencyOverTime" });

export const overTime = z
  .object({
    startMs: z.number(),
    binMs: z.number(),
    offeredLoad: bins,
    goodput: bins,
    ...latencyOverTime.shape,
    endpoints: z.record(z.string(), latencyOverTime).optional().describe("Those that an objective names"),
    resources: z.array(
      z.object({ part: z.string(), resource: z.string(), utilisation: bins.nullable(), queueLength: bins }),
    ),
  })
  .meta({ id: "overTime", description: "All arrays have one entry a bin; null where there is nothing to say." });
