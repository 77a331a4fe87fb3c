/** What is down, for how long, and what becomes of its work: caches, replicas, single instances; by hand. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, measure, requests, simulate } from "../simulate.js";

/** Requests 10 ms apart, the first at 10 ms. */
const shop = (timeline: string, page = "{ delay: 5ms }", n = 10): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, instances: 3, balance: round-robin, endpoints: { page: [${page}] } }
  seen: { type: cache, keys: { count: 1, zipf: 0 }, time: 1ms }
  rate: { type: cache, hit: 100%, time: 1ms }
  box: { type: host, cores: 4 }
  placed: { type: database, host: box, queries: { q: { time: 1ms } } }
  db: { type: database, cores: 4, replicas: { count: 2, lag: 3ms, replay: 100% }, queries: { read: { time: 5ms }, write: { time: 5ms, write: true } } }
  mails: { type: work-queue, workers: 2, steps: [{ delay: 15ms }] }
timeline: { ${timeline} }`;

const run = (timeline: string, page?: string, n?: number) =>
  simulate(shop(timeline, page, n), { durationMs: 1000, binMs: 100 });

describe("a cache", () => {
  it("is a miss while it is down, fills nothing, and comes back without its keys", () => {
    const page = "{ get: seen, miss: [{ delay: 9ms }] }";
    // The first fills; those of 40 to 60 ms find it down, that of 70 ms finds it empty.
    const downed = run("out: { at: 35ms, for: 30ms, down: seen }", page);
    expect(latencies(downed, "web.page")).toEqual([1, 1, 1, 1, 1, 10, 10, 10, 10, 10]);
    expect(measure(downed, "seen", "hitRate")).toBe(0.5);
    expect(failures(downed, "web.page")).toEqual({});
  });
  it("by chance is as before afterwards", () => {
    const downed = run("out: { at: 35ms, for: 30ms, down: rate }", "{ get: rate, miss: [{ delay: 9ms }] }");
    expect(latencies(downed, "web.page")).toEqual([...Array(7).fill(1), 10, 10, 10]);
  });
});

describe("replicas", () => {
  it("leave reads to the others, and lose those under way", () => {
    // In turn: that of 10 ms goes to the first replica, that of 20 ms to the second, that of 30 ms to the first.
    const one = run("out: { at: 32ms, for: 30ms, down: db, replicas: 1 }", "{ query: db.read }");
    expect(failures(one, "web.page")).toEqual({ "instance-down db": 1 });
    expect(endpoint(one, "web.page").answered).toBe(9);
  });
  it("fail reads where none is up, though the primary writes", () => {
    const all = (page: string) => run("out: { at: 36ms, for: 30ms, down: db, replicas: 2 }", page);
    expect(failures(all("{ query: db.read }"), "web.page")).toEqual({ "instance-down db": 3 });
    expect(failures(all("{ query: db.write }"), "web.page")).toEqual({});
  });
  it("are slow alone, in what they read and replay", () => {
    const one = run("a: { at: 15ms, for: 70ms, slow: db, by: 4, replicas: 1 }", "{ query: db.read }");
    expect(latencies(one, "web.page")).toEqual([5, 5, 5, 5, 5, 5, 5, 20, 20, 20]); // Those of 30, 50 and 70 ms.
    const written = run("a: { at: 12ms, slow: db, by: 4, replicas: 1 }", "{ query: db.write }", 1);
    expect(latencies(written, "web.page")).toEqual([5]);
    expect(measure(written, "db", "lagMs")).toEqual([8, 23]);
  });
  it("replay afterwards what was written meanwhile, one after the other", () => {
    const lags = (timeline: string) => measure(run(timeline, "{ query: db.write }", 5), "db", "lagMs");
    expect(lags("")).toEqual(Array(10).fill(8)); // 3 ms on the way, 5 ms of replay, on each of two.
    // Committed at 15, 25, 35, 45 and 55 ms; the first replica is down until 60 ms, and has them by 65, 70, 75, 80 and 85 ms.
    expect(lags("out: { at: 12ms, for: 48ms, down: db, replicas: 1 }")).toEqual([
      ...Array(5).fill(8),
      30,
      35,
      40,
      45,
      50,
    ]);
  });
  it("take the primary's outage no part in it", () =>
    expect(failures(run("out: { at: 1ms, for: 1s, down: db }", "{ query: db.read }"), "web.page")).toEqual({}));
});

describe("a work queue", () => {
  // Messages at 10, 20, 30, 40 and 50 ms, for two workers, 15 ms each.
  const page = "{ publish: mails }";
  const sent = (timeline: string) => run(timeline, page, 5);
  const done = (timeline: string) => measure(sent(timeline), "mails", "completionMs");
  it("that is down takes no messages, and its workers stop", () => {
    const downed = sent("out: { at: 22ms, for: 20ms, down: mails }"); // Those of 10 and 20 ms are lost.
    expect(failures(downed, "web.page")).toEqual({ "instance-down mails": 2 });
    expect(measure(downed, "mails", "failedMessages")).toBeCloseTo(2 / 3);
    expect(measure(downed, "mails", "completionMs")).toEqual([15]);
  });
  it("whose workers stop takes messages, which wait", () =>
    // Those of 30 and 40 ms begin at 42 ms, that of 50 ms at 57 ms.
    expect(done("out: { at: 22ms, for: 20ms, down: mails, workers: 2 }")).toEqual([17, 22, 27]));
  it("lets its workers finish", () =>
    // Until 25 and 35 ms; then as above.
    expect(done("out: { at: 22ms, for: 20ms, down: mails, workers: 2, work: finishes }")).toEqual([
      15, 15, 17, 22, 27,
    ]));
  it("takes back what they did, and repeats it", () => {
    // Back at 22 ms, the latest first; they begin at 42 ms, the next two at 57 ms, the last at 72 ms.
    expect(done("out: { at: 22ms, for: 20ms, down: mails, workers: 2, work: repeats }")).toEqual([32, 37, 37, 42, 47]);
    expect(
      measure(sent("out: { at: 22ms, for: 20ms, down: mails, workers: 2, work: repeats }"), "mails", "failedMessages"),
    ).toBe(0);
  });
  it("does not stand still for good where all workers are away", () => {
    const text = shop("out: { at: 22ms, for: 10s, down: mails, workers: 2 }", page, 5);
    expect(simulate(text, { durationMs: 1000, coolDownMs: 20 }).standstill).toBeNull();
  });
  it("loses what it takes back where it has no room for it", () => {
    const text = shop("out: { at: 22ms, for: 20ms, down: mails, workers: 2, work: repeats }", page, 5);
    const full = simulate(text.replace("workers: 2, steps", "workers: 2, limit: 1, steps"));
    expect((measure(full, "mails", "failedMessages") as number) > 0).toBe(true);
  });
  it("of which some stop loses the work of those who were at it, whoever they are", () => {
    // Of four workers two are at work when two stop: both, one or neither of those, one in the mean.
    const lost = (seed: string): number => {
      const text = shop("out: { at: 22ms, for: 30ms, down: mails, workers: 2 }", page, 2).replace(
        "workers: 2, steps",
        "workers: 4, steps",
      );
      return 2 * (measure(simulate(text, { seed }), "mails", "failedMessages") as number);
    };
    const all = Array.from({ length: 300 }, (_, seed) => lost(String(seed)));
    expect(new Set(all)).toEqual(new Set([0, 1, 2]));
    const mean = all.reduce((sum, n) => sum + n, 0) / all.length;
    expect(Math.abs(mean - 1)).toBeLessThan(3 * Math.sqrt(1 / 3 / all.length)); // Hypergeometric: variance 1/3.
  });
  it("of which one stops goes on with the others", () =>
    // One of the two is lost, that of 20 ms; the first ends at 25 ms; then those of 30, 40 and 50 ms, one by one and from 52 ms by two.
    expect(done("out: { at: 22ms, for: 30ms, down: mails, workers: 1 }")).toEqual([15, 15, 17, 20]));
});

describe("a single instance", () => {
  it("is down alone", () => {
    const second = run("out: { at: 1ms, for: 1s, down: web, instance: 2 }", undefined, 9);
    expect(endpoint(second, "web.page").failed).toBe(3); // In turn.
  });
  it("with others at other times, and beside them at the same time", () => {
    const two = "a: { at: 1ms, for: 1s, down: web, instances: 1 }, b: { at: 37ms, for: 1s, down: web, instance: 3 }";
    expect(endpoint(run(two, undefined, 9), "web.page").failed).toBe(3 + 2); // Those of 60 and 90 ms, too.
  });
  it("is slow alone", () => {
    const slow = run("bad: { at: 1ms, slow: web, by: 4, instance: 3 }", "{ delay: 2ms }, { cpu: 3ms }", 9);
    expect(latencies(slow, "web.page")).toEqual([5, 5, 5, 5, 5, 5, 20, 20, 20]);
  });
});

it("refuses what comes, and lets finish what is there", () => {
  const refusing = run("out: { at: 32ms, for: 26ms, down: web, work: finishes }"); // Those of 40 and 50 ms.
  expect(failures(refusing, "web.page")).toEqual({ "instance-down web": 2 });
});

it("does as each outage says", () => {
  const text = shop(
    "a: { at: 12ms, for: 5ms, down: web }, b: { at: 32ms, for: 20ms, down: web, work: resumes }",
    "{ cpu: 5ms }",
  );
  const both = simulate(text.replace("instances: 3,", "instances: 1, cores: 1,"));
  expect(failures(both, "web.page")).toEqual({ "instance-down web": 1 });
  // That of 30 ms has 3 ms to go at 52 ms, as have those of 40 and 50 ms, which share the core with it, and 60 ms.
  expect(latencies(both, "web.page").slice(0, 5)).toEqual([5, 5, 5, 5, 5]);
  expect(latencies(both, "web.page").at(-1)).toBeGreaterThan(20);
});

it("tells the share of their time that instances are up", () => {
  const third = run("out: { at: 100ms, for: 300ms, down: web, instance: 2 }");
  expect(measure(third, "web", "availability")).toBeCloseTo(0.9, 10);
});

describe("mistakes, all at once", () => {
  const said = (timeline: string): string[] => {
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(timeline) }));
    return diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message, hint = "" }) => `${message}; ${hint}`);
  };
  it.each([
    ["a: { at: 1s, for: 1s, down: web, instance: 5 }", "there is no instance 5 of 3; "],
    ["a: { at: 1s, for: 1s, down: web, instances: 4 }", "there are only 3; "],
    ["a: { at: 1s, for: 1s, down: web, replicas: 1 }", '"web" has no replicas; say how many of its instances'],
    ["a: { at: 1s, for: 1s, down: db, instances: 1 }", '"db" has no instances; say how many of its replicas'],
    ["a: { at: 1s, for: 1s, down: db, replicas: 3 }", "there are only 2; "],
    [
      "a: { at: 1s, for: 1s, down: seen, instance: 1 }",
      '"seen" has no instances; take `instance` out: it is down as a whole',
    ],
    [
      "a: { at: 1s, for: 1s, down: seen, work: resumes }",
      "there are no cores of its own to stand still; give `cores`, which are shared",
    ],
    ["a: { at: 1s, for: 1s, down: mails, workers: 3 }", "there are only 2; "],
    [
      "a: { at: 1s, for: 1s, down: mails, work: resumes }",
      "a message does not go on where it was; say `repeats`: it goes back into the queue",
    ],
    ["a: { at: 1s, for: 1s, down: placed }", '"placed" goes down with its machine; say `down: box`'],
    ["a: { at: 1s, slow: web, by: 2, instance: 4 }", "there is no instance 4 of 3; "],
    [
      "a: { at: 1s, slow: db, by: 2, instance: 1 }",
      '"db" has no instances; take `instance` out: it is slow as a whole',
    ],
    ["a: { at: 1s, slow: db, by: 2, replicas: 3 }", "there are only 2; "],
    [
      "a: { at: 1s, slow: placed, by: 2, replicas: 1 }",
      'there is no "replicas of placed" to slow; known: web, web.page, seen, rate, placed, placed.q, db, db.read',
    ],
    [
      "a: { at: 1s, for: 1s, down: web, instance: 1, instances: 2 }",
      "`instance` says which one already; take one of them out",
    ],
    [
      "a: { at: 1s, for: 2s, down: web, instances: 2 }, b: { at: 2s, for: 2s, down: web, instance: 2 }",
      'at the same time "a" already does this to web; let one end before the other begins, or make them one',
    ],
  ])("%s", (timeline, message) => expect(said(timeline)).toEqual([message]));
  it.each([
    "a: { at: 1s, for: 2s, down: web, instances: 2 }, b: { at: 2s, for: 2s, down: web, instance: 3 }",
    "a: { at: 1s, for: 2s, down: db, replicas: 2 }, b: { at: 2s, for: 2s, down: db }",
    "a: { at: 1s, slow: db, by: 2, replicas: 2 }, b: { at: 2s, slow: db, by: 2 }",
    "a: { at: 1s, slow: web, by: 2, instance: 1 }, b: { at: 2s, slow: web, by: 2, instance: 3 }",
  ])("but not %s", (timeline) => expect(said(timeline)).toEqual([]));
});
