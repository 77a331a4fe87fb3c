/** What changes, as the files say it. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { changedPaths, listChanges, writeValue } from "../../src/experiment/diff/changed-paths.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

const MODEL = `version: 1
name: Before
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, threads: 4, endpoints: { page: [{ cpu: 3ms }, { query: db.read }] } }
  db: { type: database, pool: { connections: 20, acquire: 1s }, queries: { read: { time: 4ms } } }
`;

function between(before: string, after: string): string[] {
  const [a, b] = [before, after].map((text) => readModel("m.yaml", memoryFiles({ "m.yaml": text })));
  return changedPaths(a.source.data, b.source, a.model!, b.model!).map(({ sign, path, before, after }) =>
    [sign, path, before ?? "", after ?? ""].join("|"),
  );
}

it("says the line of each change, also in a file that is extended, and of what is removed where it is missing", () => {
  const proposal = `extends: base.yaml
parts:
  web:
    threads: 9
    endpoints: { page: [{ cpu: 3ms }] }
  db:
    pool: null
    queries:
      read: { time: 5ms, write: true }
links:
  line: { between: [web, db], time: 1ms }
`;
  const files = memoryFiles({ "base.yaml": MODEL, "p.yaml": proposal });
  const [a, b] = ["base.yaml", "p.yaml"].map((file) => readModel(file, files));
  const found = changedPaths(a!.source.data, b!.source, a!.model!, b!.model!);
  expect(found.map(({ sign, path, place }) => [sign, path, place?.file, place?.line])).toEqual([
    ["~", "parts.web.threads", "p.yaml", 4],
    ["-", "parts.web.endpoints.page.1", "p.yaml", 5],
    ["-", "parts.db.pool", "p.yaml", 6],
    ["~", "parts.db.queries.read.time", "p.yaml", 9],
    ["+", "parts.db.queries.read.write", "p.yaml", 9],
    ["+", "links.line", "p.yaml", 11],
  ]);
});

it("tells values with their units, and steps that were put in", () => {
  const after = MODEL.replace("connections: 20", "connections: 40")
    .replace("threads: 4", "threads: 4, balance: random")
    .replace("[{ cpu: 3ms }, ", "[{ cpu: 3ms }, { delay: 1ms }, ");
  expect(between(MODEL, after)).toEqual([
    "+|parts.web.endpoints.page.1||{ delay: 1ms }",
    "+|parts.web.balance||random",
    "~|parts.db.pool.connections|20|40",
  ]);
});

it("tells links by their section", () => {
  const linked = `${MODEL}links: { line: { between: [web, db], time: 1ms } }\n`;
  expect(between(MODEL, linked)).toEqual(["+|links.line||{ between: [web, db], time: 1ms }"]);
  expect(between(linked, linked.replace("1ms }", "2ms }"))).toEqual(["~|links.line.time|1ms|2ms"]);
});

it("the same said otherwise, or a default written out, is no change, nor is a name", () => {
  const other = MODEL.replace("acquire: 1s", "acquire: 1000ms")
    .replace("threads: 4", "threads: 4, instances: 1")
    .replace("name: Before", "name: After\ndescription: The same in other words");
  expect(between(MODEL, other)).toEqual([]);
});

const json = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 });

it("a list becomes the other when what was removed goes and what was added comes", () =>
  fc.assert(
    fc.property(json, json, (before, after) => {
      const found = listChanges(before, after, []);
      const removed = new Set(found.flatMap(({ sign, path }) => (sign === "-" ? [path[0]] : [])));
      const list: unknown[] = before.filter((_, i) => !removed.has(i));
      for (const { sign, path, after } of found) if (sign === "+") list.splice(Number(path[0]), 0, after);
      expect(list).toEqual(after);
    }),
  ));

it("of an item that is replaced, the old one stands first", () =>
  expect(listChanges(["a", "b"], ["a", "c"], []).map(({ sign, path }) => [sign, ...path])).toEqual([
    ["-", 1],
    ["+", 1],
  ]));

it("a written value reads back as itself", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab1%:#,{[ '\"-\n") });
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      text.filter((each) => typeof parse(`[${writeValue(each)}]`)[0] === "string"), // "1" reads as a number.
      fc.integer(),
      fc.boolean(),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9.-]*$/), tie("any"), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;
  fc.assert(fc.property(value, (each) => void expect(parse(`[${writeValue(each)}]`)).toEqual([each])));
});
