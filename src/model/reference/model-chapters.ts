/** The chapters on a model file, in the order in which one writes it. */

import { parse } from "yaml";
import { z } from "zod";
import { datum } from "../data/data.js";
import { effect } from "../effects/effects.js";
import { MOMENT_KINDS, PART_KINDS, STEP_KINDS } from "../language/catalogue.js";
import type { PartKind, StepKind } from "../language/kinds.js";
import { language, modelSchema, runOptions } from "../language/model.js";
import type { Language } from "../language/policies.js";
import { POLICY_KINDS, policies } from "../policies/catalogue.js";
import { type MomentKind, recurring, whenOrForGood } from "../timeline/moment.js";
import { traffic } from "../traffic/traffic.js";
import type { Chapter } from "./chapter.js";
import { EntriesOf, type Known } from "./entries.js";
import type { Data, Form } from "./example-of.js";
import { type JsonSchema, jsonSchema, noteOtherWords } from "./json-schema.js";
import { DATA_EXAMPLES, EFFECT_EXAMPLES, MODEL_EXAMPLE, TRAFFIC_EXAMPLES } from "./model-examples.js";
import * as texts from "./texts.js";
import { distributionRows, unitRows } from "./value-rows.js";

interface Source {
  readonly title: string;
  readonly level?: 3;
  readonly words?: readonly string[];
  readonly alsoCalled?: string | undefined;
  readonly text?: readonly string[];
  readonly in: string;
  readonly schema: z.ZodType;
  readonly shape?: JsonSchema; // Of it, where that is made faster.
  readonly examples: readonly Data[];
  readonly name?: string; // Of an entry.
  readonly form: Form;
  readonly hidden?: readonly string[];
  readonly without?: readonly string[]; // Keys that are explained elsewhere.
}

/** A chapter with an entry for each key of a schema. @param known null: what is inside has chapters of its own */
export function chapterOf(source: Source, known: Known | null): Chapter {
  const {
    title,
    level = 2,
    words = [],
    alsoCalled,
    text = [],
    schema,
    examples,
    form,
    name,
    hidden = [],
    without = [],
  } = source;
  const specimens = {
    all: examples,
    form,
    hidden,
    isValid: (data: unknown) => schema.safeParse(data).success,
    ...(name === undefined ? {} : { name }),
  };
  const whole = source.shape ?? jsonSchema(schema);
  const properties = Object.fromEntries(
    Object.entries(whole.properties ?? {}).filter(([key]) => !without.includes(key)),
  );
  const entries = new EntriesOf(title, specimens, known).entries({ ...whole, properties });
  const theirs = alsoCalled === undefined ? {} : { alsoCalled };
  return { title, level, words, ...theirs, text, in: source.in, entries };
}

/** Steps are said in one word, since to write out all of them in each place takes minutes. */
const brief: Language = { steps: z.array(z.any().meta({ id: "step" })) };

const textChapter = (title: string, text: readonly string[], words: readonly string[] = []): Chapter => ({
  title,
  level: 2,
  words,
  text,
  in: "",
  entries: [],
});

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

/** The entries of a map by name. */
const entriesIn = (yaml: string): readonly (readonly [string, Data])[] =>
  Object.entries(parse(yaml) as Readonly<Record<string, Data>>);

const dataIn = (yaml: string): readonly Data[] => entriesIn(yaml).map(([, data]) => data);
const firstName = (yaml: string): string => entriesIn(yaml)[0]![0];

const POLICY_KEYS: readonly string[] = POLICY_KINDS.map(({ key }) => key);

/** @param known filled by it */
export function modelChapters(known: Known): readonly Chapter[] {
  const policyChapter = policiesIn(known); // First, since the others refer to it.
  return [
    textChapter("A first model", texts.FIRST_MODEL, ["model", "start"]),
    { ...textChapter("Values and units", texts.VALUES, ["units", "unit"]), ...unitRows() },
    { ...textChapter("Distributions", texts.DISTRIBUTIONS), ...distributionRows() },
    modelFile(),
    sourcesOfTraffic(known),
    textChapter("Parts", texts.PARTS),
    ...PART_KINDS.filter(({ section }) => section === undefined).map((kind) => partIn(kind, known)),
    textChapter("Steps", texts.STEPS, ["endpoints"]),
    ...STEP_KINDS.map((kind) => stepIn(kind, known)),
    policyChapter,
    entryIn({ title: "Data", text: texts.DATA, in: "data.NAME" }, datum(), DATA_EXAMPLES, known),
    entryIn({ title: "Effects", text: texts.EFFECTS, in: "effects.NAME" }, effect(), EFFECT_EXAMPLES, known),
    ...PART_KINDS.filter(({ section }) => section !== undefined).map((kind) => partIn(kind, known)),
    textChapter("Regions", texts.REGIONS),
    timelineIn(known),
    ...MOMENT_KINDS.map((kind) => momentIn(kind, known)),
    byChance(known),
    textChapter("Objectives", texts.OBJECTIVES, ["thresholds", "slo"]),
    runIn(known),
    textChapter("Overlays", texts.OVERLAYS, ["extends", "edit", "overlay", "proposal"]),
  ];
}

function policiesIn(known: Known): Chapter {
  const examples = POLICY_KINDS.flatMap(({ key, examples: each }) =>
    (parse(each) as readonly unknown[]).map((value) => ({ [key]: value })),
  );
  const schema = z.strictObject(policies(language));
  const about = { title: "Policies", text: texts.POLICIES, words: ["policy"], in: "a step or a source of traffic" };
  const shape = jsonSchema(z.strictObject(policies(brief)));
  return chapterOf({ ...about, schema, shape, examples, form: "policy" }, known);
}

/** Each key has a chapter of its own. */
function modelFile(): Chapter {
  const source = {
    title: "A model file",
    text: ["What stands at the top of the file."],
    in: "the top of the file",
    schema: modelSchema,
    examples: [parse(MODEL_EXAMPLE) as Data],
    form: "top",
    hidden: ["version", "traffic", "parts"],
  } as const;
  return chapterOf(source, null);
}

type Titled = Omit<Source, "schema" | "examples" | "form">;

const entryIn = (source: Titled, schema: z.ZodType, yaml: string, known: Known): Chapter =>
  chapterOf({ ...source, schema, examples: dataIn(yaml), form: "block", name: firstName(yaml) }, known);

function sourcesOfTraffic(known: Known): Chapter {
  const hidden = ["rate", "to", "mix"]; // Which every source has.
  const text = [
    "Each entry of `traffic` is a source of requests. It may also have [policies](#policies): what users do when an answer is slow or fails.",
  ];
  const source = {
    title: "Traffic",
    text,
    in: "traffic.NAME",
    hidden,
    without: POLICY_KEYS,
    shape: jsonSchema(traffic(brief)),
  };
  return entryIn(source, traffic(language), TRAFFIC_EXAMPLES, known);
}

function partIn(kind: PartKind, known: Known): Chapter {
  const { type, section, summary, examples } = kind;
  const schema = kind.options(language);
  const all = dataIn(examples).map(({ type: _, ...options }) => options);
  const place =
    section === undefined
      ? { title: `type: ${type}`, level: 3 as const, in: `parts.NAME of type ${type}`, words: [type] }
      : { title: sentence(section).slice(0, -1), in: `${section}.NAME`, words: [type] };
  const text = [sentence(summary)];
  const shape = jsonSchema(kind.options(brief));
  noteOtherWords(shape.properties, kind.otherWords === undefined ? [] : [kind.otherWords]);
  const about = { ...place, alsoCalled: kind.alsoCalled, text, schema, shape, hidden: shape.required ?? [] };
  return chapterOf({ ...about, examples: all, form: "block", name: firstName(examples) }, known);
}

function stepIn(kind: StepKind, known: Known): Chapter {
  const schema = kind.schema(language);
  const shape = jsonSchema(kind.schema(brief));
  noteOtherWords(shape.properties, kind.otherWords === undefined ? [] : [kind.otherWords]);
  const asks = POLICY_KEYS.filter((key) => key in (shape.properties ?? {})).length > 1;
  const text = [sentence(kind.summary), ...(asks ? ["It may also have [policies](#policies)."] : [])];
  const place = { title: `step: ${kind.verb}`, level: 3 as const, in: `a step \`${kind.verb}\``, words: [kind.verb] };
  const examples = parse(kind.examples) as readonly Data[];
  const about = { ...place, alsoCalled: kind.alsoCalled, text, schema, shape, examples };
  return chapterOf({ ...about, form: "step", without: asks ? POLICY_KEYS : [] }, known);
}

const WHEN = ["at", "for", "until"]; // What most entries have.

function timelineIn(known: Known): Chapter {
  const schema = z.strictObject({ ...whenOrForGood(), slow: z.string(), by: z.number() });
  const examples = [
    { at: "5min", for: "5s", slow: "pay", by: 100 },
    { at: "5min", slow: "pay", by: 100, until: { alert: "errors > 5%", over: "1min", held: "1min", acts: "10min" } },
  ];
  const about = { title: "Timeline", text: texts.TIMELINE, in: "timeline.NAME", words: ["moments", "faults"] };
  const form = { form: "line", name: "payments stall", without: ["slow", "by"] } as const;
  return chapterOf({ ...about, ...form, schema, examples }, known);
}

function momentIn(kind: MomentKind, known: Known): Chapter {
  const { verb, examples, summary } = kind;
  const place = { title: `timeline: ${verb}`, level: 3 as const, in: `timeline.NAME with \`${verb}\``, words: [verb] };
  const schema = kind.schema();
  const shape = jsonSchema(schema);
  const when = WHEN.filter((key) => key in (shape.properties ?? {})).map((key) => `\`${key}\``);
  const often = shape.required?.includes("for") ? ", both required" : "";
  const text = [`${sentence(summary)} When: [${when.join(", ")}](#timeline)${often}.`];
  const about = { ...place, text, schema, shape, examples: dataIn(examples), without: WHEN };
  return chapterOf({ ...about, form: "line", name: firstName(examples) }, known);
}

function byChance(known: Known): Chapter {
  const schema = z.strictObject(recurring(false));
  const examples = [{ every: "exponential(1h)", for: "exponential(5min)" }];
  const source = { title: "By chance", text: texts.BY_CHANCE, in: "random.NAME", words: ["random"] };
  return chapterOf({ ...source, schema, examples, form: "line", name: "crashes" }, known);
}

function runIn(known: Known): Chapter {
  const { run } = parse(MODEL_EXAMPLE) as { readonly run: Data };
  const shape = jsonSchema(runOptions());
  known.set(JSON.stringify([shape.properties]), { chapter: "Run", path: "run" });
  const text = ["How long and how often it is simulated. All of it is found if not given."];
  const about = { title: "Run", text, in: "run", schema: runOptions(), shape, examples: [run] };
  return chapterOf({ ...about, form: "block", name: "run" }, known);
}
