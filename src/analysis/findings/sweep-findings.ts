/** What `headroom sweep` found, as `--json` writes it. */
import { z } from "zod";
import { objective, passed, saturated, simulated, variantHeading } from "./common-findings.js";
import { count, estimate, type Found, unit, verdict } from "./estimate.js";
import { notBack } from "./variant-findings.js";

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

const backCount = {
  back: count.describe("Runs that are as before at their end."),
  down: count.describe("Runs that stand clearly worse to the end, with queues that do not get shorter."),
  of: count,
};

const boundaryTest = z.object({ at: z.number(), ...backCount });
export type BoundaryTest = Found<typeof boundaryTest>;

/** See `back-boundary.ts`. */
const boundary = z.object({
  at: estimate.describe("Half of the runs do not come back there: the nearest value found at which most do not."),
  side: z.enum(["from", "to"]).describe("Whether more of it, or less, is what keeps it down."),
  tested: z.array(boundaryTest).describe("All values that were run for it, ascending."),
});
export type BoundaryFindings = Found<typeof boundary>;

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
  back: z.object(backCount).optional().describe("Where something happens: how many runs come back from it."),
  notBack: notBack.optional().describe("Where none does."),
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
    boundary: boundary.optional().describe("Of one knob of a model in which something happens."),
    audit: passed,
    simulated,
  })
  .meta({ title: "Headroom sweep", description: "One or two knobs through their values; the last changes fastest." });
export type SweepFindings = Found<typeof sweepSchema>;
