/** The language: one schema gives types, validation, JSON Schema and the reference. */
import { z } from "zod";
import { type DatumData, datum } from "../data/data.js";
import { type EffectData, effect } from "../effects/effects.js";
import { POLICY_WORDS } from "../policies/other-words.js";
import { type MomentData, type MomentKind, type RandomData, recurring, together } from "../timeline/moment.js";
import { SOURCES_WORDS } from "../traffic/other-words.js";
import { type Traffic, traffic } from "../traffic/traffic.js";
import { MOMENT_KINDS, PART_KINDS, type PartInput, STEP_KINDS } from "./catalogue.js";
import type { StepData, StepKind } from "./kinds.js";
import {
  MODEL_WORDS,
  MOMENT_VERBS,
  MOMENT_WORDS,
  MOMENTS_WORDS,
  OBJECTIVE_WORDS,
  OBJECTIVES_WORDS,
  PARTS_WORDS,
  RUN_WORDS,
  VERSION_WORDS,
} from "./model-words.js";
import { withOtherWords } from "./other-words.js";
import { type Language, name } from "./policies.js";
import { listWords, typeLike, typesOf, verbWords } from "./step-words.js";
import { count, duration, percent } from "./values/index.js";

export interface RunOptions {
  readonly duration: number; // Of the window that is measured [ms].
  readonly "warm-up": number; // Before it [ms].
  readonly replications: number;
  readonly seed: string;
  readonly precision?: number | undefined; // Half-width ÷ value of the intervals asked for.
  readonly budget?: Budget | undefined;
}

/** The most that reaching a precision may cost, over all variants. */
export type Budget = { readonly requests: number } | { readonly ms: number };

/** A part as its type alone; its kind knows the options. */
export interface PartData {
  readonly type: string;
}

export interface Model {
  readonly version: 1;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly traffic: Readonly<Record<string, Traffic>>;
  readonly data: Readonly<Record<string, DatumData>>;
  readonly parts: Readonly<Record<string, PartData>>; // Links too, see source/sections.ts.
  readonly regions: Readonly<Record<string, readonly string[]>>; // The parts and sources of each.
  readonly effects: Readonly<Record<string, EffectData>>;
  readonly timeline: Readonly<Record<string, MomentData>>;
  readonly random: Readonly<Record<string, RandomData>>;
  readonly objectives: Objectives;
  readonly run: Partial<RunOptions>;
}

export type Objectives = Readonly<Record<string, readonly string[]>>;

const STEP_NAME = "What an overlay calls it, to edit it";

const step: z.ZodType<StepData, StepData> = z
  .lazy(() =>
    withOtherWords(
      z.union(STEP_KINDS.map((kind) => named(kind).describe(kind.summary))),
      verbWords(STEP_KINDS, PART_KINDS),
    ),
  )
  .meta({ id: "step" }) as unknown as z.ZodType<StepData, StepData>;

function named(kind: StepKind): z.ZodObject {
  const schema = kind.schema(language) as unknown as z.ZodObject;
  const policies = "retry" in schema.shape ? POLICY_WORDS : undefined;
  return withOtherWords(schema.safeExtend({ name: name().optional().describe(STEP_NAME) }), kind.otherWords, policies);
}

/** Checks step names and drops them: only overlays use them, and those are applied by now. */
export const language: Language = {
  steps: withOtherWords(
    z
      .array(step)
      .max(10_000)
      .superRefine((steps, context) => {
        const names = steps.map((each) => each.name);
        for (const [i, each] of names.entries()) {
          if (each === undefined || names.indexOf(each) === i) continue;
          context.addIssue({ code: "custom", message: `two steps here are named "${each}"`, path: [i, "name"] });
        }
      }),
    listWords(STEP_KINDS),
  ).transform((steps) => steps.map(({ name: _, ...each }) => each)),
};

export const runOptions = () =>
  z.strictObject({
    duration: duration({ above: 0 })
      .optional()
      .describe(
        "Length of the window that is measured. If not given: with steady traffic as long as it takes to reach the steady state, 60s at least; otherwise all spikes and moments, and the time after them",
      ),
    "warm-up": duration()
      .optional()
      .describe(
        "Time before that window, which is not measured. If not given, it is found, 10s at least; a recording has none",
      ),
    replications: count({ min: 1, max: 10_000 })
      .optional()
      .describe("Independent repetitions, from which the intervals are made; 8 if not given"),
    seed: z
      .union([z.string(), z.number()])
      .transform(String)
      .optional()
      .describe("The same seed gives the same results, to the byte; 1 if not given"),
    precision: percent({ above: 0, max: 0.5 })
      .optional()
      .describe(
        "With steady traffic: runs until every interval is this narrow. It finds warm-up and duration itself; those given are then the least",
      ),
    budget: z
      .union(
        [
          count({ min: 1000 }).transform((requests): Budget => ({ requests })),
          duration({ above: 0 }).transform((ms): Budget => ({ ms })),
        ],
        { error: "expected a number of requests from 1000, such as 2000000, or a time such as 60s" },
      )
      .optional()
      .describe(
        "What `precision` may cost: a number of requests, 20,000,000 if not given; or a time, with which results differ from machine to machine",
      ),
  });

export const objectives = () =>
  withOtherWords(
    z.record(
      z.string(),
      withOtherWords(
        z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === "string" ? [value] : value)),
        OBJECTIVE_WORDS,
      ),
    ),
    OBJECTIVES_WORDS,
  ).describe("What must hold, as k6 writes thresholds: `latency{web.browse}: [p(99) < 300ms]`");

const part = withOtherWords(
  z.discriminatedUnion(
    "type",
    PART_KINDS.map((kind) =>
      withOtherWords(
        (kind.options(language) as unknown as z.ZodObject)
          .extend({ type: z.literal(kind.type) })
          .describe(kind.summary),
        kind.otherWords,
      ),
    ) as unknown as [z.ZodObject, ...z.ZodObject[]],
  ),
  { words: typesOf(PART_KINDS), anyWord: (beside) => typeLike(PART_KINDS, beside) },
);

const momentName = () => z.string().regex(/^[^{}\r\n\t]+$/, "the name of an entry has no { } and stands on one line");

/** Kinds of parts that have a section of their own. Its entries are parts like others by the time that this reads them. */
const sections = () =>
  Object.fromEntries(
    PART_KINDS.flatMap((kind) =>
      kind.section === undefined
        ? []
        : [
            [
              kind.section,
              z
                .record(name(), kind.options(language) as z.ZodType)
                .optional()
                .describe(kind.summary),
            ],
          ],
    ),
  );

/** Entries by name, each of one of these kinds. */
const moments = <Data>(kinds: readonly MomentKind[], schemaOf: (kind: MomentKind) => z.ZodType) =>
  withOtherWords(
    z.record(
      momentName(),
      withOtherWords(
        z.union(
          kinds.map((kind) =>
            withOtherWords((schemaOf(kind) as unknown as z.ZodObject).describe(kind.summary), MOMENT_WORDS),
          ) as unknown as [z.ZodType<Data, Data>, ...z.ZodType<Data, Data>[]],
        ),
        MOMENT_VERBS,
      ),
    ),
    MOMENTS_WORDS,
  );

const FREE_KINDS = MOMENT_KINDS.filter(({ isFree }) => isFree);
const members = moments(
  FREE_KINDS.filter((kind) => kind.members === undefined),
  (kind) => kind.schema(together(kind.isInstant === true)),
);

export const timeline = () =>
  moments<MomentData>(MOMENT_KINDS, (kind) => kind.schema(undefined, members)).describe(
    "What happens when: each entry has a name, by which results speak of it",
  );

export const random = () =>
  moments<RandomData>(FREE_KINDS, (kind) => kind.schema(recurring(kind.isInstant === true), members)).describe(
    "What happens by chance, again and again: entries as in `timeline`, with `every` and `for` instead of `at` and `for`",
  );

const schema = withOtherWords(
  z.strictObject({
    version: withOtherWords(z.literal(1), VERSION_WORDS).describe("Version of the language"),
    name: z.string().optional().describe("What reports call it; the name of its file if not given"),
    description: z.string().optional().describe("One line: what is special about this topology"),
    traffic: withOtherWords(z.record(name(), traffic(language)), SOURCES_WORDS).describe(
      "Who asks, how often, and for what: each entry is a source of requests",
    ),
    data: z
      .record(name(), datum())
      .default({})
      .describe("What requests are about: each request is about one key of each, the same in every variant"),
    parts: withOtherWords(z.record(name(), part), PARTS_WORDS).describe(
      "What the system is made of: each entry has a `type`, which says what else it may have",
    ),
    ...sections(),
    regions: z
      .record(name(), z.array(name()).min(1))
      .default({})
      .describe(
        "Which parts and sources of traffic are where: a region is a distance, which a link `between` two gives",
      ),
    effects: z
      .record(name(), effect())
      .default({})
      .describe(
        "What should really happen, once for each request that was answered well, or with a degraded answer: steps say where it does",
      ),
    timeline: timeline().default({}),
    random: random().default({}),
    objectives: objectives().default({}),
    run: withOtherWords(runOptions(), RUN_WORDS)
      .prefault({})
      .describe("How long and how often it is simulated; found if not given"),
  }),
  MODEL_WORDS,
).describe("A Headroom model: parts, and what a request does at each");

/** A model file, after `extends` has been resolved. */
export const modelSchema = schema as unknown as z.ZodType<Model>;

/** A model as plain data, written as in a file. */
export type ModelInput = Omit<z.input<typeof schema>, "parts"> & { parts: Record<string, PartInput> };
