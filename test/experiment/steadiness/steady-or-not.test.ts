/** A system that fills up is not growing, and a window shorter than the slowest thing in it is not steady. */
import { describe, expect, it } from "vitest";
import { runStudy } from "../../../src/experiment/execute/run-study.js";
import { threads } from "../../../src/experiment/execute/threads.js";
import { mm1 } from "../../theory/mm1.js";
import { ceilingOf } from "../ceiling-of.js";
import { findingsOf, studyOf, variantOf } from "../study.js";

const delays = (rate: string, time: string, run = "", service = ""): string => `
version: 1
traffic: { users: { rate: ${rate}, to: web.page } }
parts: { web: { type: service, ${service} endpoints: { page: [{ delay: "${time}" }] } } }
${run}
`;

describe("many in flight, and nothing waits", () => {
  for (const [name, model, meanMs] of [
    ["200 for 200 ms", delays("1000/s", "exponential(200ms)", "run: { precision: 10% }"), 200],
    ["1,000 for a constant second", delays("1000/s", "1s", "run: { precision: 10% }"), 1000],
    ["400 for a second", delays("400/s", "exponential(1s)", "run: { precision: 10% }"), 1000],
    ["3,000 for 30 s, without a precision", delays("100/s", "exponential(30s)"), 30_000],
    ["M/M/400 at ρ 0.5", delays("1000/s", "exponential(200ms)", "run: { precision: 10% }", "threads: 400,"), 200],
  ] as const)
    it(`${name} is steady`, async () => {
      const { drift, all, steady, inSystem } = await variantOf(model);
      expect(drift?.verdict).toBe("stable");
      expect(steady === null || steady.met).toBe(true);
      const { value, low, high } = all.latencyMs.mean;
      expect(low!).toBeLessThanOrEqual(meanMs * 1.001);
      expect(high!).toBeGreaterThanOrEqual(meanMs * 0.999);
      expect((high! - low!) / value!).toBeLessThan(0.1);
      expect(inSystem.value! / (all.offeredLoad.value! * (meanMs / 1000))).toBeCloseTo(1, 1);
    });
});

it("is watched for four times what it remembers, after the three in which it fills", async () => {
  const lasting = (duration: string) =>
    variantOf(delays("100/s", "exponential(10s)", `run: { duration: ${duration}, warm-up: 0s, replications: 4 }`));
  expect((await lasting("65s")).drift).toMatchObject({
    verdict: "undecided",
    reason: "the window ends after 65s, and web.page takes 10s",
  });
  expect((await lasting("75s")).drift?.reason).toBeUndefined();
});

describe("a window shorter than the slowest class", () => {
  const model = (run: string): string => `
version: 1
traffic: { web: { rate: 20/s, to: w.page }, batch: { rate: 1/min, to: w.report } }
parts: { w: { type: service, endpoints: { page: [{ delay: exponential(20ms) }], report: [{ delay: exponential(10min) }] } } }
objectives: { "latency{w.page}": [p(99) < 300ms], latency: [p(99) < 300ms] }
run: ${run}
`;

  it("is told to be, reaches no precision, and gives no mean: the slow ones had no answer", async () => {
    const { drift, steady, all, inSystem, endpoints } = await variantOf(model("{ precision: 10%, budget: 400000 }"));
    expect(drift).toMatchObject({ verdict: "undecided", reason: expect.stringContaining("w.report takes 10min") });
    expect(steady).toMatchObject({ met: false });
    expect(all.latencyMs.mean).toMatchObject({ low: null, high: null });
    expect(all.latencyMs.mean.reason).toMatch(/had no answer at the end/);
    expect(inSystem).toMatchObject({ low: null, high: null });
    expect(endpoints["w.page"]!.latencyMs.mean.value).toBeCloseTo(20, 0);
  });

  it("leaves the class judged that shares nothing with it", async () => {
    const { objectives, verdict } = await variantOf(model("{ duration: 2min }"));
    expect(objectives.map((each) => each.verdict)).toEqual(["met", "unknown"]);
    expect(objectives[1]!.measured.reason).toContain("w.report takes 10min");
    expect(verdict).toBe("unknown");
  });
});

describe("an empty cache", () => {
  const cold = (run: string): string => `
version: 1
traffic: { load: { rate: 600/s, to: app.get } }
parts:
  app: { type: service, endpoints: { get: [{ get: redis, miss: [{ query: db.read }] }] } }
  redis: { type: cache, keys: { count: 20000, zipf: 0.9 }, capacity: 7999, time: 0.1ms }
  db: { type: database, pool: { connections: 3 }, queries: { read: { time: exponential(10ms) } } }
objectives: { latency: [p(99) < 10ms] }
run: ${run}
`;

  it("fills: that is no overload, and what it does meanwhile is no verdict on what follows", async () => {
    const { drift, overload, all, objectives } = await variantOf(
      cold("{ duration: 2s, warm-up: 0s, replications: 24 }"),
    );
    expect(drift).toMatchObject({ verdict: "undecided", reason: expect.stringContaining("redis fills within about") });
    expect(overload).toBeNull();
    expect(all.latencyMs.mean.value).toBeGreaterThan(67); // What was seen is shown, as what it is.
    expect(objectives[0]!.verdict).toBe("unknown");
  });

  it("is steady in the window that is found when none is asked for", async () => {
    const { drift, verdict } = await variantOf(cold("{ replications: 4 }"));
    expect(drift?.verdict).toBe("stable");
    expect(verdict).toBe("missed");
  });
});

it("is no verdict either where messages pile up meanwhile", async () => {
  const { objectives, overload } = await variantOf(`
version: 1
traffic: { load: { rate: 100/s, to: app.get } }
parts:
  app: { type: service, endpoints: { get: [{ get: redis, miss: [{ delay: 50ms }] }, { publish: mails }] } }
  redis: { type: cache, keys: { count: 20000, zipf: 0.9 }, capacity: 7999, time: 0.1ms }
  mails: { type: work-queue, workers: 1, steps: [{ delay: 20ms }] }
objectives: { latency: [p(50) < 10ms] }
run: { duration: 20s, warm-up: 0s, replications: 8 }
`);
  expect(overload?.what).toBe("waiting at mails");
  expect(objectives[0]).toMatchObject({
    verdict: "unknown",
    measured: { reason: expect.stringContaining("redis fills") },
  });
});

it("nor is a queue with room for more that only fills: those whom it will refuse are not failed yet", async () => {
  const model = (run: string): string => `
version: 1
traffic: { users: { rate: 12/s, to: web.order } }
parts:
  web: { type: service, endpoints: { order: [{ delay: 5ms }, { publish: mails }] } }
  mails: { type: work-queue, workers: 2, limit: 500, steps: [{ delay: exponential(240ms) }] }
objectives: { "errors{web.order}": [rate < 9%], errors: [rate < 9%] }
run: ${run}
`;
  const short = await variantOf(model("{ duration: 60s, warm-up: 10s, replications: 8 }"));
  for (const { verdict, measured } of short.objectives) {
    expect(verdict).toBe("unknown");
    expect(measured.reason).toMatch(/the queue of mails workers settles in 140s$/);
  }
  const long = await variantOf(model("{ replications: 4 }"));
  expect(long.objectives.map(({ verdict }) => verdict)).toEqual(["missed", "missed"]);
  const { low, high } = long.all.errorRate;
  const lost = 1 - 2 / 0.24 / 12; // All that is offered above what the workers can do.
  expect(low!).toBeLessThan(lost);
  expect(high!).toBeGreaterThan(lost);
});

describe("one that grows beside one that does not", () => {
  const classes = (run: string): string => `
version: 1
traffic: { a: { rate: 1/s, to: w.first }, b: { rate: 4/s, to: w.second } }
parts:
  w:
    type: service
    threads: 1
    priority: [first]
    endpoints: { first: [{ delay: exponential(200ms) }], second: [{ delay: exponential(300ms) }] }
objectives: { "latency{w.first}": [p(99) < 5s], "latency{w.second}": [p(99) < 5s] }
run: ${run}
`;

  it("each endpoint is judged by its own requests", async () => {
    const { drift, objectives, endpoints } = await variantOf(classes("{ replications: 8 }"));
    expect(drift?.verdict).toBe("growing");
    expect(objectives.map(({ verdict }) => verdict)).toEqual(["met", "unknown"]);
    // The first class waits for the rest of a service of either: the server never rests, ρ₁ = 0.2.
    const restMs = 0.2 * 200 + 0.8 * 300;
    const { low, high } = endpoints["w.first"]!.latencyMs.mean;
    expect(low!).toBeLessThanOrEqual(restMs / 0.8 + 200);
    expect(high!).toBeGreaterThanOrEqual(restMs / 0.8 + 200);
    expect(endpoints["w.second"]!.latencyMs.mean.value).toBeNull();
  });

  it("who waits in the line that grows is not met, though a timeout keeps its own requests few", async () => {
    const { objectives, parts } = await variantOf(`
version: 1
traffic: { users: { rate: 120/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: api.get, timeout: 100ms, fallback: continue }] } }
  api: { type: service, threads: 1, endpoints: { get: [{ delay: exponential(10ms) }] } }
objectives: { "latency{web.page}": [p(99) < 1s] }
run: { duration: 60s, warm-up: 10s, replications: 8 }
`);
    expect(objectives[0]).toMatchObject({
      verdict: "unknown",
      measured: { reason: expect.stringContaining("waiting at api grows") },
    });
    expect(parts.api!.waitingTimeMs.mean.value).toBeNull();
  });

  it("a request that visits only what does not grow is judged as if alone", async () => {
    const { variants } = await findingsOf(`
version: 1
traffic: { a: { rate: 50/s, to: fine.page }, b: { rate: 120/s, to: full.page } }
parts:
  fine: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(10ms) }] } }
  full: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(10ms) }] } }
objectives: { "latency{fine.page}": [p(99) < 1s] }
`);
    const [{ verdict, parts, endpoints }] = variants as [(typeof variants)[number]];
    expect(verdict).toBe("met");
    const { meanSojourn } = mm1(0.05, 0.1);
    expect(endpoints["fine.page"]!.latencyMs.mean.value! / meanSojourn).toBeCloseTo(1, 1);
    expect(parts.fine!.waitingTimeMs.mean.value).not.toBeNull();
    expect(parts.full!.waitingTimeMs.mean.value).toBeNull();
  });
});

describe("what grows elsewhere", () => {
  it("is no reason for those who never visit it, whose window is too short", async () => {
    const { endpoints, objectives } = await variantOf(`
version: 1
traffic: { a: { rate: 10/s, to: slow.report }, b: { rate: 20/s, to: web.go } }
parts:
  slow: { type: service, endpoints: { report: [{ delay: exponential(10min) }] } }
  web: { type: service, endpoints: { go: [{ publish: q }] } }
  q: { type: work-queue, workers: 1, steps: [{ delay: exponential(60ms) }] }
objectives: { "latency{slow.report}": [p(50) < 1s] }
run: { duration: 5min, replications: 2 }
`);
    expect(endpoints["slow.report"]!.latencyMs.p50.value).not.toBeNull();
    expect(objectives[0]!.measured.reason).toContain("slow.report takes 10min");
  });
});

describe("what grows behind the answers", () => {
  it("counts at every load that is swept, and is more than a ceiling bears", async () => {
    const queue = (more: string) => `version: 1
traffic: { users: { rate: 10/s, to: web.go } }
parts:
  web: { type: service, cores: 4, threads: 50, endpoints: { go: [{ cpu: 5ms }, { publish: q }] } }
  q: { type: work-queue, workers: 1, steps: [{ delay: exponential(60ms) }] }
${more}`;
    const experiment = `version: 1
title: Mails
variants: { one: model.yaml }
run: { duration: 60s, warm-up: 5s, replications: 2 }
load: { rates: [5/s, 50/s], duration: 60s, warm-up: 5s, replications: 4 }
`;
    const study = studyOf({ "model.yaml": queue(""), "experiment.yaml": experiment }, "experiment.yaml");
    const [variant] = (await runStudy(study, threads(1))).variants;
    expect(variant!.load.map(({ growing }) => growing)).toEqual([false, true]);

    const run = "run: { duration: 60s, warm-up: 5s, replications: 4 }";
    const { ceiling, beyond } = await ceilingOf(queue(`objectives: { latency: [p(95) < 1s] }\n${run}`), {
      precision: 0.5,
    });
    expect(ceiling.low!).toBeLessThan(1000 / 60);
    expect(ceiling.high!).toBeGreaterThan(1000 / 60);
    expect(beyond).toMatchObject({ growing: true, what: "waiting at q" });
  });

  it("leaves no objective of the whole met", async () => {
    const { objectives, overload, endpoints } = await variantOf(`
version: 1
traffic: { users: { rate: 20/s, to: web.go, timeout: 5s } }
parts:
  web: { type: service, cores: 4, threads: 50, endpoints: { go: [{ cpu: 5ms }, { publish: q }] } }
  q: { type: work-queue, workers: 1, steps: [{ delay: exponential(60ms) }] }
objectives: { latency: [p(99) < 300ms], "latency{web.go}": [p(99) < 300ms] }
run: { replications: 4 }
`);
    expect(objectives.map(({ verdict }) => verdict)).toEqual(["unknown", "met"]);
    expect(objectives[0]!.measured.reason).toMatch(/waiting at q grows/);
    expect(overload).toMatchObject({ what: "waiting at q", binding: { part: "q", resource: "workers" } });
    expect(endpoints["web.go"]!.latencyMs.p99.value).not.toBeNull();
  });
});
