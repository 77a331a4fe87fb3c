/** The schema of what `headroom sweep --json` prints, in step with the type. */
import { z } from "zod";
import type { SweepFindings } from "../../analysis/findings/sweep-findings.js";
import { estimate, objective, saturated, simulated, verdict } from "../kit/common-schema.js";
import type { Frozen, Same } from "../kit/in-step.js";
import { audit, provenance } from "../kit/search-schema.js";

export const sweepSchema = z
  .object({
    ...provenance,
    knobs: z.array(z.object({ name: z.string(), unit: z.string(), values: z.array(z.number()) })),
    points: z.array(
      z.object({
        at: z.array(z.number()),
        verdict,
        growing: z.boolean(),
        standing: z.boolean(),
        offeredLoad: estimate,
        goodput: estimate,
        errorRate: estimate,
        p50Ms: estimate,
        p99Ms: estimate,
        objectives: z.array(objective),
        first: saturated.nullable(),
      }),
    ),
    knee: estimate.nullable(),
    audit,
    simulated,
  })
  .meta({ title: "Headroom sweep", description: "One or two knobs through their values; the last changes fastest." });

/** Does not compile when type and schema differ. */
const inStep: Same<Frozen<z.infer<typeof sweepSchema>>, Frozen<SweepFindings>> = true;
void inStep;
