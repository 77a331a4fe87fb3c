/** A system that becomes another while it runs: by hand, against theory, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

const shop = (timeline: string, { page = "{ query: db.read }", n = 10, more = "", web = "" } = {}): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, ${web} endpoints: { page: [${page}] } }
  db: { type: database, cores: 4, scheduling: first-come-first-served, pool: { connections: 1 }, queries: { read: { time: 3ms } } }
  mails: { type: work-queue, workers: 1, steps: [{ delay: 25ms }] }
  ${more}
timeline: { ${timeline} }`;

const run = (timeline: string, how: Parameters<typeof shop>[1] = {}) =>
  simulate(shop(timeline, how), { durationMs: 1000, binMs: 100 });

describe("set", () => {
  it("changes a query's time for all that begin afterwards, those that wait for a connection too", () => {
    const added = run("index: { at: 52ms, set: { db.queries.read.time: 1ms } }");
    expect(latencies(added, "web.page")).toEqual([1, 1, 1, 1, 1, 3, 3, 3, 3, 3]);
    const waiting = simulate(
      shop("index: { at: 60ms, set: { db.queries.read.time: 1ms } }").replace("time: 3ms", "time: 25ms"),
      { durationMs: 1000 },
    );
    // Begun at 10 and 35 ms; the third begins at 60 ms, when the change comes first.
    expect(latencies(waiting, "web.page")).toEqual([1, 1, 1, 1, 4, 13, 22, 25, 31, 40]);
  });
  it("for a while, then it is as before", () => {
    const rush = run("test: { at: 35ms, for: 30ms, set: { db.queries.read.time: 1ms } }");
    expect(latencies(rush, "web.page")).toEqual([1, 1, 1, 3, 3, 3, 3, 3, 3, 3]);
  });
  it("resizes a pool: those that wait get the new connections at once, and none is taken from whoever holds one", () => {
    const text = shop("more: { at: 55ms, set: { db.pool.connections: 9 } }")
      .replace("time: 3ms", "time: 50ms")
      .replace("cores: 4", "cores: 99");
    // Alone until 60 ms; those of 20 to 50 ms wait for it until 55.
    expect(latencies(simulate(text, { durationMs: 1000 }), "web.page")).toEqual([
      50, 50, 50, 50, 50, 50, 55, 65, 75, 85,
    ]);
    const fewer = shop("less: { at: 55ms, set: { db.pool.connections: 1 } }")
      .replace("time: 3ms", "time: 25ms")
      .replace("connections: 1", "connections: 9");
    // Those of 40 and 50 ms go on together; then one after the other.
    expect(latencies(simulate(fewer, { durationMs: 1000 }), "web.page").slice(0, 5)).toEqual([25, 25, 25, 25, 25]);
    expect(resource(simulate(fewer, { durationMs: 1000 }), "db", "pool").capacity).toBeCloseTo(9 * 0.055 + 0.945, 9);
  });
  it("adds and takes away instances, whose requests are answered before they go", () => {
    const page = "{ delay: 25ms }";
    const web = "instances: 1, threads: 1, ";
    const more = run("scale out: { at: 45ms, set: { web.instances: 9 } }", { page, web });
    expect(latencies(more, "web.page")).toEqual([25, 25, 25, 25, 25, 25, 25, 40, 55, 70]);
    expect(measure(more, "web", "instances")).toEqual([9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
    const fewer = run("scale in: { at: 45ms, set: { web.instances: 1 } }", { page, web: "instances: 9, threads: 1, " });
    expect(endpoint(fewer, "web.page").answered).toBe(10);
    expect(endpoint(fewer, "web.page").failed).toBe(0);
    expect(measure(fewer, "web", "instances")).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });
  it("of workers", () => {
    const many = run("more: { at: 55ms, set: { mails.workers: 9 } }", { page: "{ publish: mails }" });
    expect(measure(many, "mails", "completionMs")).toEqual([25, 25, 25, 25, 25, 25, 30, 40, 40, 50]);
  });
  it("gives no slot away until fewer are held than there are", () => {
    const text = shop("less: { at: 57ms, set: { db.pool.connections: 1 } }", { n: 9 })
      .replace("time: 3ms", "time: 45ms")
      .replace("connections: 1", "connections: 3")
      .replace("cores: 4", "cores: 99");
    // Three are under way, until 65, 75 and 100 ms; only then begins the next, that of 50 ms.
    expect(latencies(simulate(text, { durationMs: 1000 }), "web.page")).toEqual([
      45, 45, 45, 60, 95, 130, 165, 200, 235,
    ]);
  });
  it("of cores that stand still, once they go on", () => {
    const cores = "out: { at: 12ms, for: 30ms, down: web, work: resumes }, more: { at: 20ms, set: { web.cores: 2 } }";
    const still = run(cores, { page: "{ cpu: 10ms }", web: "cores: 1, ", n: 1 });
    expect(latencies(still, "web.page")).toEqual([40]); // 2 ms before, 8 ms from 42 ms on.
  });
  it("also for instances that come later, and those that leave count until they have", () => {
    const both = "cores: { at: 35ms, set: { web.cores: 2 } }, more: { at: 55ms, set: { web.instances: 2 } }";
    const { capacityByBin } = resource(run(both, { web: "instances: 1, cores: 1, " }), "web", "cores");
    expect(capacityByBin!.at(-1)).toBeCloseTo(4, 9);
    expect(capacityByBin![0]).toBeCloseTo((35 * 1 + 20 * 2 + 45 * 4) / 100, 9);
    const fewer = run("scale in: { at: 45ms, set: { web.instances: 1 } }", {
      page: "{ delay: 95ms }",
      web: "instances: 2, threads: 1, ",
      n: 2,
    });
    expect(measure(fewer, "web", "instances")).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]); // Until 115 ms.
    expect(resource(fewer, "web", "threads").capacityByBin![1]).toBeCloseTo(1.15, 9);
  });
  it("of how many may wait, and how many look-ups hit", () => {
    const web = "threads: 1, ";
    const page = "{ delay: 95ms }";
    // One after the other from 10 ms on; at 55 ms four wait, and no more may.
    expect(failures(run("full: { at: 55ms, set: { web.queue: 4 } }", { page, web }), "web.page")).toEqual({
      "queue-full web": 5,
    });
    const more = run("room: { at: 55ms, set: { web.queue: unlimited } }", { page, web: `${web}queue: 1, ` });
    expect(failures(more, "web.page")).toEqual({ "queue-full web": 3 }); // Those of 30, 40 and 50 ms.
    expect(
      failures(run("few: { at: 55ms, set: { mails.limit: 2 } }", { page: "{ publish: mails }" }), "web.page"),
    ).toEqual({ "queue-full mails": 4 }); // Two are done by 60 ms, and three wait.
    const near = { more: "near: { type: cache, hit: 100%, time: 1ms }", page: "{ get: near, miss: [{ delay: 4ms }] }" };
    expect(latencies(run("cold: { at: 55ms, set: { near.hit: 0% } }", near), "web.page")).toEqual([
      1, 1, 1, 1, 1, 5, 5, 5, 5, 5,
    ]);
  });
  it("of a quota: as many tokens are missing as before", () => {
    const pay = {
      more: "pay: { type: service, limit: { rate: 20/s, burst: 2 }, endpoints: { charge: [{ delay: 1ms }] } }",
      page: "{ call: pay.charge }",
    };
    // At 10, 20, 60 and, without a change, 110 ms …; at 65 ms 1.9 are missing, and the next comes in 0.9 ÷ 0.1 ms.
    expect(failures(run("cut: { at: 500ms, set: { pay.limit.rate: 1/s } }", pay), "web.page")).toEqual({
      "limited pay": 7,
    });
    expect(failures(run("more: { at: 65ms, set: { pay.limit.rate: 100/s } }", pay), "web.page")).toEqual({
      "limited pay": 4,
    });
    expect(failures(run("less: { at: 15ms, set: { pay.limit.burst: 1 } }", pay), "web.page")).toEqual({
      "limited pay": 8,
    });
  });
  it("a service with twice the threads is the M/M/2 that theory knows", () => {
    // λ = 0.8/ms, μ = 1/ms: M/M/1 waits 4 ms on average, M/M/2 0.19 ms.
    const text = `
version: 1
traffic: { users: { rate: 800/s, to: web.page } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(1ms) }] } } }
timeline: { more: { at: 20s, set: { web.threads: 2 } } }`;
    const later = simulate(text, { warmUpMs: 25_000, durationMs: 400_000, binMs: 10_000 });
    const { values, counts } = resource(later, "web", "threads").waitingTimeMs;
    const mean = values.reduce((sum, ms, i) => sum + ms * counts[i]!, 0) / counts.reduce((a, b) => a + b, 0);
    expect(mean).toBeGreaterThan(0.18);
    expect(mean).toBeLessThan(0.2); // (0.8² ÷ (4 − 0.8²)) ms = 0.1905.
    expect(resource(later, "web", "threads").capacity).toBeCloseTo(2, 9);
  });
});

describe("becomes", () => {
  it("adds a part and changes steps", () => {
    const cached = `cached: { at: 55ms, becomes: {
      parts: { near: { type: cache, hit: 100%, time: 1ms }, web: { endpoints: { page: [{ get: near, miss: [{ query: db.read }] }] } } } } }`;
    expect(latencies(run(cached), "web.page")).toEqual([1, 1, 1, 1, 1, 3, 3, 3, 3, 3]);
  });
  it("edits steps as a variant does", () => {
    const faster = `faster: { at: 55ms, becomes: { edit: { web.page: { after: { query db.read: [{ delay: 4ms }] } } } } }`;
    expect(latencies(run(faster), "web.page")).toEqual([3, 3, 3, 3, 3, 7, 7, 7, 7, 7]);
  });
  it("brings the same work before and after", () => {
    const text = (timeline: string) =>
      shop(timeline).replace("time: 3ms", "time: exponential(3ms)").replace("connections: 1", "connections: 99");
    const of = (timeline: string) => latencies(simulate(text(timeline), { durationMs: 1000 }), "web.page");
    const same = "later: { at: 55ms, becomes: { edit: { web.page: { after: { query db.read: [{ delay: 0ms }] } } } } }";
    expect(of(same)).toEqual(of(""));
  });
  it("a later one is laid over an earlier one, wherever it stands in the file", () => {
    const two =
      "b: { at: 55ms, set: { db.queries.read.time: 1ms } }, a: { at: 35ms, set: { db.queries.read.time: 6ms } }";
    expect(latencies(run(two), "web.page")).toEqual([1, 1, 1, 1, 1, 3, 3, 3, 6, 6]);
  });
  it("one after the other: each is laid over what is there", () => {
    const two = `a: { at: 35ms, for: 40ms, set: { db.queries.read.time: 6ms } },
      b: { at: 55ms, becomes: { edit: { web.page: { after: { query db.read: [{ delay: 1ms }] } } } } }`;
    expect(latencies(run(two), "web.page")).toEqual([3, 3, 3, 4, 4, 4, 6, 6, 7, 7]);
  });
});

describe("mistakes", () => {
  const said = (timeline: string, how: Parameters<typeof shop>[1] = {}): string[] => {
    const { diagnostics } = readModel("model.yaml", memoryFiles({ "model.yaml": shop(timeline, how) }));
    return diagnostics.flatMap(({ severity, message, hint, location }) =>
      severity === "error" ? [`${location?.line ?? "?"}: ${message}${hint === undefined ? "" : `; ${hint}`}`] : [],
    );
  };
  it("says what is not there, with the nearest word", () =>
    expect(said("a: { at: 1s, set: { dp.queries.read.time: 1ms } }")).toEqual([
      '9: there is nothing to set at "dp.queries.read.time"; did you mean "db"?',
    ]));
  it("says what is wrong with a value, as of a file", () =>
    expect(said("a: { at: 1s, set: { db.queries.read.time: 1apple } }")[0]).toMatch(/^9: /));
  it("says what cannot change while the system runs, and what can", () =>
    expect(said("a: { at: 1s, set: { db.scheduling: processor-sharing } }")).toEqual([
      '9: "db.scheduling" cannot change while the system runs; it can: queries, pool.connections, pool.queue, connections, cores, connect or network.bandwidth',
    ]));
  it("refuses a limit where there was none", () =>
    expect(said("a: { at: 1s, set: { web.threads: 5 } }")).toEqual([
      '9: "web.threads" cannot change while the system runs; it must have a limit from the beginning',
    ]));
  it("says where something must be from the beginning so that a value of it can change", () =>
    expect(said("a: { at: 1s, set: { web.limit.rate: 5/s } }")).toEqual([
      '5: "web.limit" cannot change while the system runs; it must have a limit from the beginning',
    ]));
  it("says once that a part cannot become one of another type, not of each of its options", () =>
    expect(
      said("a: { at: 1s, becomes: { parts: { pay: { type: module } } } }", {
        page: "{ call: pay.charge }",
        more: "pay: { type: service, endpoints: { charge: [{ delay: 1ms }] } }",
      }),
    ).toEqual([
      '9: "pay" cannot become a module while the system runs; give what it becomes another name, and let others call that',
    ]));
  it("refuses what changes nothing", () =>
    expect(said("a: { at: 1s, set: { db.queries.read.time: 3ms } }")).toEqual(["9: this changes nothing"]));
  it("refuses all but parts and steps", () =>
    expect(said("a: { at: 1s, becomes: { traffic: { users: { rate: 5/s } } } }")).toEqual([
      '9: "traffic" cannot change while the system runs; say parts, links or edit',
    ]));
  it("refuses a moment about what is gone by then", () =>
    expect(
      said(
        "gone: { at: 1s, becomes: { parts: { mails: null } } }, out: { at: 2s, for: 1s, down: mails }, in: { at: 500ms, for: 100ms, down: mails }",
      ),
    ).toEqual(['9: there is no "mails" any more at 2s']));
  it("refuses a system that would not be one", () =>
    expect(said("a: { at: 1s, becomes: { parts: { db: null } } }")[0]).toMatch(/there is no part "db"/));
  it("lets a failing endpoint be", () => expect(failures(run(""), "web.page")).toEqual({}));
});
