/** The schema of what `headroom next --json` prints: the type `NextFindings` once more, as zod. */
import { z } from "zod";
import type { NextFindings } from "../../analysis/findings/next-findings.js";
import { estimate, objectivesVerdict, verdict } from "../kit/common-schema.js";
import type { Frozen, Same } from "../kit/in-step.js";
import { documentText } from "../run/json.js";

const unit = z.enum(["ms", "1", "1/s"]);

const objective = z.object({
  metric: z.string(),
  expression: z.string(),
  measured: estimate,
  limit: z.number(),
  unit,
  verdict,
});

const change = z.object({
  name: z.string(),
  treats: z.string().meta({ description: "The symptom." }),
  complexity: z.number().meta({ description: "1 is a setting, 4 another way of working." }),
  why: z.string(),
  cost: z.record(z.string(), z.number()).meta({ description: "Counted units beyond today's; negative: saved." }),
  assumes: z.string().nullable(),
  loses: z.string().nullable().meta({ description: "What users no longer get with it." }),
  verdict: z.enum(["gains", "saves", "trades", "nothing", "not proven", "worse", "unknown", "not tried"]).meta({
    description:
      "saves: the same with less. trades: the metric gains, and fewer are answered or more fail, so it is no gain.",
  }),
  reason: z.string(),
  objectives: objectivesVerdict.nullable(),
  measured: estimate.nullable(),
  gain: estimate.nullable().meta({ description: "Relative change of the metric, paired." }),
  goodput: estimate.nullable(),
  score: z.number().nullable(),
  replications: z.int().nonnegative(),
  overlay: z.string().meta({ description: "A model file, to stand beside the model." }),
});

export const nextSchema = z
  .object({
    formatVersion: z.literal(1),
    version: z.string(),
    seed: z.string(),
    confidence: z.number(),
    name: z.string(),
    title: z.string(),
    model: z.string(),
    window: z.object({ fromMs: z.number(), toMs: z.number() }),
    metric: z.string(),
    because: z.string(),
    now: z.object({
      measured: estimate,
      unit,
      verdict: objectivesVerdict,
      objectives: z.array(objective),
      growing: z.boolean(),
      grows: z.string().nullable(),
      stuck: z.string().nullable(),
    }),
    changes: z.array(change),
    best: z.string().nullable(),
    ties: z.array(z.string()),
    verdict: objectivesVerdict,
    simulated: z.object({
      requests: z.int().nonnegative(),
      events: z.int().nonnegative(),
      runs: z.int().nonnegative(),
    }),
  })
  .meta({ title: "Headroom next", description: "Changes to a model, tried and ranked." });

export const nextToJson = (findings: NextFindings): string => documentText(nextSchema, findings);

export const nextJsonSchema = (): unknown => z.toJSONSchema(nextSchema, { target: "draft-2020-12", io: "input" });

/** Does not compile when type and schema differ. */
const inStep: Same<Frozen<z.infer<typeof nextSchema>>, Frozen<NextFindings>> = true;
void inStep;
