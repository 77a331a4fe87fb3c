/** How a file speaks of shards, and what `check` knows of them before any run. */
import { describe, expect, it } from "vitest";
import { senseOf } from "../../src/model/check/check-sense.js";
import { risksOf } from "../../src/model/risks/index.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { modelOf, resource, simulate } from "../simulate.js";

const shop = (shards: string, queries: string, rest = "", rate = 200): string => `
version: 1
traffic: { load: { rate: ${rate}/s, to: web.page } }
data: { customer: { keys: 1000, popularity: zipf(1) }, product: { keys: 50 } }
parts:
  web: { type: service, endpoints: { page: [query: db.read] } }
  db: { type: database, ${rest} ${shards === "" ? "" : `shards: { ${shards} },`} queries: { ${queries} } }`;

const said = (text: string): string[] =>
  readModel("model.yaml", memoryFiles({ "model.yaml": text }))
    .diagnostics.filter(({ message }) => !message.startsWith("nothing speaks"))
    .map(({ severity, message, hint }) => `${severity}: ${message}${hint ? ` (${hint})` : ""}`);

const BY = "count: 4, by: customer";
const QUERY = "read: { time: 10ms, of: customer }";

describe("a query says which shards it asks", () => {
  it.each([
    ["of the key they are by", "read: { time: 1ms, of: customer }"],
    ["found by that key", "read: { time: 1ms, of: product, by: customer }"],
    ["on all", "read: { time: 1ms, of: product, on: all }"],
    ["on some", "read: { time: 1ms, of: product, on: 3 }"],
    ["on all, although it is of that key", "read: { time: 1ms, of: customer, on: all }"],
    ["of nothing, on all", "read: { time: 1ms, on: all }"],
  ])("%s", (_, queries) => expect(said(shop(BY, queries))).toEqual([]));
});

it.each([
  [
    BY,
    "read: { time: 1ms, of: product }",
    'error: "read" does not say which shard it asks: it is of product, and the shards are by customer (say `by: customer` if it is found by that key, or `on: all` if it asks all shards)',
  ],
  [
    BY,
    "read: { time: 1ms }",
    'error: "read" does not say which shard it asks: it is of nothing, and the shards are by customer (say `by: customer` if it is found by that key, or `on: all` if it asks all shards)',
  ],
  [
    BY,
    "read: { time: 1ms, by: product }",
    'error: the shards are by customer, so "read" cannot be found by product (say `by: customer`, or `on: all`)',
  ],
  [
    BY,
    "read: { time: 1ms, by: customer, on: all }",
    "error: `by: customer` says already that it asks one shard (take `by` or `on` out)",
  ],
  [BY, "read: { time: 1ms, on: 5 }", "error: there are only 4 shards"],
  [BY, "read: { time: 1ms, on: some }", 'error: expected a whole number such as 4 or all, found "some"'],
  [
    "count: 4, by: costumer",
    "read: { time: 1ms, on: all }",
    'error: there is no data "costumer" (did you mean "customer"?)',
  ],
  ["count: 60, by: product", "read: { time: 1ms, of: product }", "error: 60 shards for 50 keys: some would have none"],
  [
    "count: 4, by: customer, points: 7",
    "read: { time: 1ms, of: customer }",
    "warning: `points` does nothing here: only `place: consistent` has them",
  ],
  ["", "read: { time: 1ms, of: product, by: customer }", "warning: `by` does nothing here: there are no `shards`"],
  ["", "read: { time: 1ms, of: product, on: all }", "warning: `on` does nothing here: there are no `shards`"],
])("%s %s", (shards, queries, message) => expect(said(shop(shards, queries))).toEqual([message]));

it("shards on a host are refused", () =>
  expect(
    said(`${shop(BY, "read: { time: 1ms, of: customer }", "host: box,")}\n  box: { type: host, cores: 4 }`),
  ).toEqual(["error: shards have machines of their own (take `host` out and give `cores`, of each shard)"]));

it("no replica takes the place of a shard's primary", () =>
  expect(
    said(shop(BY, `${QUERY}, write: { time: 1ms, of: customer, write: true }`, "replicas: { count: 1, promote: 5s },")),
  ).toEqual(["error: in shards no replica takes the place of a primary (take it out)"]));

it("a transaction is on one primary", () =>
  expect(said(shop(BY, QUERY).replace("[query: db.read]", "[{ transaction: db, steps: [query: db.read] }]"))).toEqual([
    'error: "db" has shards, and a transaction is on one primary (take `transaction` out, and query one after the other)',
  ]));

const load = (text: string) => senseOf(modelOf(text)).loads.find((one) => one.resource === "cores")!;
const HOT = 0.325561170449; // F30 of the oracles: the first of four by number, under Zipf's law over 1,000.

describe("the offered load is that of the busiest shard", () => {
  it("by the shares of its keys", () => {
    const { busy, capacity, uneven } = load(shop(`${BY}, place: modulo`, QUERY, "cores: 1,"));
    expect(busy).toBeCloseTo(2, 9);
    expect(busy / capacity).toBeCloseTo(2 * HOT, 9);
    expect(uneven!.busiest).toBeCloseTo(2 * HOT, 9);
  });

  it("so it is overloaded from capacity ÷ its share on, though the mean is far below", () => {
    const outlook = (rate: number): string => load(shop(`${BY}, place: modulo`, QUERY, "cores: 1,", rate)).queue;
    expect(1 / HOT / 0.01).toBeCloseTo(307.161937838, 6);
    expect(outlook(307)).toBe("fits");
    expect(outlook(308)).toBe("grows");
    expect(said(shop(`${BY}, place: modulo`, QUERY, "cores: 1,", 320))).toEqual([
      "warning: db cores: offered load above capacity, 1.04 of 1 would be busy at the busiest of 4 without any waiting (there is no steady state: the queue grows as long as this lasts)",
    ]);
  });

  it("with queries of several shards, which come to each alike", () => {
    const both = `${QUERY}, find: { time: 20ms, of: product, on: all }, some: { time: 8ms, of: product, on: 2 }`;
    const text = shop(`${BY}, place: modulo`, both, "cores: 1,", 20).replace(
      "[query: db.read]",
      "[query: db.read, query: db.find, query: db.some]",
    );
    const { busy, capacity, uneven } = load(text);
    expect(busy).toBeCloseTo(20 * (0.01 + 4 * 0.02 + 2 * 0.008), 9);
    expect(uneven!.busiest).toBeCloseTo(20 * (0.01 * HOT + 0.02 + 0.008 / 2), 9);
    expect(busy / capacity).toBeCloseTo(uneven!.busiest, 9);
  });

  it("and what a run measures of it", () => {
    for (const place of ["hash", "range", "consistent"]) {
      const text = shop(`${BY}, place: ${place}`, QUERY, "cores: 4,", 300);
      const { busyByInstance } = resource(simulate(text, { durationMs: 200_000, binMs: 20_000 }), "db", "cores");
      const busiest = Math.max(...busyByInstance);
      const { uneven } = load(text);
      const error = Math.sqrt(uneven!.busiest / 0.01 / 200) * 0.01; // Of a Poisson number of calls, each of 10 ms.
      expect(error / uneven!.busiest).toBeLessThan(0.01);
      expect(Math.abs(busiest - uneven!.busiest)).toBeLessThan(4 * error);
    }
  });
});

it("a hot key caps what any number of shards can do: capacity ÷ the share of its shard", () => {
  const hot = (count: number) =>
    load(shop(`count: ${count}, by: customer`, QUERY, "cores: 1,").replace("zipf(1)", "'hot(keys 1, share 40%)'"));
  for (const count of [2, 4, 16, 64]) {
    const { busy, capacity } = hot(count);
    const most = (200 * capacity) / busy;
    expect(most).toBeLessThan(100 / 0.4);
    expect(most).toBeGreaterThan(100 / (0.4 + 0.6 * (1 / count + 0.2)));
  }
});

const moved = (entry: string, rest = "cores: 1,", shards = BY): string[] =>
  said(`${shop(shards, QUERY, rest, 20)}\ntimeline: { more: { at: 5min, ${entry} } }`);

describe("more shards while the system runs", () => {
  it("is a matter of the timeline", () => expect(moved("for: 10min, reshard: db, to: 5")).toEqual([]));

  it.each([
    ["reshard: db, to: 5", 'error: "for" is missing (expected a duration such as 40ms)'],
    [
      "for: 1min, reshard: db, to: 4",
      "error: there are 4 shards by then (say more: shards are added, and not taken out)",
    ],
    ["for: 1min, reshard: db, to: 1000, key-time: 1s", null],
    [
      "for: 10s, reshard: db, to: 5, key-time: 1s",
      "warning: copying alone would keep 38 cores of a shard busy, which has 1 (it takes longer than this: give it more time)",
    ],
    [
      "for: 1min, reshard: web, to: 5",
      'error: "web" has no `reshard` (it can have: slow, fails, down, release, throttle)',
    ],
    [
      "set: { db.shards.count: 5 }",
      'error: "db.shards.count" cannot change while the system runs (say `reshard`, `to` how many, and how long keys move, in the timeline)',
    ],
  ])("%s", (entry, message) => {
    const found = moved(entry);
    if (message === null) expect(found.filter((one) => one.startsWith("error"))).toEqual([]);
    else expect(found).toEqual([message]);
  });

  it("of a database without shards is refused", () =>
    expect(said(`${shop("", QUERY)}\ntimeline: { more: { at: 5min, for: 1min, reshard: db, to: 5 } }`)[0]).toContain(
      'error: "db" has no `reshard`',
    ));
});

describe("one shard down", () => {
  it("is said by its number", () => expect(moved("for: 1min, down: db, shard: 2")).toEqual([]));
  it("must be there", () =>
    expect(moved("for: 1min, down: db, shard: 5")).toEqual(["error: there is no shard 5 of 4"]));
  it("must have shards", () =>
    expect(moved("for: 1min, down: web, shard: 1")[0]).toBe(
      'error: "web" has no shards (say how many of its instances)',
    ));

  const lost = (query: string): number => {
    const text = `${shop(`${BY}, place: modulo`, `read: { time: 1ms, ${query} }`)}\ntimeline: { gone: { at: 10s, for: 100s, down: db, shard: 1 } }`;
    const { failed, answered } = simulate(text, { warmUpMs: 20_000, durationMs: 80_000, binMs: 8000 }).endpoints[0]!;
    return failed / (failed + answered);
  };

  it("fails the queries of its keys, and no others", () => {
    const error = Math.sqrt((HOT * (1 - HOT)) / 16_000);
    expect(Math.abs(lost("of: customer") - HOT)).toBeLessThan(4 * error);
  });
  it("fails every query of all shards", () => expect(lost("of: product, on: all")).toBe(1));
  it("fails half of those of two shards of four", () =>
    expect(Math.abs(lost("of: product, on: 2") - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 4 / 16_000)));
  it("but none with a fallback", () => {
    const text = `${shop(BY, "read: { time: 1ms, of: product, on: all }")}\ntimeline: { gone: { at: 10s, for: 100s, down: db, shard: 1 } }`;
    const kept = text.replace("[query: db.read]", "[{ query: db.read, fallback: continue }]");
    expect(simulate(kept, { durationMs: 60_000, binMs: 6000 }).endpoints[0]!.failed).toBe(0);
  });
});

describe("a key that shards do not split", () => {
  const risks = (count: number): string[] =>
    risksOf(modelOf(shop(`count: ${count}, by: customer, place: modulo`, QUERY, "cores: 1,")))
      .filter(({ rule }) => rule === "hot-key")
      .map(({ message }) => message);

  it("is a risk where it has more than an even share", () =>
    expect(risks(16)).toEqual([
      "one customer has 13% of what is asked by it, and its shard 17%: any number of shards bears at most 7.5 times what one does",
    ]));
  it("is none where it has less", () => expect(risks(4)).toEqual([]));
});
