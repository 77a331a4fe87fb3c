/** The schema of what `headroom sweep --tornado --json` prints, in step with the type. */
import { z } from "zod";
import type { TornadoFindings } from "../../analysis/findings/sweep-findings.js";
import { estimate, share, simulated, verdict } from "../kit/common-schema.js";
import type { Frozen, Same } from "../kit/in-step.js";
import { audit, provenance } from "../kit/search-schema.js";

const change = z.object({ value: z.string(), difference: estimate, growing: z.boolean(), verdict });

export const tornadoSchema = z
  .object({
    ...provenance,
    change: share,
    metric: z.string(),
    unit: z.enum(["ms", "1", "1/s"]),
    limit: z.number().nullable(),
    base: estimate,
    verdict,
    guesses: z.array(
      z.object({ path: z.string(), value: z.string(), less: change.nullable(), more: change.nullable() }),
    ),
    leftOut: z.array(z.object({ path: z.string(), why: z.string() })),
    audit,
    simulated,
  })
  .meta({
    title: "Headroom tornado",
    description: "How much each number of a model matters, what matters most first.",
  });

/** Does not compile when type and schema differ. */
const inStep: Same<Frozen<z.infer<typeof tornadoSchema>>, Frozen<TornadoFindings>> = true;
void inStep;
