/** What happens when: each kind of entry by hand and against theory, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, modelOf, requests, resource, simulate } from "../simulate.js";

/** Requests 10 ms apart, the first at 10 ms. */
const shop = (timeline: string, page = "{ delay: 5ms }", n = 10, more = ""): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  db: { type: database, cores: 4, connections: 9, queries: { read: { time: 3ms }, write: { time: 3ms, write: true } } }
  seen: { type: cache, keys: { count: 1, zipf: 0 }, time: 0ms }
  ${more}
timeline: { ${timeline} }`;

const run = (timeline: string, page?: string, n?: number, more?: string) =>
  simulate(shop(timeline, page, n, more), { durationMs: 1000, binMs: 100 });

describe("slow", () => {
  it("stretches what begins meanwhile, of a part, and lets what is under way be", () => {
    const slowed = run("bad day: { at: 32ms, for: 30ms, slow: web, by: 4 }");
    expect(latencies(slowed, "web.page")).toEqual([5, 5, 5, 5, 5, 5, 5, 20, 20, 20]); // Those of 40, 50 and 60 ms.
    expect(latencies(run("bad day: { at: 31ms, for: 2ms, slow: web, by: 4 }"), "web.page")).toEqual(Array(10).fill(5));
  });
  it("is about an endpoint, a query, or all of a part's; and two of them multiply", () => {
    const page = "{ query: db.read }";
    const of = (timeline: string) => Math.max(...latencies(run(timeline, page), "web.page"));
    expect(of("a: { at: 15ms, for: 10ms, slow: db.read, by: 2 }")).toBe(6);
    expect(of("a: { at: 15ms, for: 10ms, slow: db.write, by: 2 }")).toBe(3);
    expect(of("a: { at: 15ms, for: 10ms, slow: db, by: 2 }, b: { at: 15ms, for: 10ms, slow: db.read, by: 3 }")).toBe(
      18,
    );
    expect(of("a: { at: 15ms, for: 10ms, slow: web, by: 2 }")).toBe(3); // It only asks.
  });
  it("stays for good without an end", () =>
    expect(latencies(run("a: { at: 85ms, slow: web.page, by: 2 }"), "web.page")).toEqual([
      ...Array(8).fill(5),
      10,
      10,
    ]));
});

describe("down", () => {
  it("refuses, and loses what was being done", () => {
    const downed = run("out: { at: 32ms, for: 26ms, down: web }"); // That of 30 ms is lost, those of 40 and 50 refused.
    expect(failures(downed, "web.page")).toEqual({ "instance-down web": 3 });
  });
  it("again, for a while each time", () => {
    const twice = run("one: { at: 16ms, for: 10ms, down: web }, two: { at: 76ms, for: 20ms, down: web }");
    expect(failures(twice, "web.page")).toEqual({ "instance-down web": 3 });
  });
  it("comes first of what happens at one instant", () =>
    expect(failures(run("out: { at: 15ms, for: 1ms, down: web }"), "web.page")).toEqual({ "instance-down web": 1 }));
  it("takes the primary of a database", () =>
    expect(failures(run("out: { at: 32ms, for: 26ms, down: db }", "{ query: db.read }"), "web.page")).toEqual({
      "instance-down db": 3,
    }));
  it("is for some of the instances only", () => {
    const part = "two: { type: service, instances: 2, endpoints: { a: [{ delay: 1ms }] } }";
    const half = run("out: { at: 1ms, for: 1s, down: two, instances: 1 }", "{ call: two.a }", 10, part);
    expect(endpoint(half, "web.page").failed).toBe(5); // In turn.
  });
  it("lets work wait on the cores: after an outage of D the backlog drains in λD ÷ (μ − λ)", () => {
    // λ = 500/s, μ = 1000/s, D = 10 s: 5,000 wait, and are gone 10 s later, all at about the same time: they share.
    const text = `
version: 1
traffic: { users: { rate: 500/s, to: web.page } }
parts: { web: { type: service, cores: 1, endpoints: { page: [{ cpu: 1ms }] } } }
timeline: { out: { at: 10s, for: 10s, down: web, work: resumes } }`;
    const measured = simulate(text, { durationMs: 60_000, binMs: 500 });
    const backlog = resource(measured, "web", "cores").queueByBin;
    const arrived = endpoint(measured, "web.page")
      .arrivalsByBin.slice(20, 40)
      .reduce((a, b) => a + b, 0);
    expect(Math.abs(backlog[39]! - (arrived - 125))).toBeLessThan(30); // Over the last half second of the outage.
    const drained = backlog.findIndex((waiting, bin) => bin > 40 && waiting < 100) / 2;
    expect(drained).toBeGreaterThanOrEqual(29);
    expect(drained).toBeLessThanOrEqual(31.5);
  });
});

it("fails a share of what is asked, meanwhile", () => {
  const page = "{ query: db.read }";
  expect(failures(run("bad: { at: 32ms, for: 30ms, fails: web.page, share: 100% }", page), "web.page")).toEqual({
    "failed web": 3,
  });
  expect(failures(run("bad: { at: 32ms, for: 30ms, fails: db, share: 100% }", page), "web.page")).toEqual({
    "query-failed db": 3, // A query fails at its end: not that of 60 ms.
  });
  const { failed } = endpoint(run("bad: { at: 1ms, fails: db.read, share: 30% }", page, 90), "web.page");
  expect(failed).toBeGreaterThan(15);
  expect(failed).toBeLessThan(40);
});

it("fails at one instance alone, at once or after a while, before anything is done", () => {
  const two = "two: { type: service, instances: 2, balance: round-robin, endpoints: { a: [{ delay: 6ms }] } }";
  const during = (more: string) =>
    run(
      `bad: { at: 5ms, fails: two.a, instance: 2, share: 100%${more} }`,
      "{ call: two.a, fallback: continue }",
      10,
      two,
    );
  expect(latencies(during(""), "web.page")).toEqual([0, 0, 0, 0, 0, 6, 6, 6, 6, 6]);
  expect(latencies(during(", after: 1ms"), "web.page")).toEqual([1, 1, 1, 1, 1, 6, 6, 6, 6, 6]);
});

it("flushes a cache", () => {
  const page = "{ get: seen, miss: [{ delay: 9ms }] }";
  expect(latencies(run("", page), "web.page")).toEqual([...Array(9).fill(0), 9]);
  expect(latencies(run("cold: { at: 55ms, flush: seen }", page), "web.page")).toEqual([...Array(8).fill(0), 9, 9]);
});

it("lets replicas lag", () => {
  const behind = (timeline: string) => {
    const more =
      "rdb: { type: database, cores: 4, replicas: { count: 1, lag: 10ms, replay: 0 }, queries: { w: { time: 1ms, write: true } } }";
    const { parts } = run(timeline, "{ query: rdb.w }", 10, more);
    const found = parts.find(({ name }) => name === "rdb")!.measures.find(({ name }) => name === "lagMs");
    return found?.kind === "duration" ? found.histogram.max : null;
  };
  expect([behind(""), behind("late: { at: 1ms, for: 50ms, lag: rdb, by: 8 }")]).toEqual([10, 80]);
});

describe("a surge", () => {
  it("to λs, of length T, leaves a queue that drains in (λs − μ)T ÷ (μ − λ)", () => {
    // λ = 400/s, s = 5, μ = 1000/s, T = 10 s: 10,000 wait at the end, gone 16.7 s later.
    const text = `
version: 1
traffic: { users: { rate: 400/s, to: web.page } }
parts: { web: { type: service, threads: 10, endpoints: { page: [{ delay: 10ms }] } } }
timeline: { sale: { at: 10s, for: 10s, traffic: users, by: 5 } }`;
    const queue = resource(simulate(text, { durationMs: 60_000, binMs: 100 }), "web", "threads").queueByBin;
    const longest = Math.max(...queue); // ± three standard deviations of what arrives in ten seconds, √20,000.
    expect(longest).toBeGreaterThan(9_576);
    expect(longest).toBeLessThan(10_424);
    const drainedMs = 100 * queue.findIndex((each, bin) => bin > 200 && each < 5) - 20_000;
    expect(drainedMs).toBeGreaterThan(0.95 * 16_667);
    expect(drainedMs).toBeLessThan(1.05 * 16_667);
  });
  const source = (rate: string, timeline: string) => `
version: 1
traffic: { users: { rate: ${rate}, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: exponential(100ms) }] } } }
timeline: { ${timeline} }`;

  it("is a spike of the rate, to the byte", () => {
    const plan = { durationMs: 20_000, binMs: 500 };
    const surge = simulate(source("100/s", "sale: { at: 5s, for: 5s, rise: 1s, traffic: users, by: 3 }"), plan);
    const spike = "{ base: 100/s, spikes: [{ at: 5s, rate: 300/s, lasts: 5s, rise: 1s, fall: 1s }] }";
    expect(surge).toEqual(simulate(source(spike, ""), plan));
  });
  it("fills M/M/∞ as λ ÷ μ · (1 − e^(−μt)) says", () => {
    // From 1,000/s to 3,000/s at once, 500 ms each: from 500 to 1,500 inside.
    const text = source("1000/s", "sale: { at: 20s, for: 20s, traffic: users, by: 3 }").replace("100ms", "500ms");
    const { inSystem } = simulate(text, { durationMs: 40_000, binMs: 100 });
    for (const t of [200, 500, 1000, 3000]) {
      const expected = 500 + 1000 * (1 - Math.exp(-(t + 50) / 500));
      expect(Math.abs(inSystem[200 + t / 100]! - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });
});

it("shows whether retries let a system come back: (R + 1)ρ = 1 is the boundary", () => {
  const after = (perSecond: number) => {
    const text = `
version: 1
traffic: { users: { rate: ${perSecond}/s, to: app.page } }
parts:
  app: { type: service, endpoints: { page: [{ call: db.read, timeout: 1s, retry: { attempts: 4, backoff: 10ms } }] } }
  db: { type: service, threads: 10, endpoints: { read: [{ delay: exponential(100ms) }] } }
timeline: { stall: { at: 20s, for: 5s, slow: db, by: 100 } }`;
    const { answersThenByBin } = endpoint(simulate(text, { durationMs: 200_000, binMs: 10_000 }), "app.page");
    return answersThenByBin.at(-2)! / 10 / perSecond;
  };
  expect(after(18)).toBeGreaterThan(0.8); // (3 + 1) · 0.18 < 1: back.
  expect(after(35)).toBeLessThan(0.1); // (3 + 1) · 0.35 > 1: never.
});

it("changes nothing before it begins", () => {
  const without = simulate(shop("", "{ query: db.read }, { delay: exponential(5ms) }", 90), { durationMs: 500 });
  const later = shop("bad: { at: 700ms, slow: web, by: 3 }", "{ query: db.read }, { delay: exponential(5ms) }", 90);
  expect(endpoint(simulate(later, { durationMs: 500 }), "web.page").latencyByBin).toEqual(
    endpoint(without, "web.page").latencyByBin,
  );
});

describe("mistakes, all at once", () => {
  const said = (timeline: string, more = ""): string[] => {
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(timeline, undefined, undefined, more) }));
    return diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message, hint = "" }) => `${message}; ${hint}`);
  };
  it.each([
    ["a: { at: 1s, slow: wep, by: 2 }", 'there is no "wep" to slow; did you mean "web"?'],
    ["a: { at: 1s, lag: seen, by: 2 }", '"seen" has no `lag`; it can have: slow, down, throttle, flush'],
    ["a: { at: 1s, lag: db, by: 2 }", '"db" has no `lag`; it can have: slow, fails, down, throttle'],
    ["a: { at: 1s, slow: web, by: 1 }", "this changes nothing; "],
    ["a: { at: 1s, fails: web, share: 1%, instance: 2 }", "there is no instance 2 of 1; "],
    [
      "a: { at: 1s, fails: db, share: 1%, instance: 1 }",
      '"db" has no instances; take `instance` out: it fails as a whole',
    ],
    ["a: { at: 1s, fails: db, share: 1%, after: 1ms }", 'what fails at "db" fails at its end; take `after` out'],
    ["a: { at: 1s, for: 1s, down: web, instances: 3 }", "there are only 1; "],
    [
      "a: { at: 1s, for: 1s, down: web, work: repeats }",
      "there are no cores of its own to stand still; give `cores`, which are shared",
    ],
    [
      "a: { at: 1s, for: 1s, traffic: users, by: 2 }",
      'the rate of "users" is not constant; say the surge in its `rate`',
    ],
    [
      "a: { at: 1s, for: 2s, down: web }, b: { at: 2s, for: 2s, down: web }",
      'at the same time "a" already does this to web; let one end before the other begins, or make them one',
    ],
  ])("%s", (timeline, message) => expect(said(timeline)).toEqual([message]));
  it("are said of every entry", () =>
    expect(said("a: { at: 1s, slow: wep, by: 2 }, b: { at: 1s, flush: nowhere }")).toHaveLength(2));
  it("work that waits where each query has a core of its own", () => {
    const part =
      "one: { type: database, cores: 1, scheduling: first-come-first-served, queries: { q: { time: 1ms } } }";
    expect(said("a: { at: 1s, for: 1s, down: one, work: resumes }", part)[0]).toContain(
      "there are no cores of its own",
    );
  });
  it("a part that breaks down by chance as well", () => {
    const part = "two: { type: service, breakdowns: { up: 1h, down: 1min }, endpoints: { a: [] } }";
    expect(said("a: { at: 1s, for: 1s, down: two }", part)[0]).toContain("has `breakdowns` of its own");
  });
  it("an unknown verb, with the nearest", () => {
    const [first] = said("a: { at: 1s, slwo: web, by: 2 }");
    expect(first).toContain("slow");
  });
});

it("has an empty timeline by default", () => expect(modelOf(shop("").replace(/timeline:.*/, "")).timeline).toEqual({}));
