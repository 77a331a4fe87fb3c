/** The ceiling against theory: the truth lies in the interval, and the interval is narrow. */
import { describe, expect, it } from "vitest";
import type { CeilingFindings } from "../../src/analysis/findings/ceiling-findings.js";
import { ceilingSchema } from "../../src/analysis/findings/ceiling-findings.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import { undecidable } from "../../src/experiment/plan/check-objectives.js";
import { findKnob, NoKnob, withKnob } from "../../src/experiment/plan/knob.js";
import { root } from "../../src/mathematics/root.js";
import { ceilingText } from "../../src/report/ceiling/terminal.js";
import { ceilingHtml } from "../../src/report/html/ceiling-page.js";
import { expectSound } from "../report/sound-page.js";
import { ceilingOf, opened, smallestOf, station } from "./ceiling-of.js";

function expectAround({ ceiling, stopped, audit }: CeilingFindings, truth: number, within = 0.05): void {
  expect(audit).toEqual({ ok: true, failures: [] });
  expect(stopped).toBe("narrow");
  expect(ceiling.low!).toBeLessThanOrEqual(truth);
  expect(ceiling.high!).toBeGreaterThanOrEqual(truth);
  expect(ceiling.high! / ceiling.low! - 1).toBeLessThanOrEqual(within);
}

describe("the highest load", () => {
  it("of M/M/1 with p95 < 10 ms is μ − ln 20 ÷ 10 ms", async () => {
    const found = await ceilingOf(station({ objective: "latency: p(95) < 10ms" }), { precision: 0.1 });
    const truth = 1000 - Math.log(20) / 0.01; // 700.4/s
    expectAround(found, truth, 0.1);
    expect(found).toMatchObject({ of: "rate", expected: 500, verdict: "met" });
    expect(found.headroom!.value).toBeCloseTo(found.ceiling.value! / 500, 12);
    expect(found.beyond!.missed.map(({ expression }) => expression)).toEqual(["p(95) < 10ms"]);
    expect(found.beyond!.busiest).toMatchObject({ part: "web", resource: "threads" });
  });

  it("of M/M/4 is where Erlang's C says so, and an expected peak above it is proven to be too much", async () => {
    const text = station({ threads: 4, service: "exponential(5ms)", objective: "latency: p(95) < 30ms" });
    const truth = root((perMs) => mmc(perMs, 1 / 5, 4).sojournTail(30) - 0.05, 0.1, 0.7999) * 1000;
    const found = await ceilingOf(text, { peak: 850, precision: 0.08 });
    expectAround(found, truth, 0.08);
    expect(found.verdict).toBe("missed");
  });

  it("of constant gaps and constant work is the capacity: beyond it the queue grows", async () => {
    const traffic = "rate: 60/s, arrivals: constant";
    const objective = "latency: p(95) < 50ms";
    const run = "{ duration: 30s, warm-up: 1s, replications: 3 }";
    const found = await ceilingOf(station({ traffic, service: "10ms", objective, run }), { precision: 0.01 });
    expectAround(found, 100, 0.01);
    expect(found.beyond).toMatchObject({ growing: true });
  });

  it("that is proven just where the peak is expected meets it", async () => {
    const traffic = "rate: 90/s, arrivals: constant";
    const run = "{ duration: 30s, warm-up: 1s, replications: 3 }";
    const text = station({ traffic, service: "10ms", objective: "latency: p(95) < 50ms", run });
    const { ceiling, headroom, verdict } = await ceilingOf(text, { precision: 0.2 });
    expect([ceiling.low, headroom!.low, verdict]).toEqual([90, 1, "met"]);
    const beyond = await ceilingOf(text, { precision: 0.2, peak: ceiling.high! }); // As many as are proven too many.
    expect([beyond.headroom!.high, beyond.verdict]).toEqual([1, "missed"]);
  });

  it("of closed users is their whole number: R = N s − Z once one thread is full", async () => {
    const text = station({ traffic: "users: 4, think: 90ms", service: "10ms", objective: "latency: med < 15ms" });
    const found = await ceilingOf(text);
    expect(found).toMatchObject({ of: "users", ceiling: { low: 10, high: 11 }, verdict: "met" });
  });

  it("keeps the shape of a spike: its peak is what counts", async () => {
    const traffic = "rate: { base: 10/s, spikes: [{ at: 2s, rate: 50/s, lasts: 20s }] }, arrivals: constant";
    const objective = "latency: p(95) < 11ms";
    const run = "{ duration: 25s, warm-up: 0s, replications: 3 }";
    expectAround(await ceilingOf(station({ traffic, service: "10ms", objective, run })), 100);
  });

  it("is said to be none where the lowest load misses, and no limit where the highest meets", async () => {
    const run = "{ duration: 20s, warm-up: 0s, replications: 3 }";
    const plain = { traffic: "rate: 20/s", service: "10ms", run };
    const never = await ceilingOf(station({ ...plain, objective: "latency: mean < 1ms" }));
    expect(never).toMatchObject({ ceiling: { value: null, low: null }, verdict: "missed", stopped: "end" });
    const always = await ceilingOf(station({ ...plain, threads: "unlimited", objective: "latency: mean < 1s" }));
    expect(always).toMatchObject({ ceiling: { value: null, high: null }, verdict: "met", stopped: "end" });
  });
});

describe("an objective that no run can decide", () => {
  const heavy = station({ service: '"pareto(shape 2.8, mean 1ms)"', objective: "latency: [mean < 10ms, p(95) < 9ms]" });

  it("is said at once, without a run, of a load and of a value", async () => {
    for (const found of [await ceilingOf(heavy), await smallestOf(heavy, "web.threads")]) {
      expect(found).toMatchObject({ verdict: "unknown", stopped: "end", probes: [], simulated: { runs: 0 } });
      expect(found.ceiling.reason).toMatch(/^latency: mean < 10ms cannot be decided: .* infinite third moment/);
      expect(ceilingSchema.parse(found)).toEqual(found);
      expect(ceilingText(found, { colour: false, width: 80, verbose: false }).replace(/\s+/g, " ")).toMatch(
        /0 runs\. It is unknown (how much “model” takes|which \S+ “model” needs): latency: mean < 10ms cannot be decided: .* is valid\. $/,
      );
      expectSound(ceilingHtml(found, { command: "x" }));
    }
  });

  it("is searched for where the moments allow: another tail, or a percentile", () => {
    const variant = (text: string) => opened(text).bench.variant;
    expect(undecidable(variant(heavy))).toHaveLength(1);
    expect(undecidable(variant(heavy.replace("2.8", "3.2")))).toEqual([]);
    expect(undecidable(variant(heavy.replace("mean < 10ms, ", "")))).toEqual([]);
    const ofPage = heavy.replace("latency: [mean < 10ms, p(95) < 9ms]", '"latency{web.page}": [avg < 10ms]');
    expect(undecidable(variant(ofPage))).toEqual([expect.stringMatching(/^latency\{web\.page\}: avg < 10ms cannot/)]);
  });
});

describe("the smallest value", () => {
  it("of servers in M/M/c is the first for which Erlang's C meets the objective", async () => {
    const traffic = "rate: 400/s";
    const text = station({ traffic, threads: 3, service: "exponential(10ms)", objective: "latency: p(95) < 40ms" });
    const enough = [...Array(20).keys()].find((c) => c > 4 && mmc(0.4, 0.1, c).sojournTail(40) < 0.05);
    const found = await smallestOf(text, "web.threads");
    expect(found).toMatchObject({ of: "knob", expected: 3, verdict: "met", meetsUpTo: null });
    expect(found.ceiling).toEqual({ value: enough, low: enough, high: enough });
  });

  it("is undecided where the budget ends before a value meets, and none only where all that there are miss", async () => {
    const run = "{ duration: 2s, warm-up: 0s, replications: 3 }";
    const two = station({
      traffic: "rate: 500/s",
      service: "5ms",
      threads: 1,
      objective: "goodput: rate > 450/s",
      run,
    });
    expect(await smallestOf(two, "web.threads", 1)).toMatchObject({ verdict: "unknown", stopped: "budget" });
    const none = station({ traffic: "rate: 5/s", service: "5ms", threads: 1, objective: "latency: mean < 1ms", run });
    const missed = await smallestOf(none, "web.threads");
    expect(missed).toMatchObject({ verdict: "missed", stopped: "end", ceiling: { value: null, high: null } });
    expect(missed.ceiling.low).toBe(Math.max(...missed.probes.map(({ at }) => at)) + 1);
  });

  it("is the least that a model may say where that is enough", async () => {
    const run = "{ duration: 2s, warm-up: 0s, replications: 3 }";
    const text = station({ traffic: "rate: 5/s", service: "5ms", threads: 3, objective: "latency: mean < 1s", run });
    expect((await smallestOf(text, "web.threads")).ceiling).toEqual({ value: 1, low: 1, high: 1 });
  });

  it("has a largest beside it where more is not better: threads share the core that all of them wait for", async () => {
    const text = `
version: 1
traffic: { users: { rate: 100/s, arrivals: constant, to: web.page } }
parts: { web: { type: service, threads: 1, cores: 1, queue: 0, endpoints: { page: [{ cpu: 15ms }] } } }
objectives: { latency: p(95) < 50ms, throughput: rate > 90/s, goodput: rate > 60/s }
run: { duration: 10s, warm-up: 1s, replications: 3 }`; // One thread is idle every other gap; n take n × 15 ms.
    const found = await smallestOf(text, "web.threads");
    expect(found).toMatchObject({ ceiling: { value: 2, low: 2, high: 2 }, meetsUpTo: 3 });
  });

  it("takes a path to a whole number and nothing else, with the nearest word", async () => {
    const text = station({ objective: "latency: mean < 1s" });
    for (const [knob, message] of [
      ["web.thread", /unknown key "thread"; did you mean "threads"/],
      ["wbe.threads", /did you mean "web"/],
      ["web", /say which value/],
      ["users.rate", /needs a unit/],
      ["web.endpoints.page.3.delay", /none of the 1 items/],
      ["web.balance", /./],
    ] as const)
      await expect(smallestOf(text, knob), knob).rejects.toThrow(message);
    const { bench } = opened(text);
    const delay = findKnob(bench, "web.endpoints.page.0.delay");
    expect(withKnob(bench, delay, "7ms").parts.web).toMatchObject({
      endpoints: { page: [{ delay: { kind: "constant", value: 7 } }] },
    });
    expect(() => withKnob(bench, delay, "7 apples")).toThrow(NoKnob);
  });
});
