/** Headroom as a library, as a user's tests call it. */
import { expect, expectTypeOf, it } from "vitest";
import type { Findings } from "../../src/analysis/findings/findings.js";
import { verdict } from "../../src/analysis/verdicts/study-verdict.js";
import * as library from "../../src/index.js";
import { defineExperiment } from "../../src/library/define-experiment.js";
import { defineModel } from "../../src/library/define-model.js";
import { type Options, run } from "../../src/library/run.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

const SHORT: Options = { duration: "1min", warmUp: "5s", replications: 3 };
const SHOP = {
  version: 1,
  traffic: { users: { rate: "100/s", to: "web.page" } },
  parts: { web: { type: "service", threads: 4, endpoints: { page: [{ delay: "exponential(10ms)" }] } } },
  objectives: { latency: "p(99) < 300ms" },
} as const;

it("exports these names and no others: what is published stays", () =>
  expect(Object.keys(library).sort()).toEqual([
    ...["CutShort", "InvalidInput", "charts", "compile", "defineExperiment", "defineModel", "html", "markdown"],
    ...["memoryFiles", "modelSchema", "nodeFiles", "openStudy", "readModel", "render", "run", "runStudy", "threads"],
    ...["toJson", "verdict"],
  ]));

it("a model in three lines: verdict, figures and their intervals", async () => {
  const found = await run(defineModel(SHOP), { ...SHORT, figures: ["p90 of web.page"] });
  expectTypeOf(found).toEqualTypeOf<Findings>();
  expect([verdict(found), found.window.replications]).toEqual(["met", 3]);
  const { low, high } = found.variants[0].figures!["p90 of web.page"]!;
  expect(low).toBeGreaterThan(15);
  expect(high).toBeLessThan(35);
});

it("the same seed gives the same findings: of data, YAML, a file that was read, and on other threads", async () => {
  const found = await run(defineModel(SHOP), SHORT);
  const { model } = readModel("shop.yaml", memoryFiles({ "shop.yaml": JSON.stringify(SHOP) }));
  expect(await run(defineModel(JSON.stringify(SHOP)), SHORT)).toEqual(found);
  expect(await run(model!, { ...SHORT, seed: 1 })).toEqual(found);
  expect((await run(defineModel(SHOP), { ...SHORT, seed: 2 })).variants[0].all).not.toEqual(found.variants[0].all);
});

it("an experiment is judged by its claims", async () => {
  const experiment = defineExperiment({
    version: 1,
    title: "Threads",
    base: { ...SHOP, objectives: { latency: "p(99) < 1ms" } },
    over: { "web.threads": [2, 4] },
    claims: ["p99{threads 4} < p99{threads 2}"],
  });
  const found = await run(experiment, { ...SHORT, replications: 8 });
  expect(found.variants.map(({ name }) => name)).toEqual(["threads 2", "threads 4"]);
  expect([verdict(found), found.variants[1]!.verdict]).toEqual(["met", "missed"]);
  const { title, question } = await run("test/cli/fixtures/experiment.yaml", SHORT);
  expect([title, question].join()).toMatch(/\w/);
});

it("all mistakes are thrown at once: in the model, its objectives, and the options", async () => {
  const wrong = { ...SHOP, objectives: { latency: "p(99) < 1 apple", erors: "rate < 1%" } };
  expect(() => defineModel(wrong)).toThrow(
    /model\.json:23:5: error: latency is not measured in "apple"[\s\S]*write `errors: \[rate < 1%\]`[\s\S]*2 errors/,
  );
  const options = { replications: 0, duration: "5", figurs: [] } as Options;
  await expect(run(defineModel(SHOP), options)).rejects.toThrow(
    /no option "figurs"[\s\S]*"figures"\?[\s\S]*duration: [\s\S]*replications: must be[\s\S]*3 errors/,
  );
  await expect(run(defineModel(SHOP), { figures: ["p99 of web.pag"] })).rejects.toThrow(/did you mean\s+web\.page/);
  await expect(run(SHOP as never)).rejects.toThrow("what defineModel or defineExperiment returns");
  await expect(run("no-file.yaml", { replications: 0 })).rejects.toThrow(/replications[\s\S]*no file "no-file.yaml"/);
});
