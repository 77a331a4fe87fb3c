/** Where the time of single requests went, against closed forms and against what the model says must have happened. */
import { expect, it } from "vitest";
import type { ExplainFindings, TraceFindings } from "../../src/analysis/findings/explain-findings.js";
import { explain } from "../../src/experiment/explain/explain.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../src/model/source/index.js";

function explained(text: string, asked: { endpoint?: string; share?: number; seed?: string } = {}): ExplainFindings {
  const { endpoint = null, share = 0.01, seed } = asked;
  const { study } = openStudy("model.yaml", memoryFiles({ "model.yaml": text }), seed === undefined ? {} : { seed });
  return explain(study!, study!.variants[0]!, { endpoint, share });
}
const hop = ({ hops }: ExplainFindings, part: string, on: string) =>
  hops.find((each) => each.part === part && each.on === on)!;
const spansNamed = ({ spans }: TraceFindings, name: string) => spans.filter((span) => span.name === name);

const single = (web: string, step: string) => `
version: 1
traffic: { users: { rate: 80/s, to: web.page } }
parts: { web: { type: service, ${web}, endpoints: { page: [${step}] } } }
run: { warm-up: 20s, duration: 300s, replications: 1 }`;

/** Mean and half width of the 95 % interval, of means over seeds. */
function over(seeds: number, of: (seed: string) => number): [mean: number, half: number] {
  const values = Array.from({ length: seeds }, (_, i) => of(`seed ${i}`));
  const mean = values.reduce((a, b) => a + b, 0) / seeds;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (seeds - 1);
  return [mean, 2.57 * Math.sqrt(variance / seeds)]; // Student's t of 5 degrees of freedom.
}

it.each([
  ["M/M/1: waits ρ ÷ (μ − λ) = 40 ms, works 10 ms", "threads: 1", "delay: exponential(10ms)", "threads", "delay"],
  [
    "M/M/1-PS: loses E[S] ρ ÷ (1 − ρ) = 40 ms of sharing, works 10 ms",
    "cores: 1",
    "cpu: exponential(10ms)",
    "cores",
    "cores",
  ],
])("%s", (_, web, step, waits, works) => {
  const found = new Map<string, ExplainFindings>();
  const run = (seed: string): ExplainFindings => {
    const known = found.get(seed) ?? explained(single(web, step), { share: 1, seed });
    found.set(seed, known);
    return known;
  };
  const [waitMs, waitHalf] = over(6, (seed) => hop(run(seed), "web", waits).slowest.waitMs);
  const [workMs, workHalf] = over(6, (seed) => hop(run(seed), "web", works).slowest.workMs);
  expect(Math.abs(waitMs - 40)).toBeLessThan(waitHalf);
  expect(waitHalf).toBeLessThan(6);
  expect(Math.abs(workMs - 10)).toBeLessThan(workHalf);
  expect(workHalf).toBeLessThan(0.2);
});

const hostage = `
version: 1
traffic:
  readers: { rate: 100/s, to: web.page }
  reporters: { rate: 0.5/s, to: web.report }
parts:
  web:
    type: service
    endpoints:
      page: [{ delay: 2ms }, { query: db.page }]
      report: [{ query: db.report }]
  db:
    type: database
    pool: { connections: 4 }
    queries: { page: { time: 5ms }, report: { time: exponential(2s) } }
run: { warm-up: 10s, duration: 200s, replications: 1 }`;

it("names the one place where the slowest waited and the median did not", () => {
  const found = explained(hostage, { endpoint: "web.page" });
  expect(found.hops[0]).toMatchObject({ part: "db", on: "pool" });
  expect(found.hops[0]!.median.waitMs).toBeLessThan(1);
  expect(found.hops[0]!.slowest.waitMs).toBeGreaterThan(100);
  const sum = (of: "median" | "slowest"): number =>
    found.hops.reduce((all, each) => all + each[of].waitMs + each[of].workMs, 0);
  expect(sum("median")).toBeCloseTo(found.median!.meanMs, 6);
  expect(sum("slowest")).toBeCloseTo(found.slowest!.meanMs, 6);
  const slow = found.traces.find(({ stands }) => stands === "slow")!;
  expect(slow.lostAt).toBe("db pool");
  expect(slow.endpoint).toBe("web.page");
});

it("follows a call through its timeouts, pauses and attempts, and what goes on after them", () => {
  const text = `
version: 1
traffic: { users: { rate: 1/s, arrivals: constant, to: web.page } }
parts:
  web:
    type: service
    endpoints:
      page:
        - call: pay.charge
          timeout: 100ms
          retry: { attempts: 3, backoff: 50ms, jitter: none }
          fallback: continue
  pay: { type: service, endpoints: { charge: [{ delay: 300ms }] } }
run: { warm-up: 0s, duration: 10s, replications: 1 }`;
  const [median] = explained(text).traces;
  expect(median!.latencyMs).toBeCloseTo(100 + 50 + 100 + 100 + 100, 6); // Growth doubles the second pause.
  const attempts = median!.spans.filter(({ sort }) => sort === "attempt");
  expect(attempts.map(({ name, fromMs, toMs, status, cause }) => [name, fromMs, toMs, status, cause])).toEqual([
    ["attempt 1", 0, 100, "failed", "timeout at pay"],
    ["attempt 2", 150, 250, "failed", "timeout at pay"],
    ["attempt 3", 350, 450, "failed", "timeout at pay"],
  ]);
  expect(spansNamed(median!, "pay.charge").map(({ fromMs, toMs, outlives }) => [fromMs, toMs, outlives])).toEqual([
    [0, 300, true],
    [150, 450, true],
    [350, 650, true],
  ]);
  const [call] = spansNamed(median!, "call pay.charge");
  expect(call!.pieces.map(({ as, fromMs, toMs }) => [as, fromMs, toMs])).toEqual([
    ["back-off", 100, 150],
    ["back-off", 250, 350],
  ]);
});

it("takes of branches the one that it waited for, and keeps messages beside", () => {
  const text = `
version: 1
traffic: { users: { rate: 1/s, arrivals: constant, to: web.page } }
parts:
  web:
    type: service
    endpoints:
      page:
        - parallel: [{ steps: [{ call: fast.a }] }, { steps: [{ call: slow.a }] }]
        - publish: mails
  fast: { type: service, endpoints: { a: [{ delay: 10ms }] } }
  slow: { type: service, endpoints: { a: [{ delay: 70ms }] } }
  mails: { type: work-queue, workers: 1, steps: [{ delay: 200ms }] }
run: { warm-up: 0s, duration: 10s, replications: 1 }`;
  const found = explained(text, { share: 1 });
  expect(found.hops.map(({ part, on, slowest }) => [part, on, slowest.workMs])).toEqual([["slow", "delay", 70]]);
  const [message] = spansNamed(found.traces[0]!, "mails");
  expect(message).toMatchObject({ sort: "message", fromMs: 70, toMs: 270, isAside: true, outlives: true });
  expect(found.traces[0]!.spans[message!.parent]!.name).toBe("publish mails");
});

it("takes of branches the one that answered first, not those that are stopped then", () => {
  const branch = (part: string): string => `{ steps: [{ call: ${part}.a }] }`;
  for (const branches of [
    ["fast", "slow"],
    ["slow", "fast"],
  ]) {
    const { hops } = explained(
      `
version: 1
traffic: { users: { rate: 1/s, arrivals: constant, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ parallel: [${branches.map(branch).join(", ")}], needs: 1 }] } }
  fast: { type: service, endpoints: { a: [{ delay: 10ms }] } }
  slow: { type: service, endpoints: { a: [{ delay: 70ms }] } }
run: { warm-up: 0s, duration: 10s, replications: 1 }`,
      { share: 1 },
    );
    expect(hops.map(({ part, slowest }) => [part, slowest.workMs])).toEqual([["fast", expect.closeTo(10, 6)]]);
  }
});

it("names the instance at which the slowest waited", () => {
  const text = `
version: 1
traffic: { users: { rate: 300/s, to: web.page } }
parts:
  web: { type: service, instances: 4, threads: 1, balance: round-robin, endpoints: { page: [{ delay: exponential(5ms) }] } }
timeline: { dying: { at: 20s, for: 10s, slow: web, instance: 3, by: 3 } }
run: { warm-up: 5s, duration: 60s, replications: 1 }`;
  const [first] = explained(text).hops;
  expect(first).toMatchObject({ part: "web", on: "threads", instance: { number: 3, of: 4 } });
  expect(first!.instance!.share).toBeGreaterThan(0.9);
});

it("counts what failed, and shows the middle one of the most frequent cause", () => {
  const text = `
version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ delay: 5ms }, { fail: 20% }] } }
run: { warm-up: 0s, duration: 20s, replications: 1 }`;
  const { requests, traces } = explained(text);
  expect(requests.answered + requests.failed + requests.unfinished).toBe(requests.traced);
  expect(requests.failed / requests.traced).toBeCloseTo(0.2, 1);
  expect(traces.at(-1)).toMatchObject({ stands: "failed", cause: "failed at web", share: 1 });
  expect(traces.at(-1)!.spans[0]).toMatchObject({ status: "failed", cause: "failed at web" });
});

it("follows one of several where there are very many, and they say the same", () => {
  const text = single("threads: 1", "delay: exponential(10ms)");
  const { study } = openStudy("model.yaml", memoryFiles({ "model.yaml": text }), {});
  const [all, some] = [1e9, 5_000].map((most) =>
    explain(study!, study!.variants[0]!, { endpoint: null, share: 1 }, most),
  );
  expect(some!.requests.every).toBeGreaterThan(4);
  expect(some!.requests.traced * some!.requests.every).toBeGreaterThan(0.98 * all!.requests.traced);
  expect(some!.slowest!.meanMs / all!.slowest!.meanMs).toBeCloseTo(1, 1);
});

it("says the same again, whatever ran before", () => {
  expect(explained(hostage)).toEqual(explained(hostage));
});

it("tells a copy that is asked later, and answers first, after the one before it", () => {
  const text = `
version: 1
traffic: { users: { rate: 10/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: far.a, hedge: { after: 50ms } }] } }
  far: { type: service, endpoints: { a: [{ choose: [{ share: 50%, steps: [{ delay: 20ms }] }, { share: 50%, steps: [{ delay: 500ms }] }] }] } }
run: { warm-up: 0s, duration: 100s, replications: 1 }`;
  const found = explained(text, { share: 1 });
  const hedged = explained(text, { share: 0.4 }).traces.find(({ latencyMs }) => Math.abs(latencyMs - 70) < 1e-6)!;
  expect(hedged.spans.filter(({ name }) => name === "far.a").map(({ fromMs }) => fromMs)).toEqual([0, 50]);
  expect(hop(found, "far", "delay").slowest.workMs).toBeCloseTo(found.slowest!.meanMs, 6);
});

it("counts of work that is stopped only what was done, and the rest of its time as waiting", () => {
  const text = `
version: 1
traffic: { users: { rate: 2/s, arrivals: constant, batch: 2, to: web.page, deadline: 50ms } }
parts: { web: { type: service, cores: 1, endpoints: { page: [{ cpu: 100ms }] } } }
run: { warm-up: 0s, duration: 10s, replications: 1 }`;
  const [failed] = explained(text).traces;
  expect(failed).toMatchObject({ stands: "failed", latencyMs: 50, cause: "deadline at user" });
  const [shared] = failed!.spans.flatMap(({ pieces }) => pieces);
  expect(shared!.toMs - shared!.fromMs).toBeCloseTo(50, 6);
  expect(shared!.waitMs).toBeCloseTo(25, 6); // Two share one core.
});

it("what an attempt leaves behind is not told as another attempt", () => {
  const { traces } = explained(`
version: 1
traffic: { users: { rate: 20/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: pay.charge, timeout: 100ms, retry: { attempts: 2 } }] } }
  pay: { type: service, network: 5ms, endpoints: { charge: [{ delay: exponential(80ms) }] } }
run: { warm-up: 2s, duration: 60s, replications: 1 }`);
  const left = traces.flatMap((trace) => spansNamed(trace, "left behind"));
  expect(left.length).toBeGreaterThan(0);
  for (const { spans } of traces)
    for (const { name, parent } of spans)
      if (/^attempt/.test(name) && parent >= 0) expect(spans[parent]!.name).not.toBe(name);
});
