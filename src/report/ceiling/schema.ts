/** The schema of what `headroom ceiling --json` prints, in step with the type. */
import { z } from "zod";
import type { CeilingFindings } from "../../analysis/findings/ceiling-findings.js";
import { estimate, objective, saturated, simulated, standstill, verdict } from "../kit/common-schema.js";
import type { Frozen, Same } from "../kit/in-step.js";
import { audit, provenance } from "../kit/search-schema.js";

const beyond = z.object({
  at: z.number(),
  growing: z.boolean(),
  what: z.string().optional(),
  standstill,
  missed: z.array(objective),
  first: saturated.nullable(),
  busiest: z.object({ part: z.string(), resource: z.string(), utilisation: estimate }).nullable(),
});

export const ceilingSchema = z
  .object({
    ...provenance,
    of: z.enum(["rate", "users", "knob"]),
    knob: z.string().nullable(),
    expected: z.number().nullable(),
    ceiling: estimate,
    headroom: estimate.nullable(),
    verdict,
    meetsUpTo: z.number().nullable(),
    stopped: z.enum(["narrow", "budget", "end"]),
    beyond: beyond.nullable(),
    probes: z.array(
      z.object({
        at: z.number(),
        verdict,
        replications: z.int().positive(),
        windowMs: z.number().positive(),
        growing: z.boolean(),
        what: z.string().optional(),
        standing: z.boolean(),
        objectives: z.array(objective),
      }),
    ),
    audit,
    simulated,
  })
  .meta({
    title: "Headroom ceiling",
    description:
      "The highest load that meets the objectives, or the smallest value that does. Both ends of `ceiling` are proven.",
  });

/** Does not compile when type and schema differ. */
const inStep: Same<Frozen<z.infer<typeof ceilingSchema>>, Frozen<CeilingFindings>> = true;
void inStep;
