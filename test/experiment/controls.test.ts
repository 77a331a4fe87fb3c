/** Control variates on real runs: they find the truth, and they keep out of what they do not know. */
import { describe, expect, it } from "vitest";
import type { VariantFindings } from "../../src/analysis/findings/findings.js";
import { erlangGaps, gim1 } from "../../src/analysis/theory/gim1.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { controlFindings } from "../../src/experiment/findings/controls.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { windowJobs } from "../../src/experiment/plan/study.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { mm1 } from "../theory/mm1.js";
import { studyOf } from "./study.js";

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

describe("the analytic twin", () => {
  const tandem = (db: string): string => `version: 1
run: { duration: 60s, warm-up: 5s, replications: 16 }
traffic: { users: { rate: 70/s, to: front.page } }
parts:
  front: { type: service, endpoints: { page: [{ call: web.serve }, { call: db.serve }] } }
  web: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(10ms) }] } }
  db: { type: service, threads: 1, ${db} }`;
  // Poisson departures, every second one to each instance: Erlang-2/M/1 at ρ = 0.7.
  const half = tandem("instances: 2, balance: round-robin, endpoints: { serve: [{ delay: exponential(20ms) }] }");
  const truth = mm1(0.07, 0.1).meanSojourn + gim1(erlangGaps(2, 2 / 0.07), 0.05).meanSojourn;

  it("a station that is solved in a system that is not: the truth, told more narrowly", async () => {
    const { controls, all, endpoints } = await found(half);
    expect(controls?.used).toEqual(["arrivals", "wait at web threads"]);
    expect(controls!.gain).toBeGreaterThan(1.5);
    expect(all.latencyMs.mean.low).toBeLessThan(truth);
    expect(all.latencyMs.mean.high).toBeGreaterThan(truth);
    const plain = endpoints["front.page"]!.latencyMs.mean;
    expect(all.latencyMs.mean.high! - all.latencyMs.mean.low!).toBeLessThan((plain.high! - plain.low!) / 1.2);
  });
  it("not where theory knows it all, and would but repeat itself", async () => {
    const solved = tandem("endpoints: { serve: [{ delay: exponential(10ms) }] }");
    expect((await found(solved)).controls?.used ?? ["arrivals"]).toEqual(["arrivals"]);
  });
  it("not before the station has had time to forget its start", async () => {
    const short = half.replace("warm-up: 5s", "warm-up: 1s");
    expect((await found(short)).controls?.used ?? ["arrivals"]).toEqual(["arrivals"]);
  });
});

describe("not where the mean is not known", () => {
  it.each([
    ["constant arrivals: nothing varies", "rate: 100/s, arrivals: constant", "cores: 1", "{ cpu: 5ms }"],
    ["closed users", "users: 5, think: 50ms", "cores: 1", "{ cpu: exponential(5ms) }"],
    ["a rate that changes", "rate: { wave: { mean: 50/s, swing: 20/s, period: 10s } }", "cores: 1", "{ cpu: 5ms }"],
  ])("%s", async (_, traffic, web, page) => expect((await found(model(traffic, web, page))).controls).toBeNull());

  it("who is turned away does no work: only the arrivals are known", async () => {
    const lossy = await found(model("rate: 100/s", "cores: 1, threads: 1, queue: 15", "{ cpu: exponential(8ms) }"));
    expect(lossy.all.errorRate.value).toBeGreaterThan(0);
    expect(lossy.controls?.used ?? ["arrivals"]).toEqual(["arrivals"]);
  });
  it("nor where the mean has no interval", async () => {
    const heavy = await found(model("rate: 100/s", "threads: 1", '{ delay: "pareto(shape 2.8, mean 5ms)" }'));
    expect(heavy.all.latencyMs.mean).toMatchObject({ low: null, high: null });
    expect(heavy.controls).toBeNull();
  });
  it("nor what is far from what was seen", () => {
    const variant = (rate: string) => studyOf({ "model.yaml": model(`rate: ${rate}`, "cores: 1", "{ cpu: 5ms }") });
    const study = variant("100/s");
    const runs = windowJobs(study, study.variants[0]).map(runJob);
    const all = runs.map(({ endpoints }) => endpoints[0]!);
    expect(controlFindings(study.variants[0].model, runs, all)?.used).toContain("arrivals");
    expect(controlFindings(variant("120/s").variants[0].model, runs, all)).toBeNull();
  });

  it("retries and breakdowns repeat work, contention slows it: only the arrivals are known", async () => {
    const retried =
      "{ call: web.flaky, retry: { attempts: 3 }, fallback: continue }], flaky: [{ cpu: exponential(5ms) }, { fail: 5% }";
    for (const [web, page] of [
      ["cores: 1", retried],
      ["cores: 1, contention: 1%", "{ cpu: exponential(5ms) }"],
      ["cores: 1, breakdowns: { up: 1s, down: 10ms, work: repeats }", "{ cpu: exponential(5ms) }"],
      ["cores: 1, breakdowns: { up: 1s, down: 10ms, work: resumes }", "{ cpu: exponential(5ms) }"],
    ] as const)
      expect((await found(model("rate: 100/s", web, page))).controls?.used ?? ["arrivals"]).toEqual(["arrivals"]);
  });
});
