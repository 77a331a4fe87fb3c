/** A variant against the baseline. */
import { z } from "zod";
import { estimate, share } from "../kit/common-schema.js";

export const comparison = z
  .object({
    baseline: z.string(),
    variant: z.string(),
    replications: z.int().nonnegative(),
    tie: share.nullable(),
    differences: z.array(
      z.object({
        metric: z.string(),
        unit: z.enum(["ms", "1", "1/s"]),
        difference: estimate,
        unpaired: estimate,
        relative: estimate,
        correlation: z.number().nullable(),
        varianceRatio: z.number().nullable(),
        verdict: z.enum(["better", "worse", "more", "less", "tie", "unproven", "incomparable", "unknown"]),
      }),
    ),
  })
  .meta({
    id: "comparison",
    description: "A variant minus the baseline on the same requests; `unpaired`: as if the runs had nothing in common.",
  });
