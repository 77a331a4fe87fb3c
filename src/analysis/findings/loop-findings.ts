/** What `headroom sweep --up-and-down` found, as `--json` writes it. */
import { z } from "zod";
import { passed, simulated, variantHeading } from "./common-findings.js";
import { estimate, type Found } from "./estimate.js";

const step = z.object({
  at: z.number().describe("Times the model's own load."),
  offeredLoad: estimate.describe("Per second, in the second half of the step."),
  goodput: estimate,
});
export type LoopStep = Found<typeof step>;

export const loopSchema = z
  .object({
    ...variantHeading,
    stepMs: z.number().describe("How long each load lasts; the first half is not counted."),
    up: z.array(step).describe("In the order in which they were run."),
    down: z.array(step),
    /** See `loop.ts`. */
    falls: estimate.describe(
      "Going up, the first load at which less than half is answered well: the median of the runs.",
    ),
    returns: estimate.describe("Coming down, the first from which on at least half is again."),
    leftOut: z.array(z.string()).describe("Names of what the model's own timeline says happens."),
    audit: passed,
    simulated,
  })
  .meta({ title: "Headroom loop", description: "The load step by step up, and down again, in one run." });
export type LoopFindings = Found<typeof loopSchema>;
