import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as v from "../../../src/model/language/values/index.js";
import { fromZod, load, memoryFiles, render } from "../../../src/model/source/index.js";
import { ourWord } from "../../../src/model/source/other-words.js";

const steps: z.ZodType = z.lazy(() =>
  z.array(
    z.union([
      z.strictObject({ cpu: v.distribution() }),
      z.strictObject({ get: z.string(), key: z.string(), miss: steps.optional() }),
      z.strictObject({ query: z.string(), timeout: v.duration().optional() }),
      z.strictObject({ race: z.array(z.string()), rest: z.enum(["stops", "goes-on"]).default("stops") }),
      z.strictObject({
        call: z.string(),
        timeout: z.union([z.literal("never"), v.duration()]).optional(),
        fallback: z.union([z.literal("continue"), steps]).optional(),
        jitter: z.union([z.enum(["none", "full"]), z.strictObject({ from: v.percent(), to: v.percent() })]).optional(),
      }),
    ]),
  ),
);

const service = z.strictObject({
  type: z.literal("service"),
  instances: v.count({ min: 1 }).default(1),
  balance: z.enum(["random", "least-connections"]).optional(),
  endpoints: z.record(z.string(), steps).optional(),
});
const cache = z
  .strictObject({ type: z.literal("cache"), hit: v.percent(), time: v.distribution().prefault("1ms") })
  .refine((part) => part.hit < 1, { error: "a cache that never misses hides its database", path: ["hit"] });

const schema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(3).optional(),
  rate: v.rate(),
  tags: z.array(z.string()).min(1).max(2).optional(),
  parts: z.record(
    z.string().regex(/^[a-z]+$/, "a name has small letters only"),
    z.discriminatedUnion("type", [service, cache]),
  ),
});

/** `line:column: message · hint` of what the schema finds. */
function found(text: string): string[] {
  const { data, locate, diagnostics } = load("a.yaml", memoryFiles({ "a.yaml": text }));
  expect(diagnostics).toEqual([]);
  const issues = schema.safeParse(data).error?.issues ?? [];
  return fromZod(issues, { schema, data, locate }).map(
    ({ location, message, hint }) => `${location?.line}:${location?.column}: ${message}${hint ? ` · ${hint}` : ""}`,
  );
}

const top = "version: 1\nrate: 8/s\n";
const part = (lines: string) => found(`${top}parts:\n  web:\n    type: service\n${lines}`);
const step = (line: string) => part(`    endpoints:\n      browse:\n        - ${line}`);

describe("keys", () => {
  it("one that other systems call so is known by its own name, where that can stand", () => {
    expect(ourWord("visibility-timeout", ["workers", "lease"])).toBe("lease");
    expect(ourWord("queue", ["service", "work-queue"])).toBe("work-queue");
    expect(ourWord("visibility-timeout", ["workers"])).toBeNull();
    expect(ourWord("constructor", ["workers"])).toBeNull();
  });

  it("an unknown one is shown at the key, with the nearest known", () => {
    expect(part("    instnaces: 2")).toEqual(['6:5: unknown key "instnaces" · did you mean "instances"?']);
    expect(part("    colour: 2")).toEqual([
      '6:5: unknown key "colour" · known here: type, instances, balance or endpoints',
    ]);
  });

  it("a missing one is shown at the map that lacks it", () => {
    expect(found("version: 1\nparts:\n  c:\n    type: cache")).toEqual([
      '1:1: "rate" is missing · expected a rate such as 800/s',
      '3:3: "hit" is missing · expected a percentage such as 90%',
    ]);
  });

  it("a slip is not also something missing", () => {
    expect(found("version: 1\nraet: 8/s\nparts: {}")).toEqual(['2:1: unknown key "raet" · did you mean "rate"?']);
  });

  it("a name that may not be one", () => {
    expect(found(`${top}parts:\n  Web: { type: service }`)).toEqual(["4:3: a name has small letters only"]);
  });
});

describe("values", () => {
  it.each([
    [`${top}parts: 3`, "3:8: expected a map, found the number 3"],
    [`${top}parts: []`, "3:8: expected a map, found an empty list"],
    [`${top}parts:`, "3:7: expected a map, found nothing (null)"],
    ["version: 2\nrate: 8/s\nparts: {}", "1:10: expected 1, found the number 2"],
    [`${top}name: 3\nparts: {}`, "3:7: expected text, found the number 3"],
    [`${top}name: ab\nparts: {}`, '3:7: must have at least 3 characters, found "ab"'],
    [
      `${top}tags: { a: b }\nparts: {}`,
      "3:7: expected a list, found a map · write [ ] around it, or each entry on a line of its own that begins with -",
    ],
    [`${top}tags: []\nparts: {}`, "3:7: needs at least 1 item, found 0"],
    [`${top}tags: [a, b, c]\nparts: {}`, "3:7: needs at most 2 items, found 3"],
    ["version: 1\nrate: 800\nparts: {}", '2:7: "800" needs a unit: /s, /min, /h, /d · did you mean 800/s?'],
    [`${top}parts:\n  c: { type: cache, hit: 100% }`, "4:26: a cache that never misses hides its database"],
  ])("%j", (text, expected) => expect(found(text)).toEqual([expected]));

  it("of a list of words: the list, and the nearest", () => {
    expect(part("    balance: leastconnections")).toEqual([
      '6:14: expected random or least-connections, found "leastconnections" · did you mean "least-connections"?',
    ]);
  });

  it("the caret is inside the text, in quotes too", () => {
    expect(step("cpu: lognormal(maen 3ms, p99 20ms)")).toEqual(['8:26: unknown keyword "maen" · did you mean "mean"?']);
    expect(step('cpu: "3 sec"')).toEqual(['8:19: unknown unit "sec" · did you mean 3s?']);
    expect(step('cpu: "\\u0033 sec"')).toEqual(['8:16: unknown unit "sec" · did you mean 3s?']); // Escapes: the whole.
  });
});

describe("a union tells only of the option that was meant", () => {
  it("by the word that tells options apart", () => {
    expect(found(`${top}parts:\n  c: { type: cahce, hit: 90% }`)).toEqual([
      '4:14: expected service or cache, found "cahce" · did you mean "cache"?',
    ]);
    expect(found(`${top}parts:\n  c: { hit: 90% }`)).toEqual(['4:3: "type" is missing · expected service or cache']);
    expect(found(`${top}parts:\n  c: { type: cache, hit: 0.9 }`)).toEqual([
      '4:26: "0.9" needs a unit: % · did you mean 90%?',
    ]);
  });

  it("by the key that only one option has", () => {
    expect(step("{ get: catalogue }")).toEqual(['8:11: "key" is missing · expected text']);
    expect(step("{ query: x, timeout: 3 }")).toEqual([expect.stringContaining('8:32: "3" needs a unit')]);
    expect(step("{ call: x, fallback: [{ query: y, timeout: 3 }] }")).toEqual([
      expect.stringContaining('8:54: "3" needs'),
    ]);
  });

  it("though a word is wrong that only it may have", () =>
    expect(step("{ race: [a, b], rest: halts }")).toEqual(['8:33: expected stops or goes-on, found "halts"']));

  it("by a literal that agrees, in a union that is not declared to be told apart by it", () => {
    const shapes = z.union([
      z.strictObject({ shape: z.literal("step"), to: v.rate(), at: v.duration() }),
      z.strictObject({ shape: z.literal("ramp"), to: v.rate() }),
    ]);
    const data = { shape: "step", to: 3 };
    const diagnostics = fromZod(shapes.safeParse(data).error!.issues, { schema: shapes, data, locate: () => null });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '"3" needs a unit: /s, /min, /h, /d',
      '"at" is missing',
    ]);
  });

  it("by that key mistyped", () => {
    expect(step("{ cal: x, fallback: continue }")).toEqual(['8:13: unknown key "cal" · did you mean "call"?']);
    expect(step("{ qeury: x, timeout: 3s }")).toEqual(['8:13: unknown key "qeury" · did you mean "query"?']);
  });

  it("by kind, or by the nearest fixed word", () => {
    expect(step("{ call: x, fallback: contineu }")).toEqual([
      '8:32: expected continue, found "contineu" · did you mean "continue"?',
    ]);
    expect(step("{ call: x, timeout: nevr }")).toEqual(['8:31: expected never, found "nevr" · did you mean "never"?']);
    expect(step("{ call: x, timeout: 3 sec }")).toEqual(['8:33: unknown unit "sec" · did you mean 3s?']);
    expect(step("{ call: x, jitter: {} }")).toEqual([
      '8:22: "from" is missing · expected a percentage such as 90%',
      '8:22: "to" is missing · expected a percentage such as 90%',
    ]);
    expect(step("{ call: x, fallback: [{ cpu: 3 }] }")).toEqual([expect.stringContaining('8:40: "3" needs a unit')]);
  });

  it("and when nothing tells, of what would have", () => {
    expect(step("{ wait: 3s }")).toEqual([
      '8:11: expected a map with one of cpu, get, query, race or call · found "wait"',
    ]);
    expect(step("{ timeout: 3s }")).toEqual([
      '8:11: expected a map with one of cpu, get, query, race or call · found "timeout"',
    ]);
    expect(step("3s")).toEqual(['8:11: expected a map, found "3s"']);
  });
});

it("everything wrong in a file, at once", () => {
  const text = [
    "version: 1",
    "rate: 800",
    "parts:",
    "  web:",
    "    type: service",
    "    endpoints:",
    "      browse:",
    "        - cpu: lognormal(mean 4ms, p99 20sec)",
    "        - gett: catalogue",
    "          key: product",
    "  catalogue: { type: cache, hitt: 90% }",
  ].join("\n");
  const { data, locate, textOf } = load("a.yaml", memoryFiles({ "a.yaml": text }));
  const diagnostics = fromZod(schema.safeParse(data).error!.issues, { schema, data, locate });
  expect(`\n${render(diagnostics, textOf)}\n`).toBe(`
a.yaml:2:7: error: "800" needs a unit: /s, /min, /h, /d
   2 | rate: 800
     |       ^^^
     did you mean 800/s?

a.yaml:8:42: error: unknown unit "sec"
   8 |         - cpu: lognormal(mean 4ms, p99 20sec)
     |                                          ^^^
     write "lognormal(mean 4ms, p99 20s)"

a.yaml:9:11: error: unknown key "gett"
   9 |         - gett: catalogue
     |           ^^^^
     did you mean "get"?

a.yaml:11:29: error: unknown key "hitt"
  11 |   catalogue: { type: cache, hitt: 90% }
     |                             ^^^^
     did you mean "hit"?

4 errors
`);
});
