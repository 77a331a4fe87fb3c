/** What `headroom next` found, as `--json` writes it. */
import { z } from "zod";
import { busiest, heading, objective, simulated } from "./common-findings.js";
import { count, estimate, type Found, objectivesVerdict, unit } from "./estimate.js";

const now = z
  .object({
    measured: estimate.describe("In `unit`."),
    unit,
    verdict: objectivesVerdict,
    objectives: z.array(objective),
    growing: z.boolean().describe("No steady state: something grows."),
    grows: z.string().nullable().describe("What does."), // "requests in the system", "messages waiting at mails"
    stuck: z.string().nullable().describe("Which requests wait for each other for ever."),
    busiest: busiest.nullable().describe("The busiest of all resources; null: none has a limit."),
  })
  .describe("The model as it is.");

const changeVerdict = z
  .enum(["gains", "saves", "trades", "nothing", "not proven", "worse", "unknown", "not tried"])
  .describe(
    "saves: the same with less. trades: the metric gains, and fewer are answered or more fail, so it is no gain.",
  );
export type ChangeVerdict = Found<typeof changeVerdict>;

const change = z.object({
  name: z.string(), // "shop-db: 2 read replicas"
  isPair: z
    .boolean()
    .describe("Two changes together, or a larger step of one, tried because none alone meets the objectives."),
  treats: z.string().describe("The symptom."),
  symptom: z.string().describe("What that means."),
  complexity: z.number().describe("1 is a setting, 4 another way of working; of a pair, the sum."),
  why: z.string().describe("Why so complex."),
  cost: z.record(z.string(), z.number()).describe("Counted units beyond today's; negative: saved."), // Cores, caches …
  assumes: z.string().nullable(),
  loses: z.string().nullable().describe("What users no longer get with it."),
  verdict: changeVerdict,
  reason: z
    .string()
    .describe("Why it was not tried, is worse, trades or mends, or by theory cannot gain; empty otherwise."),
  isInDoubt: z.boolean().describe("By itself more than chance, but as one of many tried it may be luck."),
  objectives: objectivesVerdict.nullable().describe("The worst of them with this change; null if not tried."),
  measured: estimate.nullable(),
  gain: estimate.nullable().describe("Relative change of the metric, paired."),
  goodput: estimate.nullable().describe("Relative change, paired."),
  busiest: busiest.nullable().describe("The busiest of all resources with this change; null if not tried."),
  score: z.number().nullable(), // See `change-score.ts`.
  replications: count,
  overlay: z.string().describe("A model file, to stand beside the model."),
});
export type ChangeFindings = Found<typeof change>;

export const nextSchema = z
  .object({
    ...heading,
    model: z.string().describe("Path of the model file, or of the experiment that holds the model."),
    variant: z.string(),
    window: z.object({ fromMs: z.number(), toMs: z.number() }),
    metric: z.string().describe("What gains are measured in."), // "p99 of web.browse", "growth waiting at mails"
    because: z.string(), // "an objective that is missed"
    now,
    changes: z.array(change).describe("The best first, those not simulated last."),
    best: z
      .string()
      .nullable()
      .describe("Name of a change that gains, or else of one that saves; null: there is none."),
    ties: z.array(z.string()).describe("Not told apart from the best."),
    tried: count.describe("Changes simulated: gains hold for all of them together, by Holm's step-down."),
    verdict: objectivesVerdict.describe("Of the objectives with the best change, or as it is if nothing helps."),
    simulated,
  })
  .meta({ title: "Headroom next", description: "Changes to a model, tried and ranked." });
export type NextFindings = Found<typeof nextSchema>;
