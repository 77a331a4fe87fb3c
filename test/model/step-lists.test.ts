/** Every list of steps that the schema knows of is told to those who walk a model: none can be forgotten. */
import { expect, it } from "vitest";
import { type core, z } from "zod";
import { PART_KINDS, STEP_KINDS } from "../../src/model/language/catalogue.js";
import { insideFallback, type StepData } from "../../src/model/language/kinds.js";
import type { Model } from "../../src/model/language/model.js";
import type { Language } from "../../src/model/language/policies.js";
import { traffic } from "../../src/model/traffic/traffic.js";

const steps = z.array(z.custom<StepData>());
const language: Language = { steps };

interface Sample {
  readonly data: unknown; // Undefined: may be left out, and is.
  readonly lists: readonly (readonly (string | number)[])[]; // Where lists of steps stand in it.
}

const WORDS = ["web.a", "web", "100%", 1, "1ms", "1/s", "1KB", true, { time: "1ms" }, ["web"], ["web", "web"]];

/** The smallest data that a schema accepts, and every list of steps that it may have. */
function sampleOf(schema: core.$ZodType): Sample {
  if (schema === steps) return { data: [{ delay: "1ms" }], lists: [[]] };
  const { def } = (schema as core.$ZodTypes)._zod;
  if (def.type === "lazy") return sampleOf(def.getter());
  if (def.type === "optional" || def.type === "default" || def.type === "prefault") {
    const inner = sampleOf(def.innerType);
    return inner.lists.length === 0 ? { data: undefined, lists: [] } : inner;
  }
  if (def.type === "pipe" && sampleOf(def.in).lists.length > 0) return sampleOf(def.in);
  if (def.type === "array") return under([[0, sampleOf(def.element)]], ([[, item]]) => [item]);
  if (def.type === "record") return under([["web", sampleOf(def.valueType)]], Object.fromEntries);
  if (def.type === "object")
    return under(
      Object.entries(def.shape).map(([key, value]) => [key, sampleOf(value)]),
      (entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    );
  if (def.type === "union") {
    const held = def.options.map(sampleOf).find(({ lists }) => lists.length > 0);
    if (held !== undefined) return held;
  }
  if (def.type === "enum") return { data: Object.values(def.entries)[0], lists: [] };
  return { data: WORDS.find((word) => z.safeParse(schema as z.ZodType, word).success), lists: [] };
}

type Entries = readonly (readonly [string | number, Sample])[];
const under = (entries: Entries, of: (all: [string | number, unknown][]) => unknown): Sample => ({
  data: of(entries.map(([key, { data }]) => [key, data])),
  lists: entries.flatMap(([key, { lists }]) => lists.map((path) => [key, ...path])),
});

const parsed = (schema: z.ZodType, { data }: Sample): never => schema.parse(data) as never;
const sorted = (paths: readonly (readonly (string | number)[])[]): string[] =>
  paths.map((path) => path.join(".")).sort();

/** Any name is that of a part that has the options of all of them. */
const parts = new Proxy({} as Model["parts"], {
  get: () =>
    Object.assign({}, ...PART_KINDS.map((kind) => parsed(kind.options(language), sampleOf(kind.options(language))))),
});

it.each(STEP_KINDS.map((kind) => [kind.verb, kind] as const))("of the step `%s`", (_, kind) => {
  const schema = kind.schema(language);
  const sample = sampleOf(schema);
  const told = kind.inside(parsed(schema, sample), { parts } as Model);
  expect(sorted(told.map((list) => list.under))).toEqual(sorted(sample.lists));
});

it.each(PART_KINDS.map((kind) => [kind.type, kind] as const))("of the part `%s`", (_, kind) => {
  const schema = kind.options(language);
  const sample = sampleOf(schema);
  const told = kind.entries?.(parsed(schema, sample)) ?? [];
  expect(sorted(told.map((entry) => entry.under))).toEqual(sorted(sample.lists));
});

it("of traffic", () => {
  const schema = traffic(language);
  const sample = sampleOf(schema);
  expect(sorted(sample.lists)).toEqual(["fallback"]);
  expect(insideFallback({ fallback: [] }).map(({ under }) => under)).toEqual(sample.lists);
});

it("finds some, so that it can miss some", () => {
  const found = STEP_KINDS.map((kind) => [kind.verb, sorted(sampleOf(kind.schema(language)).lists)]);
  expect(Object.fromEntries(found)).toMatchObject({
    cpu: [],
    repeat: ["steps"],
    parallel: ["parallel.0.steps"],
    call: ["fallback"],
    get: ["miss"],
  });
});
