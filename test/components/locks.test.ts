/** Locks by hand, against the M/G/1 that a hot row is, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { meanInterval, relativeHalfWidth } from "../../src/analysis/statistics/confidence.js";
import { mg1 } from "../../src/analysis/theory/mg1.js";
import { heldWithin } from "../../src/experiment/findings/held-within.js";
import { senseOf } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { variantOf } from "../experiment/study.js";
import { endpoint, failures, latencies, measure, modelOf, requests, resource, simulate } from "../simulate.js";

const shop = (traffic: string, endpoints: string, queries: string, keys = 1): string => `
version: 1
data: { product: { keys: ${keys} }, order: { keys: ${keys} } }
traffic: { ${traffic} }
parts:
  web: { type: service, endpoints: { ${endpoints} } }
  db: { type: database, tables: { stock: { rows: 0, row-time: 1us } }, queries: { ${queries} } }`;

/** A request every 10 ms. */
const users = (n: number, to = "page", name = "users"): string => `${name}: { ${requests(n, 10)}, to: web.${to} }`;
const SAVE = "page: [{ query: db.save }]";

describe("a row", () => {
  it("is locked by one at a time, in order of arrival, and read by others meanwhile", () => {
    const measured = simulate(
      shop(
        `${users(3)}, ${users(3, "look", "readers")}`,
        `${SAVE}, look: [{ query: db.look }]`,
        "save: { time: 25ms, of: product, locks: row, write: true }, look: { time: 5ms, of: product }",
      ),
    );
    expect(latencies(measured, "web.page")).toEqual([25, 40, 55]);
    expect(latencies(measured, "web.look")).toEqual([5, 5, 5]);
    expect(resource(measured, "db", "product row locks")).toMatchObject({ capacity: 1, queueLength: 45 / 1000 });
    expect(resource(measured, "db", "product row locks").busy).toBeCloseTo(75 / 1000, 12);
    expect(measure(measured, "db", "conflicts")).toBeCloseTo(2 / 3, 12);
    expect(measure(measured, "db", "lockWaitMs")).toEqual([0, 15, 30]);
    expect(measure(measured, "db", "lockFailures")).toBe(0);
  });
  it("of another key is another lock", () => {
    // Of a million keys three requests hardly ask for one twice.
    const text = shop(users(3), SAVE, "save: { time: 25ms, of: product, locks: row, write: true }", 1_000_000);
    expect(latencies(simulate(text), "web.page")).toEqual([25, 25, 25]);
  });
  it("is not waited for where the query fails at once, or no longer than it may wait", () => {
    const save = (wait: string) =>
      shop(users(3), SAVE, `save: { time: 25ms, of: product, locks: row, lock-wait: ${wait} }`);
    const atOnce = simulate(save("0ms"));
    expect(failures(atOnce, "web.page")).toEqual({ "lock db": 2 });
    expect(measure(atOnce, "db", "lockFailures")).toBeCloseTo(2 / 3, 12);
    const late = simulate(save("18ms")); // The second gets it at 35, the third gives up at 48.
    expect(failures(late, "web.page")).toEqual({ "lock-timeout db": 1 });
    expect(latencies(late, "web.page")).toEqual([25, 40]);
  });
  it("is free again when the query fails, or its caller stops it", () => {
    const failing = shop(users(2), SAVE, "save: { time: 25ms, of: product, locks: row, fails: 100% }");
    expect(failures(simulate(failing), "web.page")).toEqual({ "query-failed db": 2 });
    const stopped = shop(
      users(3),
      "page: [{ query: db.save, deadline: 12ms }]",
      "save: { time: 25ms, of: product, locks: row }",
    );
    const measured = simulate(stopped); // Each holds it for its last 2 ms of the wait and ten more.
    expect(failures(measured, "web.page")).toEqual({ "deadline db": 3 });
    expect(resource(measured, "db", "product row locks").busy).toBeCloseTo(32 / 1000, 9);
  });
});

describe("a table", () => {
  it("is locked as a whole: by the data it is about, or the table that is read or grows", () => {
    for (const [about, name] of [
      ["of: product", "product"],
      ["rows: 1 of stock", "stock"],
      ["adds: stock, write: true", "stock"],
    ]) {
      const measured = simulate(shop(users(2), SAVE, `save: { time: 25ms, ${about}, locks: table }`, 1000));
      expect(latencies(measured, "web.page")).toEqual([25, 40]);
      expect(resource(measured, "db", `${name} table lock`).busy).toBeCloseTo(50 / 1000, 6);
    }
  });
  it("waits for the rows that are locked in it, and those who come later wait for it", () => {
    const text = shop(
      `${users(3)}, all: { ${requests(1, 15)}, to: web.all }`,
      `${SAVE}, all: [{ query: db.all }]`,
      "save: { time: 25ms, of: product, locks: row }, all: { time: 10ms, of: product, locks: table }",
      1_000_000,
    );
    const measured = simulate(text); // Rows 10–35; the table from 35 to 45; the other two rows from then.
    expect(latencies(measured, "web.all")).toEqual([30]);
    expect(latencies(measured, "web.page")).toEqual([25, 40, 50]);
  });
});

describe("a transaction", () => {
  const two = (first: string, second: string, policy = "") =>
    `page: [{ transaction: db, steps: [{ query: db.${first} }, { delay: 20ms }, { query: db.${second} }]${policy} }]`;
  const QUERIES =
    "a: { time: 5ms, of: product, locks: row }, b: { time: 5ms, of: order, locks: row }, r: { time: 1ms }";
  it("holds its locks until the commit", () => {
    const measured = simulate(shop(users(2), two("a", "r"), QUERIES));
    expect(latencies(measured, "web.page")).toEqual([26, 26 + 16]);
    expect(resource(measured, "db", "product row locks").busy).toBeCloseTo(52 / 1000, 9);
  });
  it("has a row that it has already, or the table around it", () => {
    expect(latencies(simulate(shop(users(1), two("a", "a"), QUERIES)), "web.page")).toEqual([30]);
    const both = "a: { time: 5ms, of: product, locks: row }, b: { time: 5ms, of: product, locks: table }";
    expect(latencies(simulate(shop(users(1), two("a", "b"), both)), "web.page")).toEqual([30]);
    expect(latencies(simulate(shop(users(2), two("b", "a"), both)), "web.page")).toEqual([30, 50]);
  });
  it("that others wait for in a circle is found, and the youngest fails", () => {
    const opposite = `${two("a", "b")}, back: [{ transaction: db, steps: [{ query: db.b }, { delay: 20ms }, { query: db.a }] }]`;
    const text = shop(`${users(1)}, others: { ${requests(1, 15)}, to: web.back }`, opposite, QUERIES);
    const measured = simulate(text); // From 10 and 15; the first wants b at 35, the other a at 40: then it fails.
    expect(failures(measured, "web.back")).toEqual({ "deadlock db": 1 });
    expect(latencies(measured, "web.page")).toEqual([35]); // b from 40, when the other has given it back.
    expect(measure(measured, "db", "deadlocks")).toBe(1);
    expect(measure(measured, "db", "rolledBack")).toBe(0.5);
  });
  it("fails as the youngest also where it is not the one that closes the circle", () => {
    // The younger, from 15, waits for a at 40; the older closes the circle at 45.
    const slower = two("a", "b").replace("20ms", "30ms");
    const opposite = `${slower}, back: [{ transaction: db, steps: [{ query: db.b }, { delay: 20ms }, { query: db.a }] }]`;
    const measured = simulate(shop(`${users(1)}, others: { ${requests(1, 15)}, to: web.back }`, opposite, QUERIES));
    expect(failures(measured, "web.back")).toEqual({ "deadlock db": 1 });
    expect(latencies(measured, "web.page")).toEqual([40]);
  });
  it("is tried again", () => {
    const opposite = `${two("a", "b")}, back: [{ transaction: db, steps: [{ query: db.b }, { delay: 20ms }, { query: db.a }], retry: { attempts: 2, backoff: 10ms, jitter: none } }]`;
    const measured = simulate(shop(`${users(1)}, others: { ${requests(1, 15)}, to: web.back }`, opposite, QUERIES));
    expect(failures(measured, "web.back")).toEqual({});
    expect(latencies(measured, "web.back")).toEqual([25 + 10 + 30]); // Again from 50.
  });
  it("in one order never locks each other", () => {
    const text = shop(`${users(4)}, others: { ${requests(4, 15)}, to: web.page }`, two("a", "b"), QUERIES);
    const measured = simulate(text);
    expect(endpoint(measured, "web.page").failed).toBe(0);
    expect(measure(measured, "db", "deadlocks")).toBe(0);
  });
});

describe("what stands still", () => {
  it("one connection and a row: who has the row wants the connection that a waiter for the row holds", () => {
    const text = shop(
      users(2),
      "page: [{ transaction: db, steps: [{ query: db.save }, { delay: 30ms }, { call: web.more }] }], more: [{ query: db.read }]",
      "save: { time: 5ms, of: product, locks: row }, read: { time: 1ms }",
    ).replace("type: database,", "type: database, pool: { connections: 2 },");
    const { standstill } = simulate(text);
    const pool = { part: "db", resource: "pool" };
    expect(standstill).toMatchObject({ links: [{ holds: pool, waitsFor: pool, requests: 2 }], behind: 0 });
  });
  it("a row that a transaction asks for again, through a service that has a connection of its own", () => {
    const text = shop(
      users(1),
      "page: [{ transaction: db, steps: [{ query: db.save }, { call: web.more }] }], more: [{ query: db.save }]",
      "save: { time: 5ms, of: product, locks: row }",
    );
    expect(simulate(text).standstill).toMatchObject({ sinceMs: 15, endpoints: ["web.page"] });
  });
});

it("whatever is locked in whatever order, with deadlines and tries, all requests end and nothing stays locked", () => {
  const queries = ["a", "b"].flatMap((name, i) => {
    const of = ["product", "order"][i];
    return [
      `${name}: { time: exponential(2ms), of: ${of}, locks: row, write: true, fails: 5% }`,
      `${name}all: { time: 1ms, of: ${of}, locks: table, lock-wait: exponential(50ms) }`,
      `${name}now: { time: 1ms, of: ${of}, locks: row, lock-wait: 0ms }`,
    ];
  });
  const steps = (...names: string[]) => names.map((name) => `{ query: db.${name} }`).join(", ");
  const inOne = (all: string, policy: string): string => `[{ transaction: db, steps: [${all}], ${policy} }]`;
  const tries = "deadline: 60ms, retry: { attempts: 3, backoff: 5ms }";
  const branches = [`{ transaction: db, steps: [${steps("a", "b")}] }`, steps("b"), steps("ball")];
  const together = `{ parallel: [${branches.map((each) => `{ steps: [${each}] }`).join(", ")}], needs: 2, rest: stops }`;
  const text = shop(
    "users: { rate: 300/s, mix: { web.page: 30%, web.back: 30%, web.up: 10%, web.many: 15%, web.one: 15% } }",
    [
      `page: ${inOne(steps("a", "b"), tries)}`,
      `back: ${inOne(steps("b", "a"), tries)}`,
      `up: ${inOne(steps("a", "aall", "bnow"), tries)}`,
      `many: [${together}]`,
      `one: [${steps("anow")}, ${steps("ball")}]`,
    ].join(", "),
    queries.join(", "),
    3,
  );
  const run = (seed: string, durationMs: number) => simulate(text, { seed, durationMs, binMs: durationMs });
  const causes = new Set<string>();
  for (const seed of ["1", "2", "3", "4", "5"]) {
    const measured = run(seed, 10_000);
    for (const { offered, answered, failed } of measured.endpoints) expect(answered + failed).toBe(offered);
    for (const { failures } of measured.endpoints) for (const { cause } of failures) causes.add(cause);
    expect(measure(measured, "db", "deadlocks")).toBeGreaterThan(10);
  }
  expect([...causes].sort()).toEqual(["deadline", "deadlock", "lock", "lock-timeout", "query-failed"]);
});

describe("a hot row is M/G/1", () => {
  const S = { first: 0.01, second: 0.0002, third: 0.000006 }; // Exponential, 10 ms [s].
  const runs = (text: string, of: (measured: Measurements) => number): ReturnType<typeof meanInterval> => {
    const model = Array.from({ length: 12 }, (_, replication) => simulate(text, { replication, ...LONG }));
    return meanInterval(model.map(of), 0.99);
  };
  const LONG = { warmUpMs: 20_000, durationMs: 400_000, binMs: 400_000 };
  const meanWait = (name: string) => (measured: Measurements) => {
    const { queueLength, waitingTimeMs } = resource(measured, "db", name);
    return (queueLength * LONG.durationMs) / 1000 / waitingTimeMs.count;
  };
  const agrees = (estimate: ReturnType<typeof meanInterval>, exact: number): void => {
    expect(estimate.low! <= exact && exact <= estimate.high!, `${exact} in ${estimate.low}–${estimate.high}`).toBe(
      true,
    );
    expect(relativeHalfWidth(estimate)).toBeLessThan(0.06);
  };
  const save = (locks: string, keys: number, rate: number): string =>
    shop(
      `users: { rate: ${rate}/s, to: web.page }`,
      SAVE,
      `save: { time: exponential(10ms), of: product, ${locks} }`,
      keys,
    );

  it("with one key, by the formula of Pollaczek and Khinchine", () =>
    agrees(runs(save("locks: row", 1, 70), meanWait("product row locks")), mg1(70, S).meanWait));
  it("with two keys asked for alike, each with half of the arrivals", () =>
    agrees(runs(save("locks: row", 2, 140), meanWait("product row locks")), mg1(70, S).meanWait));
  it("and so is a table lock over all rows", () =>
    agrees(runs(save("locks: table", 1000, 70), meanWait("product table lock")), mg1(70, S).meanWait));
});

describe("the offered load", () => {
  const loads = (text: string) =>
    senseOf(modelOf(text)).loads.map(({ part, resource: name, busy }) => `${part} ${name} ${busy.toPrecision(6)}`);
  it("of the hottest row is rate · share · how long it is held", () => {
    const text = shop("users: { rate: 50/s, to: web.page }", SAVE, "save: { time: 12ms, of: product, locks: row }");
    expect(loads(text.replace("keys: 1 }", "keys: 100, popularity: zipf(1) }"))).toEqual([
      `db product row locks ${((50 * 0.012) / Array.from({ length: 100 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b)).toPrecision(6)}`,
    ]);
    expect(loads(text)).toEqual(["db product row locks 0.600000"]);
  });
  it("in a transaction counts to the commit", () => {
    const page =
      "page: [{ transaction: db, steps: [{ query: db.r }, { query: db.a }, { delay: 20ms }, { query: db.b }], commit: 3ms }]";
    const queries =
      "a: { time: 5ms, overhead: 1ms, of: product, locks: row }, b: { time: 5ms, of: order, locks: table }, r: { time: 1ms }";
    expect(loads(shop("users: { rate: 10/s, to: web.page }", page, queries))).toEqual([
      "db product row locks 0.330000",
      "db order table lock 0.0800000",
    ]);
  });
});

it("theory does not take a lock for one of its query where a transaction holds it until its commit", async () => {
  const rows = async (steps: string) => {
    const text = shop("users: { rate: 50/s, to: web.page }", steps, "save: { time: 4ms, of: product, locks: row }");
    const { theory } = await variantOf(`${text}\nrun: { duration: 3min, warm-up: 20s, replications: 4 }`);
    return theory.map(({ form, agrees, reason }) => (agrees === null ? `${form}: ${reason}` : `${form}: ${agrees}`));
  };
  expect(await rows(SAVE)).toContain("M/D/1: true");
  expect(await rows("page: [{ transaction: db, steps: [{ query: db.save }, { delay: 8ms }] }]")).toEqual([
    'none: theory does not know "locks that a transaction holds until its commit"',
  ]);
});

it("a hot row is inside the connection that waits for it, so it is what gives first", () => {
  const pooled = (locks: string, keys: number) =>
    shop("users: { rate: 50/s, to: web.page }", SAVE, `save: { time: 12ms, of: product, ${locks} }`, keys).replace(
      "type: database,",
      "type: database, pool: { connections: 9 },",
    );
  for (const [locks, keys, resource] of [
    ["locks: row", 1, "product row locks"],
    ["locks: row", 9, "product row locks"],
    ["locks: table", 9, "product table lock"],
  ] as const) {
    const holds = heldWithin(modelOf(pooled(locks, keys)));
    expect(holds({ part: "db", resource: "pool" }, { part: "db", resource })).toBe(true);
    expect(holds({ part: "db", resource }, { part: "db", resource: "pool" })).toBe(false);
  }
});

describe("bad input", () => {
  const said = (query: string): string[] =>
    readModel(
      "m.yaml",
      memoryFiles({ "m.yaml": shop(users(1), SAVE, `save: ${query}, other: { time: 1ms, of: order }`) }),
    )
      .diagnostics.filter(({ message }) => !message.startsWith("nothing speaks of"))
      .map(({ message, hint }) => [message, hint].filter(Boolean).join("; "));
  it.each([
    ["{ time: 1ms, locks: row }", 'it is not said which row "save" locks; say `of:` with the data it is about'],
    [
      "{ time: 1ms, locks: table }",
      'it is not said which table "save" locks; say `of:` with the data it is about, or the `rows` that it looks for, or the table to which it `adds`',
    ],
    ["{ time: 1ms, of: product, lock-wait: 1s }", "`lock-wait` does nothing here: it `locks` nothing"],
    ["{ time: 1ms, of: product, locks: rows }", 'expected row or table, found "rows"; did you mean "row"?'],
  ])("%s", (query, message) => expect(said(query)).toEqual([message]));
  it("on shards", () => {
    const found = (query: string) => {
      const text = shop(users(1), SAVE, `save: ${query}, other: { time: 1ms, of: order }`);
      const sharded = text.replace("type: database,", "type: database, shards: { count: 4, by: product },");
      return readModel("m.yaml", memoryFiles({ "m.yaml": sharded })).diagnostics.map(({ message }) => message);
    };
    expect(found("{ time: 1ms, of: product, locks: table }")).toContain("the table has a lock on each shard");
    expect(found("{ time: 1ms, of: product, locks: row, on: 2 }")).toContain("the row is on one shard");
  });
});
