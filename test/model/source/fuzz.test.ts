/** Whatever stands in a file: no exception, no endless loop, and every complaint says something. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { count, distribution, duration, percent } from "../../../src/model/language/values/index.js";
import { fromZod, load, memoryFiles, render } from "../../../src/model/source/index.js";

const steps: z.ZodType = z.lazy(() =>
  z.array(
    z.union([z.strictObject({ cpu: distribution() }), z.strictObject({ get: z.string(), miss: steps.optional() })]),
  ),
);
const schema = z.strictObject({
  version: z.literal(1),
  parts: z.record(
    z.string().regex(/^\w+$/),
    z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("service"), cores: count({ min: 1 }), steps: steps.optional() }),
      z.strictObject({ type: z.literal("cache"), hit: percent(), time: z.union([z.literal("none"), duration()]) }),
    ]),
  ),
});

function check(texts: Record<string, string>): void {
  const { data, diagnostics, locate, textOf } = load("a.yaml", memoryFiles(texts));
  const issues = schema.safeParse(data).error?.issues ?? [];
  const all = [...diagnostics, ...fromZod(issues, { schema, data, locate })];
  if (issues.length > 0) expect(all).not.toEqual([]);
  for (const { message, location, hint } of all) {
    expect(message.trim().length).toBeGreaterThan(3);
    expect(message).not.toMatch(/undefined|\[object/);
    expect(hint).not.toBe("");
    if (location === null) continue;
    expect(texts).toHaveProperty([location.file]);
    const line = texts[location.file]!.split("\n")[location.line - 1]!;
    expect(location.column).toBeGreaterThanOrEqual(1);
    expect(location.column + location.length).toBeLessThanOrEqual(line.length + 2);
  }
  for (const line of render(all, textOf).split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
}

const word = fc.constantFrom(
  ..."version parts type service cache cores steps hit time cpu get miss extends none 1 90% 3ms 0 null".split(" "),
  ..."lognormal(mean 4ms, p99 20ms)|a.yaml|b.yaml|exponential(|&x|*x|<<|!t|'|\"|#|- |: |? |, |{ |} |[ |] |\n|\n  |\n    |\t| | |>|---\n|%|@".split(
    "|",
  ),
);

it("arbitrary text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => check({ "a.yaml": text })),
    { numRuns: 200 },
  );
});

it("fragments of YAML", () => {
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(""));
  const two = fc.tuple(text, text);
  fc.assert(
    fc.property(two, ([a, b]) => check({ "a.yaml": a, "b.yaml": b })),
    { numRuns: 1000 },
  );
});

it("data of about the right form", () => {
  const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.double());
  const key = fc.constantFrom(
    "version",
    "parts",
    "web",
    "type",
    "cores",
    "steps",
    "hit",
    "time",
    "cpu",
    "get",
    "miss",
    "extends",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      scalar,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  const model = fc.record({
    version: scalar,
    parts: fc.dictionary(
      fc.string({ maxLength: 4 }),
      fc.record({ type: word, cores: tree, steps: tree, hit: tree, time: tree }, { requiredKeys: [] }),
    ),
  });
  fc.assert(
    fc.property(model, (data) => check({ "a.yaml": JSON.stringify(data, null, 1) })),
    { numRuns: 400 },
  );
});
