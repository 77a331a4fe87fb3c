/** How much each number of a model matters: what `headroom sweep --tornado` found, as `--json` writes it. */
import { z } from "zod";
import { passed, simulated, variantHeading } from "./common-findings.js";
import { estimate, type Found, share, unit, verdict } from "./estimate.js";

const change = z.object({
  value: z.string(),
  difference: estimate.describe(
    "From the base, paired; null where it grows. With a `reason`: of fewer answers, so not comparable.",
  ),
  growing: z.boolean(),
  verdict,
});
export type ChangeFindings = Found<typeof change>;

const guess = z.object({
  path: z.string(),
  value: z.string().describe("As written."),
  less: change.nullable().describe("Null: it cannot be changed that way."),
  more: change.nullable(),
});
export type GuessFindings = Found<typeof guess>;

export const tornadoSchema = z
  .object({
    ...variantHeading,
    change: share.describe("By which share of one each was changed, down and up."),
    metric: z.string().describe("What is compared."), // "p99 of web.browse"
    unit,
    limit: z.number().nullable().describe("Of its objective."),
    base: estimate,
    verdict: verdict.describe("Of the model as it is."),
    guesses: z.array(guess).describe("What matters most first."),
    leftOut: z.array(z.object({ path: z.string(), why: z.string() })),
    audit: passed,
    simulated,
  })
  .meta({
    title: "Headroom tornado",
    description: "How much each number of a model matters, what matters most first.",
  });
export type TornadoFindings = Found<typeof tornadoSchema>;
