/** What is certain of transactions: how long they hold, how many wait, and when a pool locks itself. */
import { describe, expect, it } from "vitest";
import { studentTQuantile } from "../../src/mathematics/student-t.js";
import { memoryFiles, sorted } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, simulate } from "../simulate.js";

const remarks = (text: string): string[] =>
  sorted(readModel("m.yaml", memoryFiles({ "m.yaml": text })).diagnostics).map(
    ({ severity, location, message, hint }) => `${severity} ${location?.line}: ${message}${hint ? ` (${hint})` : ""}`,
  );

const model = ({
  traffic = "rate: 10/s",
  web = "",
  pool = "connections: 4",
  steps = "{ transaction: db, steps: [{ query: db.read }] }",
  others = "",
} = {}): string => `
version: 1
traffic: { t: { ${traffic}, to: web.page } }
parts:
  web: { type: service, ${web} endpoints: { page: [${steps}] } }
  db: { type: database, pool: { ${pool} }, queries: { read: { time: 1ms } } }
${others}`;

describe("bad input", () => {
  it("a database that is not there, with the nearest", () =>
    expect(remarks(model({ steps: "{ transaction: bd, steps: [{ query: db.read }] }" }))).toEqual([
      'error 5: there is no part "bd" (did you mean "db"?)',
    ]));

  it("a part that is none", () =>
    expect(remarks(model({ steps: "{ transaction: web, steps: [{ query: db.read }] }" }))[0]).toContain(
      '"web" is a service, not a database (known: db)',
    ));

  it("a query instead of its database", () =>
    expect(remarks(model({ steps: "{ transaction: db.read, steps: [{ query: db.read }] }" }))[0]).toContain(
      "a name has",
    ));

  it("no steps, and an unknown query inside", () => {
    expect(remarks(model({ steps: "{ transaction: db }" }))[0]).toContain("steps");
    expect(remarks(model({ steps: "{ transaction: db, steps: [{ query: db.raed }] }" }))[0]).toContain(
      '"db" has no query "raed" (did you mean "db.read"?)',
    );
  });

  it("a connection held for nothing", () =>
    expect(remarks(model({ steps: "{ transaction: db, steps: [{ delay: 5ms }] }" }))).toEqual([
      "warning 5: holds a connection of db and asks nothing of it (write its queries inside, under `steps`: `query: db.…`)",
    ]));

  it.each([
    ["in two branches", "{ parallel: [{ steps: [{ query: db.read }] }, { steps: [{ query: db.read }] }] }"],
    ["in copies of one", "{ parallel: [{ times: 3, steps: [{ query: db.read }] }] }"],
  ])("several queries at once on one connection: %s", (_, inside) =>
    expect(remarks(model({ steps: `{ transaction: db, steps: [${inside}] }` }))).toEqual([
      "error 5: several queries at once on the one connection that a transaction holds of db (a connection does one query at a time: write them one after another, or outside the transaction)",
    ]),
  );

  it("none, where only one branch asks", () =>
    expect(
      remarks(
        model({
          steps:
            "{ transaction: db, steps: [{ parallel: [{ steps: [{ query: db.read }] }, { steps: [{ delay: 9ms }] }] }] }",
        }),
      ),
    ).toEqual([]));
});

/** Every request needs m connections of the pool at once. */
const nested = (m: number): string =>
  `{ transaction: db, steps: [{ query: db.read }, { delay: exponential(3ms) }${m === 1 ? "" : `, ${nested(m - 1)}`}] }`;

describe("a pool that locks itself", () => {
  it("is certain where one request alone needs more than there are", () => {
    const [only, ...more] = remarks(model({ pool: "connections: 1", steps: nested(2) }));
    expect(more).toEqual([]);
    expect(only).toContain(
      "error 5: needs 2 connections at once of the pool of db, which has 1: it never gets the last one",
    );
    expect(only).toContain("ask on the connection that the transaction holds, in its own `steps`");
    expect(remarks(model({ pool: "connections: 1, acquire: 1s", steps: nested(2) }))[0]).toContain(
      "needs 2 connections",
    );
  });

  it("is possible with n · (m − 1) connections, and not with one more", () => {
    const of = (connections: number, m: number): string[] =>
      remarks(model({ traffic: "users: 5, think: 9ms", pool: `connections: ${connections}`, steps: nested(m) }));
    expect(of(5, 2)[0]).toContain("each holds one of the 5 connections of the pool of db and waits for another");
    expect(of(5, 2)[0]).toContain("6 connections are enough for all that may come at once; or ask on the connection");
    expect(of(6, 2)).toEqual([]);
    expect(of(10, 3)[0]).toContain("11 connections are enough");
    expect(of(11, 3)).toEqual([]);
  });

  it("is possible with any number from open traffic, and with none where threads let in few enough", () => {
    expect(remarks(model({ pool: "connections: 500", steps: nested(2) }))[0]).toContain(
      "no number of connections is safe",
    );
    expect(remarks(model({ web: "threads: 3,", steps: nested(2) }))).toEqual([]);
    expect(remarks(model({ web: "threads: 4,", steps: nested(2) }))[0]).toContain("5 connections are enough");
  });

  it("counts the threads of one instance where each has a pool of its own", () => {
    const each = (threads: number): string[] =>
      remarks(
        model({ web: `instances: 3, threads: ${threads},`, pool: "connections: 4, per: instance", steps: nested(2) }),
      );
    expect(each(3)).toEqual([]);
    expect(each(4)[0]).toContain("4 connections of the pool of web at db");
  });

  it("through a call: the other service takes a connection of the same pool, if it is shared", () => {
    const calling = (per: string): string[] =>
      remarks(
        model({
          pool: `connections: 4, per: ${per}`,
          steps: "{ transaction: db, steps: [{ query: db.read }, { call: other.does }] }",
          others: "  other: { type: service, endpoints: { does: [{ query: db.read }] } }",
        }),
      );
    expect(calling("all")[0]).toContain("each holds one of the 4 connections of the pool of db");
    expect(calling("instance")).toEqual([]);
  });

  it("through threads: those that hold connections call a service whose threads wait for connections", () => {
    const [only] = remarks(
      model({
        web: "threads: 8,",
        pool: "connections: 4",
        steps: "{ transaction: db, steps: [{ query: db.read }, { call: web.inner }] }",
      }).replace("endpoints: {", "endpoints: { inner: [{ delay: 1ms }],"),
    );
    expect(only).toContain("requests may wait for each other for ever");
  });

  const run = (connections: number, m: number, users: number, seed: string) =>
    simulate(
      model({
        traffic: `users: ${users}, think: exponential(2ms)`,
        pool: `connections: ${connections}`,
        steps: nested(m),
      }),
      { seed, durationMs: 20_000 },
    );

  it.each([
    [2, 3],
    [3, 4],
  ])("is found in a run: %i connections each, %i users", (m, users) => {
    const { standstill } = run(users * (m - 1), m, users, "locks");
    expect(standstill?.links).toEqual([
      { holds: { part: "db", resource: "pool" }, waitsFor: { part: "db", resource: "pool" }, requests: users },
    ]);
    for (const seed of ["a", "b", "c", "d"]) expect(run(users * (m - 1) + 1, m, users, seed).standstill).toBeNull();
  });
});

/**
 * Waits of a queue with c servers, first come first served, of work that is drawn here: an independent recursion.
 * Source: Kiefer & Wolfowitz, On the theory of queues with many servers, 1955.
 */
function meanWaitOfQueue(servers: number, gaps: () => number, holds: () => number, n: number): number {
  const free = Array<number>(servers).fill(0);
  let [now, sum] = [0, 0];
  for (let i = 0; i < n; i++) {
    now += gaps();
    free.sort((a, b) => a - b);
    const begins = Math.max(now, free[0]!);
    if (i >= n / 10) sum += begins - now;
    free[0] = begins + holds();
  }
  return sum / (n - n / 10);
}

/** Mulberry32, apart from the generators of the program. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Mean {
  readonly mean: number;
  readonly halfWidth: number; // 95 %.
}

function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, halfWidth: studentTQuantile(0.975, values.length - 1) * Math.sqrt(variance / values.length) };
}

const RUNS = 12;

/** 4 ms of work in the mean, then the client thinks for 10 ms, as much work again, 2 ms to commit: 20 ms of ten connections. */
const ordering = (perSecond: number, does: string): string => `
version: 1
traffic: { t: { rate: ${perSecond}/s, to: web.order } }
parts:
  web: { type: service, endpoints: { order: [${does}] } }
  db: { type: database, pool: { connections: 10 }, queries: { a: { time: exponential(4ms) }, commit: { time: 2ms } } }`;
const HELD = "{ transaction: db, commit: 2ms, steps: [{ query: db.a }, { delay: 10ms }, { query: db.a }] }";
const NOT_HELD = "{ query: db.a }, { delay: 10ms }, { query: db.a }, { query: db.commit }";

/** Of the response time [ms]. */
function simulated(text: string): Mean {
  const means = Array.from({ length: RUNS }, (_, replication) => {
    const plan = { seed: "thinks", replication, warmUpMs: 10_000, durationMs: 200_000, binMs: 10_000 };
    const { sum, count } = endpoint(simulate(text, plan), "web.order").latencyMs;
    return sum / count;
  });
  return meanOf(means);
}

/** Of the same, by the recursion. */
function recursed(perSecond: number): Mean {
  const means = Array.from({ length: RUNS }, (_, i) => {
    const next = uniforms(i + 1);
    const exponential = (mean: number): number => -mean * Math.log(1 - next());
    const hold = (): number => exponential(4) + 10 + exponential(4) + 2;
    return 20 + meanWaitOfQueue(10, () => exponential(1000 / perSecond), hold, 100_000);
  });
  return meanOf(means);
}

it("a client that thinks for 10 ms in a transaction: ten connections are a queue with the whole hold", () => {
  const [held, expected] = [simulated(ordering(470, HELD)), recursed(470)];
  const apart = Math.abs(held.mean - expected.mean);
  expect(apart).toBeLessThan(1.3 * Math.hypot(held.halfWidth, expected.halfWidth));
  expect(apart / expected.mean).toBeLessThan(0.03);
  const ignored = simulated(ordering(470, NOT_HELD)).mean / expected.mean - 1;
  expect(ignored).toBeGreaterThan(-0.45);
  expect(ignored).toBeLessThan(-0.39);
});
