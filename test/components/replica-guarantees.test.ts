/** What is promised of replicas: to see one's own writes, to have them before the answer, to take over. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { RunPlan } from "../../src/model/wiring/compile.js";
import { endpoint, failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

interface Asked {
  readonly replicas: string;
  readonly steps?: string;
  readonly traffic?: string;
  readonly data?: string;
  readonly db?: string;
  readonly timeline?: string;
}

const text = ({ replicas, db = "", timeline = "", ...asked }: Asked): string => `
version: 1
traffic: { ${asked.traffic ?? `users: { ${requests(9, 100)}, to: web.both }`} }
data: { ${asked.data ?? "product: { keys: 1M }"} }
timeline: { ${timeline} }
parts:
  web:
    type: service
    endpoints: { both: [${asked.steps ?? "query: db.write, query: db.read"}], read: [query: db.read], write: [query: db.write] }
  db:
    type: database
    ${db}
    queries: { read: { time: 2ms, of: product }, write: { time: 5ms, of: product, write: true } }
    replicas: { ${replicas}, reads: [read] }`;

const run = (asked: Asked, plan: Partial<RunPlan> = {}) => simulate(text(asked), plan);
const said = (asked: Asked): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text(asked) })).diagnostics.map(({ message }) => message);

describe("own-writes: a writer reads from the primary for a time", () => {
  const asked = { replicas: "count: 1, lag: 50ms, own-writes: 60ms", db: "cores: 1" };
  const readAfter = (ms: number): string => `query: db.write, { delay: ${ms}ms }, query: db.read`;

  it("as its request, if traffic does not say whose it is", () => {
    const within = run({ ...asked, steps: readAfter(55) });
    expect(measure(within, "db", "ownMissed")).toBe(0);
    expect(resource(within, "db", "replica cores").busy).toBe(0);
    expect(resource(within, "db", "cores").busy).toBeCloseTo((9 * 7) / 1000, 9);
    const after = run({ ...asked, steps: readAfter(65) });
    expect(resource(after, "db", "replica cores").busy).toBeCloseTo((9 * 2) / 1000, 9);
  });

  it("too short a time misses some", () =>
    expect(
      measure(
        run({ ...asked, replicas: "count: 1, lag: 50ms, own-writes: 10ms", steps: readAfter(20) }),
        "db",
        "ownMissed",
      ),
    ).toBe(1));

  it("as a customer, over requests", () => {
    const customers = {
      ...asked,
      traffic: "user: { users: 1, think: 10ms, by: customer, to: web.both }",
      data: "product: { keys: 1 }, customer: { keys: 3 }",
      steps: "query: db.read, query: db.write",
    };
    expect(measure(run(customers), "db", "customerMissed")).toBe(0);
    const requestsAlone = { ...customers, traffic: "user: { users: 1, think: 10ms, to: web.both }" };
    expect(measure(run(requestsAlone), "db", "staleReads")).toBeGreaterThan(0.9);
  });

  it("is a share of all reads that would go to replicas", () => {
    const mixed =
      "users: { rate: 50/s, arrivals: constant, to: web.both }, readers: { rate: 50/s, arrivals: constant, to: web.read }";
    const measured = run({ ...asked, traffic: mixed, steps: readAfter(1), data: "product: { keys: 1 }" });
    expect(measure(measured, "db", "staleReads")).toBeCloseTo(0.5, 1); // Of the others; those who wrote see it.
  });
});

describe("waits-for: a write is answered when so many replicas have applied it", () => {
  it("takes the lag and the replay longer, on its connection", () => {
    const asked = { replicas: "count: 2, lag: 40ms, replay: 100%, waits-for: 1", db: "connections: 9" };
    const measured = run({ ...asked, steps: "query: db.write" });
    expect(latencies(measured, "web.both")).toEqual(Array(9).fill(50));
    expect(resource(measured, "db", "connections").busy).toBeCloseTo((9 * 50) / 1000, 9);
    const read = run({ ...asked, replicas: "count: 2, lag: 40ms, replay: 100%, waits-for: 2" });
    expect(measure(read, "db", "staleReads")).toBe(0);
  });

  it("the k-th of n exponential lags: (H(n) − H(n − k)) times one in the mean", () => {
    const mean = (count: number, needs: number): number => {
      const asked = {
        replicas: `count: ${count}, lag: exponential(40ms), waits-for: ${needs}`,
        steps: "query: db.write",
      };
      const measured = run(
        { ...asked, traffic: "users: { rate: 500/s, to: web.both }" },
        { durationMs: 100_000, binMs: 10_000 },
      );
      const { latencyMs } = endpoint(measured, "web.both");
      return latencyMs.sum / latencyMs.count - 5;
    };
    expect(Math.abs(mean(1, 1) / 40 - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean(3, 1) / (40 / 3) - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean(3, 2) / (40 * (1 / 3 + 1 / 2)) - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean(3, 3) / (40 * (1 / 3 + 1 / 2 + 1)) - 1)).toBeLessThan(0.02);
  });

  it("a transaction waits for the last of its writes, and lets its connection go when it is stopped", () => {
    const two = "{ transaction: db, steps: [query: db.write, query: db.write], WITH }";
    const asked = { replicas: "count: 2, lag: 40ms, waits-for: 2", db: "connections: 9" };
    const waited = run({ ...asked, steps: two.replace(", WITH", "") });
    expect(latencies(waited, "web.both")).toEqual(Array(9).fill(50));
    expect(resource(waited, "db", "connections").busy).toBeCloseTo((9 * 50) / 1000, 9);
    const stopped = run({ ...asked, steps: two.replace("WITH", "deadline: 20ms, fallback: continue") });
    expect(latencies(stopped, "web.both")).toEqual(Array(9).fill(20));
    expect(resource(stopped, "db", "connections").busy).toBeCloseTo((9 * 20) / 1000, 9);
  });

  it("a write that is not the last of its transaction is taken for no other", () => {
    const asked = {
      replicas: "count: 2, lag: exponential(30ms), replay: 50%, waits-for: 2",
      steps: "{ transaction: db, steps: [query: db.write, query: db.write] }, query: db.read",
      data: "product: { keys: 100 }",
      traffic: "users: { rate: 100/s, to: web.both }",
    };
    expect(measure(run(asked, { durationMs: 20_000, binMs: 10_000 }), "db", "ownMissed")).toBe(0);
  });

  it("a transaction waits for each of its writes, whichever arrives last", () => {
    const steps = "{ transaction: db, steps: [{ repeat: 2, steps: [query: db.write] }] }, query: db.read";
    const asked = { replicas: "count: 2, lag: exponential(40ms), waits-for: 2", steps };
    const measured = run(
      { ...asked, traffic: "users: { rate: 200/s, to: web.both }" },
      { durationMs: 20_000, binMs: 1000 },
    );
    expect(measure(measured, "db", "ownMissed")).toBe(0);
    const { latencyMs } = endpoint(measured, "web.both");
    const slowestOfFour = 40 * (1 + 1 / 2 + 1 / 3 + 1 / 4);
    expect(Math.abs(latencyMs.sum / latencyMs.count - 12 - slowestOfFour) / slowestOfFour).toBeLessThan(0.03);
  });

  it("leaves when its deadline comes, and the row serves another", () => {
    const steps = "{ query: db.write, deadline: 20ms, fallback: continue }, { delay: 90ms }";
    const measured = run({ replicas: "count: 2, lag: 40ms, waits-for: 2", steps });
    expect(latencies(measured, "web.both")).toEqual(Array(9).fill(110));
  });

  it("and more than there are would wait for ever", () =>
    expect(said({ replicas: "count: 2, waits-for: 3" })).toEqual(["there are only 2, so a write would wait for ever"]));
});

describe("promote: a replica takes the place of a primary that is down", () => {
  const timeline = "crash: { at: 305ms, for: 400ms, down: db }";
  const writers = `users: { ${requests(9, 100)}, to: web.write }`;

  it("after so long", () => {
    const down = run({ replicas: "count: 2, lag: 40ms", timeline, traffic: writers });
    expect(failures(down, "web.write")).toEqual({ "instance-down db": 5 }); // Those of 300, under way, to 700 ms.
    const short = run({ replicas: "count: 2, lag: 40ms, promote: 150ms", timeline, traffic: writers });
    expect(failures(short, "web.write")).toEqual({ "instance-down db": 2 });
    expect(measure(short, "db", "outageMs")).toEqual([150]);
  });

  it("as soon as one is up, where none was by then", () => {
    const both = `${timeline}, away: { at: 300ms, for: 150ms, down: db, replicas: 2 }`;
    const late = run({ replicas: "count: 2, lag: 40ms, promote: 50ms", timeline: both, traffic: writers });
    expect(failures(late, "web.write")).toEqual({ "instance-down db": 2 }); // Of 300, under way, and 400.
    expect(measure(late, "db", "outageMs")).toContain(145); // Of the primary: until 450.
  });

  it("what had reached no replica is lost", () => {
    const lost = (lag: number, more = ""): number | number[] =>
      measure(
        run({ replicas: `count: 2, lag: ${lag}ms, promote: 50ms ${more}`, timeline, traffic: writers }),
        "db",
        "writesLost",
      );
    // Committed at 105, 205 and from 405 on; that of 300 is under way when the primary crashes.
    expect(lost(40)).toBe(0);
    expect(lost(150)).toBe(1 / 8); // That of 205 arrives at 355.
    expect(lost(250)).toBe(2 / 8);
    expect(lost(250, ", waits-for: 1")).toBe(0); // None of them was answered.
  });

  it("nothing is lost if the primary comes back before", () => {
    const asked = {
      replicas: "count: 1, lag: 120ms, promote: 150ms",
      timeline: "crash: { at: 305ms, for: 100ms, down: db }",
      traffic: writers,
    };
    const measured = run(asked);
    expect(measure(measured, "db", "writesLost")).toBe(0);
    expect(measure(measured, "db", "outageMs")).toEqual([100]);
    expect(measure(measured, "db", "lagMs")).toContain(200); // That of 205 is sent when it is back, at 405.
  });

  it("the one promoted reads no more; alone, it reads as the primary", () => {
    const busy = (count: number) => {
      const db = "cores: 1, scheduling: first-come-first-served".split(", ").join("\n    ");
      const traffic = `users: { ${requests(9, 100)}, to: web.read }`;
      const measured = run({ replicas: `count: ${count}, lag: 40ms, promote: 50ms`, timeline, traffic, db });
      const ofReplicas = resource(measured, "db", "replica cores").busyByInstance.map((each) =>
        Math.round(each * 1000),
      );
      return [Math.round(resource(measured, "db", "cores").busy * 1000), ...ofReplicas];
    };
    expect(busy(1)).toEqual([8, 10]); // Reads of 400, 500, 600 and 700 ms go to what is the primary now.
    expect(busy(2)).toEqual([0, 6, 12]);
  });

  it("a lost write is as if it had never been", () => {
    const steps = "query: db.write, { delay: 300ms }, query: db.read";
    const traffic =
      "user: { rate: { profile: [{ at: 0, rate: 10/s }, { at: 350ms, rate: 0/s }] }, arrivals: constant, to: web.both }";
    const asked = { replicas: "count: 2, lag: 250ms, promote: 50ms", timeline, traffic, steps };
    expect(measure(run(asked), "db", "staleReads")).toBe(0); // Of 405 and 505 ms: what they wrote is gone.
  });

  it("a machine takes its primary with it", () =>
    expect(
      said({ replicas: "count: 1, promote: 5s", db: "host: box" }).filter((message) => message.includes("machine")),
    ).toEqual(['the primary goes down with its machine, "box"']));
});
