/** What was measured when, in bins of time. */
import { z } from "zod";

const bins = z.array(z.number());
const gappyBins = z.array(z.number().nullable());

export const overTime = z
  .object({
    startMs: z.number(),
    binMs: z.number(),
    offeredLoad: bins,
    goodput: bins,
    errorRate: gappyBins,
    p50Ms: gappyBins,
    p99Ms: gappyBins,
    p99LowMs: gappyBins,
    p99HighMs: gappyBins,
    resources: z.array(
      z.object({ part: z.string(), resource: z.string(), utilisation: bins.nullable(), queueLength: bins }),
    ),
  })
  .meta({ id: "overTime", description: "All arrays have one entry a bin; null where there is nothing to say." });
