/**
 * What a study found: plain data between the analysis and all outputs.
 *
 * `result.json` is this written out, so it is also the program's public output format. It can be saved, compared, and
 * drawn again without simulating again. Wall-clock times are not in it: the same seed gives the same bytes.
 */
import { z } from "zod";
import { heading, simulated, window } from "./common-findings.js";
import { comparison, selection } from "./comparison-findings.js";
import { estimate, type Found, unit, verdict } from "./estimate.js";
import { variant } from "./variant-findings.js";

export type * from "./common-findings.js";
export type * from "./comparison-findings.js";
export type * from "./estimate.js";
export type * from "./measured-findings.js";
export type * from "./over-time-findings.js";
export type * from "./steady-findings.js";
export type * from "./topology-findings.js";
export type * from "./variant-findings.js";

const claim = z.object({
  claim: z.string().describe("As written."), // "p99{cache} < p99{replicas}"
  verdict,
  why: z.string().describe("The figures it was judged by."),
});
export type ClaimFindings = Found<typeof claim>;

export const findingsSchema = z
  .object({
    ...heading,
    question: z.string().nullable(),
    window,
    objectives: z.array(z.string()).describe("As written."), // "latency{web.browse}: p(99) < 300ms"
    spike: z.object({ fromMs: z.number(), toMs: z.number(), label: z.string() }).nullable().describe("To shade."),
    moments: z
      .array(z.object({ name: z.string(), fromMs: z.number(), toMs: z.number() }))
      .optional()
      .describe("What the timelines say happens, in order; `spike` is from the first to the last."),
    reactionCosts: z
      .array(z.object({ moment: z.string(), from: z.string(), to: z.string(), lostPerMinute: estimate }))
      .optional()
      .describe(
        "Of variants that differ only in how soon someone acts: what each further minute costs in requests not answered well.",
      ),
    show: z
      .array(z.object({ figure: z.string(), unit }))
      .optional()
      .describe("The figures that tell this study's story, which are in the `figures` of every variant."),
    variants: z.array(variant),
    comparisons: z.array(comparison).describe("Every variant against its baseline."),
    selection: selection.nullable().describe("Which variant is the best, where the experiment asks."),
    selections: z.array(selection).optional().describe("Instead in a grid: the best at each value of the other axes."),
    claims: z.array(claim).describe("What the experiment was said to show."),
    simulated,
    notes: z
      .array(z.string())
      .describe("What the reader must know: where the data come from, scaling, what holds only under conditions."),
  })
  .meta({
    title: "Headroom result",
    description: "What a study found. Times in milliseconds, rates per second, shares of one.",
  });
export type Findings = Found<typeof findingsSchema>;
export type ReactionCostFindings = NonNullable<Findings["reactionCosts"]>[number];
