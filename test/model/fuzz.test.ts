/** Whatever stands in a file: no exception, no work without end, a complaint that says something; and what is valid also runs. */

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import type { Model } from "../../src/model/language/model.js";
import { memoryFiles, render } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { compile } from "../../src/model/wiring/compile.js";
import { expectLawful } from "../simulate.js";

const shop = readdirSync("models/shop").filter((file) => file.endsWith(".yaml"));
const texts: Record<string, string> = Object.fromEntries([
  ...shop.map((file) => [file, readFileSync(`models/shop/${file}`, "utf8")]),
  ["w3.yaml", readFileSync("models/bench/w3.yaml", "utf8")],
  ["counts.csv", "minute,requests\n10:00,50\n10:01,70\n10:02,x\n"],
]);
const experiment = `
version: 1
title: A small question
variants: { one: 1-one-machine.yaml, queue: 7-queue.yaml }
traffic: { shoppers: { rate: { trace: counts.csv, every: 1s, scale: 50% } } }
objectives: { latency: [p(99) < 1s], errors: [rate < 1%] }
run: { warm-up: 1s, replications: 2, seed: x }
spike: { from: 1s, to: 2s, label: the spike }
load: { rates: [10/s, 20/s], duration: 10s, warm-up: 1s, replications: 2 }
claims: ["p99{queue} < p99{one}", "verdict{one} is missed"]
notes: [made up]
`;

const READS_AT_MOST = 100; // Of files, for one text; 16 were seen in 2,100. A file that extends itself would have no end.
const EVENTS_AT_MOST = 10_000; // In the 30 ms that are simulated of a small model; 195 were seen.

function checked(text: string): void {
  let reads = 0;
  const { read, ...rest } = memoryFiles({ ...texts, "a.yaml": text });
  const counted = (path: string): string | null => {
    reads++;
    return read(path);
  };
  const files = { ...rest, read: counted };
  const { model, diagnostics, source } = readModel("a.yaml", files);
  if (model === null) expect(diagnostics.length).toBeGreaterThan(0);
  for (const { message } of diagnostics) expect(message).not.toMatch(/undefined|NaN|\[object/);
  render(diagnostics, source.textOf, { color: false, width: 80 });
  const study = openStudy("a.yaml", files, {});
  expect(study.study === null).toBe(study.diagnostics.some(({ severity }) => severity === "error"));
  render(study.diagnostics, study.textOf, { color: false, width: 80 });
  if (model !== null && isSmall(model)) run(model);
  for (const { model } of study.study?.variants ?? []) if (isSmall(model)) run(model);
  expect(reads).toBeLessThanOrEqual(READS_AT_MOST);
}

/** Closed users whose requests fail at once ask for ever at one instant; a huge rate is a long run, not a wrong one. */
const isSmall = ({ traffic }: Model): boolean =>
  Object.values(traffic).every(({ rate }) => typeof rate === "number" && rate <= 5000);

function run(model: Model): void {
  const plan = { seed: "1", replication: 0, warmUpMs: 5, durationMs: 20, binMs: 5, coolDownMs: 5 };
  const measured = compile(model, plan).simulate();
  expectLawful(measured);
  if (measured.cutShort === null) expect(measured.events).toBeLessThanOrEqual(EVENTS_AT_MOST);
}

const scalar = fc.constantFrom<unknown>(
  ..."1 0 -1 1.5 4ms 0ms 40/s 50% 100% 200% none all unlimited web shop-db web.browse shop-db.product box constructor __proto__ continue full".split(
    " ",
  ),
  ..."lognormal(mean 4ms, p99 20ms)|exponential(1ms)|exponential(|p(99) < 1s|empirical(counts.csv)|1-one-machine.yaml|a.yaml||🙂|<<|1e999|999999999999".split(
    "|",
  ),
  0,
  1,
  -1,
  2.5,
  1e9,
  true,
  false,
  null,
  [],
  {},
  [1],
  { type: "cache" },
  [{ delay: "1ms" }],
  [{ call: "web.browse" }],
);

interface Mutation {
  readonly at: number;
  readonly deed: "delete" | "replace" | "rename" | "copy" | "nest";
  readonly value: unknown;
  readonly from: number;
}
const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(10_000),
  deed: fc.constantFrom("delete", "replace", "rename", "copy", "nest"),
  value: scalar,
  from: fc.nat(10_000),
});

/** Every map and list inside, with the keys in it. */
function places(data: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof data !== "object" || data === null) return [];
  const holder = data as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
}

function mutate(data: unknown, { at, deed, value, from }: Mutation): void {
  const all = places(data);
  if (all.length === 0) return;
  const { holder, key } = all[at % all.length]!;
  const other = all[from % all.length]!;
  if (deed === "delete") delete holder[key];
  else if (deed === "replace") holder[key] = value;
  else if (deed === "nest") holder[key] = [holder[key]];
  else if (deed === "copy") holder[key] = structuredClone(other.holder[other.key]);
  else if (!Array.isArray(holder)) {
    holder[String(other.key)] = holder[key];
    delete holder[key];
  }
}

const bases = [...Object.values(texts).filter((text) => text.includes("version")), experiment];

it("a valid file with a few things deleted, replaced, renamed, copied or nested", () => {
  const mutated = fc
    .tuple(fc.constantFrom(...bases), fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([base, mutations]) => {
      const data: unknown = parse(base);
      for (const one of mutations) mutate(data, one);
      return data;
    });
  fc.assert(
    fc.property(mutated, (data) => checked(stringify(data, { aliasDuplicateObjects: false }))),
    { numRuns: 80 },
  );
});

it("a valid text with a few characters or lines changed", () => {
  const edit = fc.record({
    at: fc.nat(3000),
    length: fc.nat(12),
    text: fc.constantFrom(
      "",
      " ",
      "\n",
      "  ",
      ":",
      "- ",
      "{",
      "}",
      "[",
      "]",
      "'",
      '"',
      "#",
      "&a ",
      "*a",
      "!t ",
      "\t",
      "%",
      "0",
      "extends: a.yaml\n",
      "🙂",
    ),
  });
  const edited = fc
    .tuple(fc.constantFrom(...bases), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([base, edits]) =>
      edits.reduce((text, { at, length, text: inserted }) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + inserted + text.slice(start + length);
      }, base),
    );
  fc.assert(fc.property(edited, checked), { numRuns: 80 });
});

it("any YAML at all", () => {
  const key = fc.constantFrom(
    "version",
    "traffic",
    "parts",
    "variants",
    "title",
    "rate",
    "to",
    "type",
    "endpoints",
    "extends",
    "run",
    "load",
    "objectives",
    "users",
    "__proto__",
    "",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (data) => checked(stringify(data, { aliasDuplicateObjects: false }) ?? "")),
    { numRuns: 80 },
  );
});

it("deep nesting is told, not followed until the stack ends", () => {
  for (const depth of [5, 20, 31, 200, 5000])
    for (const open of [
      "{ repeat: 1, steps: [",
      "{ query: shop-db.product, fallback: [",
      "{ choose: [{ share: 100%, steps: [",
    ]) {
      const closing = [...open]
        .reverse()
        .flatMap((c) => (c === "{" ? " }" : c === "[" ? "]" : ""))
        .join("");
      const steps = open.repeat(depth) + closing.repeat(depth);
      checked(`extends: 1-one-machine.yaml\nparts: { web: { endpoints: { search: [${steps}] } } }`);
    }
});
