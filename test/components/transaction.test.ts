/** A transaction holds its connection over queries, thinking and calls, to the commit. */
import { describe, expect, it } from "vitest";
import { failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

/** A request every 10 ms. */
const model = (steps: string, { pool = "connections: 1", more = "", n = 3, queries = "" } = {}): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
  db: { type: database, pool: { ${pool} }, ${more} queries: { read: { time: 5ms }, write: { time: 5ms, write: true }, ${queries} } }`;

describe("holds one connection", () => {
  it("over queries, thinking and the commit", () => {
    const steps =
      "{ transaction: db, commit: 1ms, steps: [{ query: db.read }, { delay: 10ms }, { query: db.write }] }, { delay: 2ms }";
    const measured = simulate(model(steps));
    expect(latencies(measured, "web.page")).toEqual([23, 34, 45]); // 21 each on the connection, one after the other.
    expect(measure(measured, "db", "heldMs")).toEqual([21, 21, 21]);
    expect(measure(measured, "db", "rolledBack")).toBe(0);
    expect(resource(measured, "db", "pool").busy).toBeCloseTo(63 / 1000, 9);
  });

  it("of the database itself, where there is no pool, and sets it up once", () => {
    const steps = "{ transaction: db, steps: [{ query: db.read }, { query: db.read }] }";
    const measured = simulate(
      model(steps, { more: "connections: 1, connect: 3ms," }).replace("pool: { connections: 1 },", ""),
    );
    expect(latencies(measured, "web.page")).toEqual([13, 13]);
    expect(failures(measured, "web.page")).toEqual({ "too-many-connections db": 1 });
  });

  it("which the parts it calls do not have: they take their own", () => {
    const text = model("{ transaction: db, steps: [{ query: db.read }, { call: other.does }] }", {
      pool: "connections: 1, per: instance",
    }).replace("  db:", "  other: { type: service, endpoints: { does: [{ query: db.read }] } }\n  db:");
    const measured = simulate(text);
    expect(latencies(measured, "web.page")).toEqual([10, 10, 10]);
    expect(resource(measured, "db", "pool of other").busy).toBeCloseTo(15 / 1000, 9);
  });

  it("of each of two databases, nested", () => {
    const steps = "{ transaction: db, steps: [{ transaction: log, steps: [{ query: db.read }, { query: log.add }] }] }";
    const text = `${model(steps)}\n  log: { type: database, pool: { connections: 5 }, queries: { add: { time: 7ms } } }`;
    const measured = simulate(text);
    expect(latencies(measured, "web.page")).toEqual([12, 14, 16]);
    expect(resource(measured, "log", "pool").busy).toBeCloseTo(36 / 1000, 9);
  });

  it("also for what works for it under a timeout or in a branch", () => {
    const steps =
      "{ transaction: db, steps: [{ query: db.read, timeout: 1s }, { parallel: [{ steps: [{ query: db.read }] }, { steps: [{ delay: 8ms }] }] }] }";
    expect(latencies(simulate(model(steps)), "web.page")).toEqual([13, 16, 19]);
  });
});

describe("is rolled back, and its connection is free again,", () => {
  it("when a query in it fails", () => {
    const steps = "{ transaction: db, steps: [{ query: db.read }, { query: db.bad }], fallback: [{ delay: 50ms }] }";
    const measured = simulate(model(steps, { queries: "bad: { time: 1ms, fails: 100% }" }));
    expect(latencies(measured, "web.page")).toEqual([56, 56, 56]);
    expect(measure(measured, "db", "rolledBack")).toBe(1);
    expect(resource(measured, "db", "pool").busy).toBeCloseTo(18 / 1000, 9);
  });

  it("when its deadline comes", () => {
    const steps = "{ transaction: db, deadline: 7ms, steps: [{ query: db.read }, { delay: 50ms }] }";
    const measured = simulate(model(steps));
    expect(failures(measured, "web.page")).toEqual({ "deadline db": 3 });
    expect(measure(measured, "db", "heldMs")).toEqual([7, 7, 7]);
  });

  it("and tried again from its beginning", () => {
    const steps = "{ transaction: db, retry: { attempts: 3 }, steps: [{ query: db.read }, { query: db.bad }] }";
    const measured = simulate(model(steps, { n: 1, queries: "bad: { time: 1ms, fails: 100% }" }));
    expect(measure(measured, "db", "heldMs")).toEqual([6, 6, 6]);
    expect(failures(measured, "web.page")).toEqual({ "query-failed db": 1 });
  });
});

describe("writes reach the replicas", () => {
  const replicas = { more: "replicas: { count: 1, lag: 10ms }," };
  it("at the commit, and not before", () => {
    const steps =
      "{ transaction: db, steps: [{ query: db.write }, { delay: 100ms }] }, { delay: 9ms }, { query: db.read }, { delay: 2ms }, { query: db.read }";
    const measured = simulate(model(steps, { ...replicas, n: 1 }));
    expect(measure(measured, "db", "lagMs")).toEqual([10]);
    expect(measure(measured, "db", "staleReads")).toBe(0.5); // The first comes 9 ms after the commit.
  });

  it("and never when it is rolled back", () => {
    const steps =
      "{ transaction: db, steps: [{ query: db.write }, { fail: 100% }], fallback: continue }, { query: db.read }";
    const measured = simulate(model(steps, replicas));
    expect(measure(measured, "db", "lagMs")).toEqual([]);
    expect(measure(measured, "db", "staleReads")).toBe(0);
  });

  it("of the attempt that commits, also when another was given up before", () => {
    const steps =
      "{ transaction: db, timeout: 15ms, retry: { attempts: 2 }, steps: [{ query: db.write }, { delay: exponential(11ms) }] }";
    const measured = simulate(model(steps, { ...replicas, n: 40, pool: "connections: 40" }), { durationMs: 2000 });
    const ended = measure(measured, "db", "heldMs") as number[];
    expect((measure(measured, "db", "lagMs") as number[]).length).toBe(ended.length); // A timeout stops no work.
  });

  it("but not of a query that is still under way when all is rolled back", () => {
    const steps =
      "{ transaction: db, steps: [{ query: db.write, timeout: 3ms }], fallback: continue }, { delay: 40ms }";
    expect(measure(simulate(model(steps, { ...replicas, n: 1 })), "db", "lagMs")).toEqual([]);
  });

  it("with reads in it answered by the primary", () => {
    const measured = simulate(
      model("{ transaction: db, steps: [{ query: db.read }] }", { more: "cores: 1, replicas: { count: 2 }," }),
    );
    expect(resource(measured, "db", "replica cores").busy).toBe(0);
    expect(resource(measured, "db", "cores").busy).toBeCloseTo(15 / 1000, 9);
  });
});

it("overhead holds the connection, and no core", () => {
  const measured = simulate(
    model("{ query: db.slow }", { more: "cores: 1,", queries: "slow: { time: 5ms, overhead: 20ms }" }),
  );
  expect(latencies(measured, "web.page")).toEqual([25, 40, 55]);
  expect(resource(measured, "db", "pool").busy).toBeCloseTo(75 / 1000, 9);
  expect(resource(measured, "db", "cores").busy).toBeCloseTo(15 / 1000, 9);
});

it("a write in it is the latest version at the commit: until then reads at a replica are not stale", () => {
  const measured = simulate(`
version: 1
data: { product: { keys: 1 } }
traffic:
  writer: { ${requests(1, 10)}, to: web.change }
  early: { ${requests(1, 40)}, to: web.look }
  late: { ${requests(1, 80)}, to: web.look }
parts:
  web:
    type: service
    endpoints:
      change: [{ transaction: db, steps: [{ query: db.write }, { delay: 50ms }] }]
      look: [{ query: db.read }]
  db:
    type: database
    replicas: { count: 1, lag: 100ms }
    queries: { read: { time: 1ms, of: product }, write: { time: 5ms, write: true, of: product } }`);
  expect(measure(measured, "db", "staleReads")).toBe(0.5); // Committed at 65.
  expect(measure(measured, "db", "behindMs")).toEqual([15]);
});
