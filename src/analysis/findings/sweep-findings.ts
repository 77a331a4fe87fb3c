/** What `headroom sweep` found, as `--json` writes it. */
import { z } from "zod";
import { objective, passed, saturated, simulated, variantHeading } from "./common-findings.js";
import { count, estimate, type Found, unit, verdict } from "./estimate.js";

const knob = z.object({
  name: z.string().describe('"load" is a factor on all traffic.'), // "shop-db.pool.connections"
  unit: z.string().describe("As written after each value."), // "ms", "%", ""
  values: z.array(z.number()).describe("Ascending."),
});
export type KnobFindings = Found<typeof knob>;

/** A knob of the run itself: `run.duration`. */
export const RUN = "run.";
export const isOfRun = (name: string): boolean => name.startsWith(RUN);

const figure = z.object({
  name: z.string(), // "p90 of web.page", "hit rate of catalogue"
  unit,
  objective: count.nullable().describe("Index in `objectives` of the one about this very figure; null: none is."),
});
export type SweptFigure = Found<typeof figure>;

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
  figures: z.record(z.string(), estimate).optional().describe("Those that were asked for, by name."),
  objectives: z.array(objective),
  first: saturated.nullable().describe("What gave first."),
});
export type SweepPoint = Found<typeof point>;

export const sweepSchema = z
  .object({
    ...variantHeading,
    knobs: z.array(knob).describe("One or two."),
    figures: z.array(figure).optional().describe("Asked for with `--figure`; the first is drawn."),
    points: z.array(point).describe("Every combination; the last knob changes fastest."),
    /** See `knee.ts`. */
    knee: estimate
      .nullable()
      .describe(
        "Of p99, or of the first figure if that is a latency, over the one knob; its interval reaches the neighbours of all values that may be the knee.",
      ),
    audit: passed,
    simulated,
  })
  .meta({ title: "Headroom sweep", description: "One or two knobs through their values; the last changes fastest." });
export type SweepFindings = Found<typeof sweepSchema>;
