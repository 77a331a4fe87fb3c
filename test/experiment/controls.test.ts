/** Control variates on real runs: they find the truth, and they keep out of what they do not know. */
import { describe, expect, it } from "vitest";
import type { VariantFindings } from "../../src/analysis/findings.js";
import { openStudy } from "../../src/experiment/open-study.js";
import { runStudy } from "../../src/experiment/run-study.js";
import { threads } from "../../src/experiment/threads.js";
import { memoryFiles } from "../../src/model/source/index.js";

const run = "run: { duration: 40s, warm-up: 5s, replications: 10 }";
const model = (traffic: string, web: string, page: string): string =>
  `version: 1\n${run}\ntraffic: { users: { ${traffic}, to: web.page } }\nparts: { web: { type: service, ${web}, endpoints: { page: [${page}] } } }`;

async function found(text: string): Promise<VariantFindings> {
  const { study } = openStudy("model.yaml", memoryFiles({ "model.yaml": text }), {});
  return (await runStudy(study!, threads(1))).variants[0]!;
}

it("M/G/1-PS: E[S] ÷ (1 − ρ) = 10 ms, and a narrower interval", async () => {
  const { controls, all } = await found(model("rate: 100/s", "cores: 1", "{ cpu: exponential(5ms) }"));
  expect(controls?.used).toEqual(["arrivals", "web cores"]);
  expect(controls!.gain).toBeGreaterThan(1.5);
  expect(all.latencyMs.mean).toEqual(controls!.mean);
  expect(controls!.mean.low).toBeLessThan(10);
  expect(controls!.mean.high).toBeGreaterThan(10);
});

describe("not where the mean is not known", () => {
  it.each([
    ["constant arrivals: nothing varies", "rate: 100/s, arrivals: constant", "cores: 1", "{ cpu: 5ms }"],
    ["closed users", "users: 5, think: 50ms", "cores: 1", "{ cpu: exponential(5ms) }"],
    ["a rate that changes", "rate: { wave: { mean: 50/s, swing: 20/s, period: 10s } }", "cores: 1", "{ cpu: 5ms }"],
  ])("%s", async (_, traffic, web, page) => expect((await found(model(traffic, web, page))).controls).toBeNull());

  it("retries repeat work, contention slows it: only the arrivals are known", async () => {
    const retried =
      "{ call: web.flaky, retry: { attempts: 3 }, fallback: continue }], flaky: [{ cpu: exponential(5ms) }, { fail: 5% }";
    for (const [web, page] of [
      ["cores: 1", retried],
      ["cores: 1, contention: 1%", "{ cpu: exponential(5ms) }"],
    ] as const)
      expect((await found(model("rate: 100/s", web, page))).controls?.used ?? ["arrivals"]).toEqual(["arrivals"]);
  });
});
