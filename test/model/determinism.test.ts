/** Seeds decide, and nothing else does. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { readModel } from "../../src/model/source/read-model.js";
import { compile, type RunPlan } from "../../src/model/wiring/compile.js";
import { modelOf } from "../simulate.js";
import { arbitraryModel } from "./arbitrary-model.js";

const plan = (seed: string, replication: number): RunPlan => ({
  seed,
  replication,
  warmUpMs: 50,
  durationMs: 300,
  binMs: 50,
  coolDownMs: 100,
});

it("the same seed gives the same measurements, to the last digit", () => {
  const same = (data: unknown): void => {
    const model = modelOf(JSON.stringify(data));
    expect(compile(model, plan("s", 3)).simulate()).toEqual(compile(model, plan("s", 3)).simulate());
  };
  fc.assert(fc.property(arbitraryModel, same), { numRuns: 15 });
});

it("another seed, or another replication, gives other measurements", () => {
  const { model } = readModel("models/shop/7-queue.yaml", nodeFiles);
  const run = (seed: string, replication: number) =>
    JSON.stringify(compile(model!, { ...plan(seed, replication), durationMs: 3000 }).simulate());
  const all = [run("s", 0), run("s", 1), run("t", 0), run("s/1", 0), run("", 0)];
  expect(new Set(all).size).toBe(all.length);
});

it("two systems of one model do not disturb each other", () => {
  const { model } = readModel("models/shop/7-queue.yaml", nodeFiles);
  const [first, second] = [compile(model!, plan("s", 0)), compile(model!, plan("s", 0))];
  expect(second.simulate()).toEqual(first.simulate());
});
