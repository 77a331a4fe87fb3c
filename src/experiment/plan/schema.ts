/** The schema of an experiment file: one question, the variants it compares, and their traffic. */
import { z } from "zod";
import { type Objectives, objectives, type RunOptions, runOptions } from "../../model/language/model.js";
import { VERSION_WORDS } from "../../model/language/model-words.js";
import { withOtherWords } from "../../model/language/other-words.js";
import { count, duration, percent, rate, withoutValues } from "../../model/language/values/index.js";
import { EQUAL_WEIGHTS, HOURLY, type Prices, type Weights } from "../figures/of-variant.js";
import { EXPERIMENT_WORDS, VARIANTS_WORDS } from "./experiment-words.js";

const load = () =>
  z
    .strictObject({
      rates: z
        .array(rate({ above: 0 }))
        .min(1)
        .max(100)
        .describe("Steady loads to try, in arrivals a second"),
      traffic: z.string().optional().describe("The source whose rate is set; by default the only open one"),
      duration: duration({ above: 0 }).prefault("1min").describe("Measured time at each rate"),
      "warm-up": duration().prefault("15s").describe("Time before that at each rate, not measured"),
      replications: count({ min: 1, max: 1000 }).prefault(4).describe("Independent repetitions at each rate"),
    })
    .describe("A sweep of steady loads");

const select = () =>
  z
    .strictObject({
      by: z.string().describe("The figure, such as p99, or p99 of web.page, or goodput"),
      most: count({ min: 2, max: 1000 }).prefault(64).describe("The most replications of a variant"),
    })
    .describe(
      "Finds the best variant: 12 replications of each, and more of those that may still be the best; differences below `tie` do not matter. Since the best are simulated longer, their 95 % intervals hold up to two points less often",
    );

const ceiling = () =>
  z
    .strictObject({
      budget: count({ min: 1000 })
        .prefault(2_000_000)
        .describe(
          "Requests that the search of each variant may simulate; to compare two of them takes up to a third more",
        ),
      precision: percent({ above: 0, max: 0.5 })
        .prefault("5%")
        .describe("How narrow the interval of the ceiling must be, as a share of it"),
    })
    .describe(
      "Finds the highest load at which each variant meets its objectives: the figures `ceiling` and `headroom`",
    );

const price = (of: string) => z.number().min(0).optional().describe(`Price of ${of}`);

/** A price for each kind of unit. */
const cost = () =>
  z
    .strictObject({
      ...Object.fromEntries(HOURLY.map((hour) => [hour, price(`one ${hour.replace(/-hour$/, "")} for an hour`)])),
      request: price("each request that arrives"),
    })
    .describe("Prices, in any money: the figure `cost` is what a variant costs an hour. Without them it counts units");

const complexity = () =>
  z
    .strictObject({
      parts: z.number().min(0).default(EQUAL_WEIGHTS.parts).describe("Weight of each part"),
      hops: z
        .number()
        .min(0)
        .default(EQUAL_WEIGHTS.hops)
        .describe("Weight of each hop that a request makes, on average"),
      policies: z.number().min(0).default(EQUAL_WEIGHTS.policies).describe("Weight of each timeout, retry, breaker …"),
    })
    .describe("Weights in the figure `complexity`");

const spike = () =>
  z.strictObject({
    from: z.string().describe("When it begins: a duration from the start of the run, or a time of day of the trace"),
    to: z.string().describe("When it ends"),
    label: z.string().describe("What the pictures call it"),
  });

/** A file, relative to the experiment; or a model or an overlay written here. */
const variant = () => z.union([z.string("expected a model file or an overlay"), z.record(z.string(), z.unknown())]);

const variantName = () => z.string().regex(/^[^{}\r\n\t]+$/, "a variant's name has no { } and stands on one line");

const lists = (description: string) =>
  z
    .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1))
    .optional()
    .describe(description);

export const experimentSchema = withOtherWords(
  z.strictObject({
    version: withOtherWords(z.literal(1), VERSION_WORDS).describe("Version of the language"),
    title: z.string().describe("What it shows, in a few words"),
    question: z.string().optional().describe("What the experiment is to answer"),
    variants: withOtherWords(z.record(variantName(), variant()), VARIANTS_WORDS)
      .optional()
      .describe("Name of each variant, and its model: a file, or an overlay written here"),
    base: variant().optional().describe("Instead of `variants`: the one model that `over` varies"),
    over: lists(
      "A grid: every combination of the values is a variant, named by them. When a share of a mix is set, the other shares are scaled",
    ),
    "over-together": lists(
      "Values that change together: the first of each list make a variant, then the second, and so on",
    ),
    baseline: z
      .string()
      .optional()
      .describe(
        "What the others are compared with: the first variant, if not given. In a grid it may also be a value as it stands in the names, such as `replicas 0`: each variant is then compared with the one that has this value and is otherwise the same. In a grid without `variants` it is the first value of the first axis, if not given",
      ),
    tie: percent({ above: 0 }).optional().describe("Relative differences up to this count as ties; 0.1% if not given"),
    select: select().optional(),
    traffic: z.record(z.string(), z.unknown()).optional().describe("Laid over the traffic of every variant"),
    timeline: z.record(z.string(), z.unknown()).optional().describe("Laid over the timeline of every variant"),
    random: z.record(z.string(), z.unknown()).optional().describe("Laid over what happens to every variant by chance"),
    objectives: objectives().optional().describe("Objectives for all variants, instead of those in the models"),
    run: runOptions().prefault({}).describe("As `run` of a model, for all variants"),
    spike: spike().optional().describe("What to shade in the pictures; a source of traffic has its spikes in `rate`"),
    load: load().optional(),
    show: z
      .array(z.string())
      .default([])
      .describe("Figures that tell this story, as columns of its tables: p99 of web.page, hit rate of catalogue"),
    ceiling: ceiling().optional(),
    cost: cost().optional(),
    complexity: complexity().optional(),
    notes: z
      .array(z.string())
      .default([])
      .describe("What a reader of the report must know, such as where the numbers come from"),
    claims: z
      .array(z.string())
      .default([])
      .describe("What the experiment is said to show; a claim that does not hold fails"),
  }),
  EXPERIMENT_WORDS,
).describe("A Headroom experiment: one question, a few variants");

/** A file, or its content. */
export type VariantInput = string | Readonly<Record<string, unknown>>;

export interface Experiment {
  readonly title: string;
  readonly question?: string | undefined;
  readonly variants?: Readonly<Record<string, VariantInput>> | undefined;
  readonly base?: VariantInput | undefined;
  readonly baseline?: string | undefined;
  readonly tie?: number | undefined;
  readonly select?: z.output<ReturnType<typeof select>> | undefined;
  readonly traffic?: Readonly<Record<string, unknown>> | undefined;
  readonly timeline?: Readonly<Record<string, unknown>> | undefined;
  readonly random?: Readonly<Record<string, unknown>> | undefined;
  readonly objectives?: Objectives | undefined;
  readonly run: Partial<RunOptions>;
  readonly spike?: { readonly from: string; readonly to: string; readonly label: string } | undefined;
  readonly load?: z.output<ReturnType<typeof load>> | undefined;
  readonly show: readonly string[];
  readonly ceiling?: z.output<ReturnType<typeof ceiling>> | undefined;
  readonly cost?: Prices | undefined;
  readonly complexity?: Weights | undefined;
  readonly notes: readonly string[];
  readonly claims: readonly string[];
}

/** JSON Schema 2020-12 of an experiment file. */
export const experimentJsonSchema = (): unknown =>
  z.toJSONSchema(experimentSchema, { io: "input", unrepresentable: "any", override: withoutValues });
