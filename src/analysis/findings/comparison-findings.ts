/** What was found by comparing variants: differences from the baseline, and which variant is the best. */
import { z } from "zod";
import { count, estimate, type Found, share, unit } from "./estimate.js";

export const differenceVerdict = z
  .enum(["better", "worse", "more", "less", "tie", "unproven", "incomparable", "unknown"])
  .describe(
    "more, less: of figures of which neither is better. unproven: the interval holds zero. incomparable: of a " +
      "latency, where one variant answers fewer of its requests well and that could decide it.",
  );
export type DifferenceVerdict = Found<typeof differenceVerdict>;

const difference = z.object({
  metric: z.string(), // "mean", "p99", "goodput", "utilisation of shop-db cores"
  unit,
  difference: estimate.describe("Variant − baseline, paired."),
  unpaired: estimate.describe("The same with runs that have nothing in common: what pairing saves."),
  relative: estimate.describe("Variant ÷ baseline − 1, paired."),
  correlation: z.number().nullable(),
  varianceRatio: z.number().nullable().describe("Unpaired ÷ paired: how many times the runs that pairing saves."),
  verdict: differenceVerdict,
});
export type DifferenceFindings = Found<typeof difference>;

/** Replication by replication: both had the same requests. */
export const comparison = z
  .object({
    baseline: z.string(),
    variant: z.string(),
    within: z
      .object({
        variant: z.string().describe("Its value on the axis that is compared."), // "better"
        baseline: z.string(), // "now"
        at: z.string().describe("The values that both have on the other axes."), // "read 50% · threads 4"
      })
      .optional()
      .describe("Only in a grid of several axes."),
    replications: count.describe("Pairs."),
    tie: share.nullable().describe("Relative differences up to it are ties; null: only what is exactly the same."),
    differences: z.array(difference),
  })
  .meta({
    id: "comparison",
    description: "A variant minus its baseline on the same requests; `unpaired`: as if the runs had nothing in common.",
  });
export type ComparisonFindings = Found<typeof comparison>;

/** The best variant, with as many replications as the choice needed; see `selection.ts`. */
export const selection = z.object({
  at: z.string().optional().describe("The values that all have on the other axes of a grid."),
  by: z.string(), // "p99"
  probability: share.describe("That the best is among `left`, if it is better than all others by the zone."),
  zone: z.number().describe("In ms or 1/s: what lies within it of the best may count as a tie."),
  left: z.array(z.string()).describe("One: it is decided. More: the budget was spent."),
  fewer: z
    .array(z.string())
    .describe("Answer fewer requests than another: of latencies, those count as their slowest."),
  replications: z.array(count).describe("Of each variant that was chosen from."),
});
export type SelectionFindings = Found<typeof selection>;
