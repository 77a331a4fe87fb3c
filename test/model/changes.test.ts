/** What parts propose: valid overlays, in the words of the file, that change what they say. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf } from "../../src/engine/random/moments.js";
import { candidatesOf } from "../../src/experiment/next/candidates.js";
import type { ChangeContext } from "../../src/model/changes/change.js";
import { editSteps } from "../../src/model/changes/edit-steps.js";
import { overlayFile } from "../../src/model/changes/overlay-file.js";
import { scaledText } from "../../src/model/changes/scaled-text.js";
import { readModel } from "../../src/model/read-model.js";
import { changes, memoryFiles } from "../../src/model/source/index.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { distribution } from "../../src/model/values/index.js";

const files = ["shop", "planted", "pool", "replicas", "bench"].flatMap((folder) =>
  readdirSync(`models/${folder}`).map((file) => `models/${folder}/${file}`),
);

describe("every change to every example is a valid model, and another one", () => {
  for (const file of files)
    it(file, () => {
      const before = readModel(file, nodeFiles).model;
      const candidates = candidatesOf(file, "x", nodeFiles);
      expect(candidates.length).toBeGreaterThan(0);
      expect(new Set(candidates.map(({ change }) => change.name)).size).toBe(candidates.length);
      for (const { change, variant, problem } of candidates) {
        expect([change.name, problem]).toEqual([change.name, ""]);
        const parts = changes(before, variant?.model).filter(({ path }) => path[0] !== "name");
        expect(parts.length).toBeGreaterThan(0);
      }
    });
});

it("a step deep inside is edited where it stands, and its whole list is laid over", () => {
  const steps = [{ cpu: "1ms" }, { get: "c", miss: [{ query: "db.a" }, { query: "db.b" }] }];
  const context = { data: { parts: { web: { endpoints: { x: steps } } } } } as unknown as ChangeContext;
  const at = ["parts", "web", "endpoints", "x"];
  const overlay = editSteps(context, [
    { path: [...at, 1, "miss", 1], edit: () => ({ query: "db.z" }) },
    { path: [...at, 0], edit: (step) => ({ choose: step }) },
  ]);
  const edited = [{ choose: { cpu: "1ms" } }, { get: "c", miss: [{ query: "db.a" }, { query: "db.z" }] }];
  expect(overlay).toEqual({ parts: { web: { endpoints: { x: edited } } } });
});

it("work that is taken out of an endpoint twice goes to two queues", () => {
  const base = `version: 1
traffic: { users: { rate: 10/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: 1ms }, { cpu: 9ms }, { cpu: 8ms }] } } }
`;
  const later = (file: string, texts: Record<string, string>) =>
    candidatesOf(file, "x", memoryFiles(texts)).find(({ change }) => change.treats === "heavy work in the path")!;
  const first = later("a.yaml", { "a.yaml": base });
  const { problem, variant } = later("b.yaml", { "a.yaml": base, "b.yaml": overlayFile(first.change, "a.yaml", "x") });
  expect(problem).toBe("");
  expect(Object.keys(variant?.model.parts ?? {})).toEqual(["web", "web-page-later", "web-page-later-2"]);
});

it("a distribution with its durations scaled has its mean scaled", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.constantFrom(0.25, 0.5, 2), (ms, factor) => {
      const mean = (text: string) => meanOf(distribution().parse(text));
      for (const text of [
        `${ms}ms`,
        `${ms}_000us`,
        `.${ms}s`,
        `${ms}e2 μs`,
        `${ms}d`,
        `lognormal(mean ${ms}ms, p99 ${ms * 4}ms)`,
        `erlang(shape 2, mean ${ms}ms)`,
        `uniform(${ms}ms, ${ms * 2}ms)`,
      ])
        expect(mean(scaledText(text, factor) as string) / mean(text) / factor).toBeCloseTo(1, 2);
    }),
  ));

it("what is written without a duration cannot be scaled", () => expect(scaledText("file(times.csv)", 0.5)).toBe(null));
