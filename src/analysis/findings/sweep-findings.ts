/** What `headroom sweep` found, as `--json` writes it. */
import { z } from "zod";
import { objective, passed, saturated, simulated, variantHeading } from "./common-findings.js";
import { estimate, type Found, verdict } from "./estimate.js";

const knob = z.object({
  name: z.string().describe('"load" is a factor on all traffic.'), // "shop-db.pool.connections"
  unit: z.string().describe("As written after each value."), // "ms", "%", ""
  values: z.array(z.number()).describe("Ascending."),
});
export type KnobFindings = Found<typeof knob>;

const point = z.object({
  at: z.array(z.number()).describe("Value of each knob."),
  verdict: verdict.describe(
    "Missed where the number in the system grows, or where it stands still; met without objectives.",
  ),
  growing: z.boolean(),
  standing: z.boolean().describe("Requests wait for each other for ever."),
  offeredLoad: estimate,
  goodput: estimate,
  errorRate: estimate,
  p50Ms: estimate,
  p99Ms: estimate,
  objectives: z.array(objective),
  first: saturated.nullable().describe("What gave first."),
});
export type SweepPoint = Found<typeof point>;

export const sweepSchema = z
  .object({
    ...variantHeading,
    knobs: z.array(knob).describe("One or two."),
    points: z.array(point).describe("Every combination; the last knob changes fastest."),
    /** See `knee.ts`. */
    knee: estimate
      .nullable()
      .describe("Of p99 over the one knob; its interval reaches the neighbours of all values that may be the knee."),
    audit: passed,
    simulated,
  })
  .meta({ title: "Headroom sweep", description: "One or two knobs through their values; the last changes fastest." });
export type SweepFindings = Found<typeof sweepSchema>;
