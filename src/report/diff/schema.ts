/** The schema of `diff --json`: the type `DiffFindings` once more, as zod. The last lines keep the two in step. */
import { z } from "zod";
import type { DiffFindings } from "../../analysis/findings/diff-findings.js";
import { estimate, objectivesVerdict, saturated, share, verdict } from "../kit/common-schema.js";
import type { Frozen, Same } from "../kit/in-step.js";

const unit = z.enum(["ms", "1", "1/s"]);
const place = z.object({ file: z.string(), line: z.int().positive() }).nullable();
const side = z
  .object({ file: z.string(), title: z.string(), modelHash: z.string(), verdict: objectivesVerdict })
  .meta({ id: "side" });
const judged = z.object({ measured: estimate, verdict }).meta({ id: "judged" });
const counts = z.array(z.object({ what: z.string(), base: z.number(), proposal: z.number() }));
const risks = z
  .array(z.object({ rule: z.string(), subject: z.string(), message: z.string(), place }))
  .meta({ id: "risks" });

const bottleneck = z
  .object({
    overload: z
      .object({
        what: z.string(),
        growthPerSecond: estimate,
        binding: z.object({ part: z.string(), resource: z.string(), offered: z.number().nullable() }).nullable(),
      })
      .nullable(),
    saturation: z.array(saturated),
    busiest: z.object({ part: z.string(), resource: z.string(), utilisation: estimate }).nullable(),
    meanMs: estimate,
    waiting: z.array(z.object({ part: z.string(), resource: z.string(), perRequestMs: estimate })),
  })
  .meta({ id: "bottleneck", description: "What saturated, what is busiest, and the mean wait of a request by place." });

const ceilingSide = z.object({
  perSecond: estimate,
  binding: z.object({ part: z.string(), resource: z.string() }).nullable(),
  expected: z.number().nullable(),
  headroom: estimate.nullable(),
});

const ceiling = z.object({
  of: z.enum(["backlog", "objectives"]),
  base: ceilingSide,
  proposal: ceilingSide,
  verdict: z.enum(["better", "worse", "not proven"]),
});

export const diffSchema = z
  .object({
    formatVersion: z.literal(1),
    version: z.string(),
    seed: z.string(),
    confidence: share,
    tolerance: share,
    base: side,
    proposal: side,
    window: z.object({ fromMs: z.number(), toMs: z.number(), replications: z.int().nonnegative() }),
    verdict: z.enum(["regression", "undecided", "improvement", "no difference"]),
    why: z.array(z.string()),
    changes: z.array(
      z.object({
        sign: z.enum(["+", "~", "-"]),
        path: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
    objectives: z.array(
      z.object({
        metric: z.string(),
        expression: z.string(),
        limit: z.number(),
        unit,
        asked: z.enum(["both", "proposal", "base"]),
        base: judged,
        proposal: judged,
        verdict: z.enum(["regressed", "fixed", "met", "missed", "unknown"]),
        place,
      }),
    ),
    metrics: z.array(
      z.object({
        metric: z.string(),
        unit,
        base: estimate,
        proposal: estimate,
        difference: estimate,
        relative: estimate,
        verdict: z.enum(["better", "worse", "more", "less", "tie", "unproven", "incomparable", "unknown"]),
        beyondTolerance: z.boolean(),
      }),
    ),
    bottleneck: z.object({ base: bottleneck, proposal: bottleneck }),
    ceiling: ceiling.nullable(),
    units: counts,
    complexity: counts,
    risks: z.object({ fresh: risks, gone: risks, kept: z.int().nonnegative() }),
    simulated: z.object({ requests: z.int().nonnegative(), runs: z.int().nonnegative() }),
    notes: z.array(z.string()),
  })
  .meta({
    title: "Headroom diff",
    description: "A proposal against its base. Times in milliseconds, rates per second, shares of one.",
  });

/** Does not compile when type and schema differ. */
const inStep: Same<Frozen<z.infer<typeof diffSchema>>, Frozen<DiffFindings>> = true;
void inStep;
