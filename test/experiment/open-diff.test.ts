/** What is compared when two files are given: odd pairs, and objectives by what they mean. */
import { expect, it } from "vitest";
import { openDiff } from "../../src/experiment/diff/open-diff.js";
import { memoryFiles } from "../../src/model/source/index.js";

const BASE = `version: 1
traffic: { users: { rate: 50/s, mix: { web.page: 90%, web.order: 10% } } }
parts: { web: { type: service, threads: 4, endpoints: { page: [{ cpu: 3ms }], order: [{ cpu: 2ms }] } } }
objectives: { latency: [p(95) < 70ms, med < 9ms], "latency{web.order}": [avg < 500ms], errors: [rate < 1%] }
`;

function opened(base: string, proposal: string, names = ["base.yaml", "proposal.yaml"]) {
  const [one, two] = names as [string, string];
  const { diff, diagnostics } = openDiff(one, two, memoryFiles({ [one]: base, [two]: proposal }), {}, 0.02);
  return { diff, said: diagnostics.map(({ message }) => message) };
}

const REWRITTEN = BASE.replace("p(95) < 70ms", "p95 < 0.07s")
  .replace('"latency{web.order}": [avg < 500ms]', '"latency{ web.order }": [mean < 0.5s]')
  .replace("rate < 1%", "rate<0.01");

it("objectives that mean the same are the same, in the words of the proposal", () => {
  const { diff } = opened(BASE, REWRITTEN);
  expect(diff?.changes).toEqual([]);
  expect(diff?.objectives.map(({ expression, asked }) => [expression, asked])).toEqual([
    ["p95 < 0.07s", "both"],
    ["med < 9ms", "both"],
    ["mean < 0.5s", "both"],
    ["rate<0.01", "both"],
  ]);
});

it("one that is relaxed is a change: new here, and no longer asked there", () => {
  const { diff } = opened(BASE, REWRITTEN.replace("0.07s", "0.071s"));
  expect(diff?.changes.length).toBeGreaterThan(0);
  expect(diff?.objectives.flatMap(({ expression, asked }) => (asked === "both" ? [] : [[expression, asked]]))).toEqual([
    ["p95 < 0.071s", "proposal"],
    ["p(95) < 70ms", "base"],
  ]);
});

it("endpoints that are renamed can be compared: each objective stands where its endpoint is", () => {
  const { diff, said } = opened(BASE, BASE.replaceAll("web.order", "web.buy").replace("order: [{", "buy: [{"));
  expect(said).toEqual([]);
  expect(diff?.objectives.map(({ metric, asked }) => [metric, asked])).toContainEqual(["latency{web.buy}", "proposal"]);
});

it("a base of any name is read, and the same file twice", () => {
  expect(opened(BASE, BASE, ["diff.json", "b.yaml"]).diff?.changes).toEqual([]);
  expect(opened(BASE, BASE, ["a.yaml", "a.yaml"]).diff?.changes).toEqual([]);
});

it("an experiment is told as one, a missing file once, and what is left without its part where it stands", () => {
  const experiment = "version: 1\ntitle: A question\nvariants: { one: one.yaml }\n";
  expect(opened(BASE, experiment).said).toEqual([`"proposal.yaml" is an experiment; give one of its models`]);
  const gone = openDiff("no.yaml", "no.yaml", memoryFiles({}), {}, 0.02);
  expect(gone.diagnostics.map(({ message }) => message)).toEqual([`there is no file "no.yaml"`]);
  const { said } = opened(BASE, "extends: base.yaml\nparts: { web: null }\n");
  expect(said).toContain('there is no part "web"');
});

it("says what else changes with the parts, and by whose word both are run", () => {
  const notes = (after: string) => opened(`${BASE}run: { duration: 9s }\n`, after).diff?.notes;
  expect(notes(`${BASE}run: { duration: 9s }\n`)).toEqual([]);
  expect(notes(`${BASE}run: { duration: 8s }\n`)).toEqual([
    "Both were simulated as the base's `run` and the flags say.",
  ]);
  expect(notes(`${BASE.replace("50/s", "60/s")}run: { duration: 9s }\n`)).toEqual([
    "The traffic changes too, so the effect is not that of the parts alone.",
  ]);
});
