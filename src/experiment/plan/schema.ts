/** What an experiment file may say: one question, the variants it compares, and under which traffic. */
import { z } from "zod";
import { type Objectives, objectives, type RunOptions, runOptions } from "../../model/language/model.js";
import { count, duration, percent, rate } from "../../model/language/values/index.js";

const load = () =>
  z
    .strictObject({
      rates: z
        .array(rate({ above: 0 }))
        .min(1)
        .max(100)
        .describe("Steady loads to try, in arrivals a second"),
      traffic: z.string().optional().describe("The source whose rate is set; by default the only open one"),
      duration: duration({ above: 0 }).prefault("1min").describe("Window of each"),
      "warm-up": duration().prefault("15s"),
      replications: count({ min: 1, max: 1000 }).prefault(4),
    })
    .describe("A sweep of steady loads");

const select = () =>
  z
    .strictObject({
      by: z.string().describe("The figure, such as p99, or p99 of web.page, or goodput"),
      most: count({ min: 2, max: 1000 }).prefault(64).describe("Replications of a variant at most"),
    })
    .describe(
      "Which variant is the best: 12 replications of each at least, and more for those that still may be; `tie` says what does not matter. That the best are looked at longer costs their 95 % intervals up to two per cents",
    );

const spike = () =>
  z.strictObject({
    from: z.string().describe("When it begins: a duration from the start of the run, or a time of day of the trace"),
    to: z.string(),
    label: z.string(),
  });

export const experimentSchema = z
  .strictObject({
    version: z.literal(1),
    title: z.string(),
    question: z.string().optional(),
    variants: z.record(z.string(), z.string()).describe("Name of each variant, and its model file"),
    baseline: z.string().optional().describe("The variant that the others are compared with; by default the first"),
    tie: percent({ above: 0 }).optional().describe("Relative differences up to this are ties; 0.1% unless given"),
    select: select().optional(),
    traffic: z.record(z.string(), z.unknown()).optional().describe("Laid over the traffic of every variant"),
    objectives: objectives().optional().describe("Instead of the models' own"),
    run: runOptions().prefault({}),
    spike: spike().optional().describe("What to shade in the pictures"),
    load: load().optional(),
    show: z
      .array(z.string())
      .default([])
      .describe("Figures that tell this story, as columns of its tables: p99 of web.page, hit rate of catalogue"),
    notes: z.array(z.string()).default([]).describe("What the reader must know: sources, terms, scaling"),
    claims: z
      .array(z.string())
      .default([])
      .describe("What the experiment is said to show; a claim that does not hold fails"),
  })
  .describe("A Headroom experiment: one question, a few variants");

export interface Experiment {
  readonly title: string;
  readonly question?: string | undefined;
  readonly variants: Readonly<Record<string, string>>;
  readonly baseline?: string | undefined;
  readonly tie?: number | undefined;
  readonly select?: z.output<ReturnType<typeof select>> | undefined;
  readonly traffic?: Readonly<Record<string, unknown>> | undefined;
  readonly objectives?: Objectives | undefined;
  readonly run: Partial<RunOptions>;
  readonly spike?: { readonly from: string; readonly to: string; readonly label: string } | undefined;
  readonly load?: z.output<ReturnType<typeof load>> | undefined;
  readonly show: readonly string[];
  readonly notes: readonly string[];
  readonly claims: readonly string[];
}

/** JSON Schema 2020-12 of what may stand in an experiment file. */
export const experimentJsonSchema = (): unknown =>
  z.toJSONSchema(experimentSchema, { io: "input", unrepresentable: "any" });
