/** Shards against theory: each a queue of its own, and the slowest of those that are asked at once. */
import { describe, expect, it } from "vitest";
import { failures, latencies, requests, resource, simulate } from "../simulate.js";

const sharded = (shards: string, queries: string, traffic: string, rest = "", more = ""): string => `
version: 1
traffic: { load: { ${traffic}, to: web.page } }
data: { customer: { keys: 1000, popularity: zipf(1) }, product: { keys: 50 } }
parts:
  web: { type: service, endpoints: { page: [${more === "" ? "query: db.read" : more}] } }
  db: { type: database, ${rest} shards: { by: customer, ${shards} }, queries: { ${queries} } }`;

const LONG = { durationMs: 400_000, binMs: 40_000, warmUpMs: 10_000 };
const HARMONIC = (n: number): number => Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b);

describe("a query of several shards waits for the slowest", () => {
  it.each([
    [1, 1],
    [4, 4],
    [4, "all"],
    [3, 2],
    [16, "all"],
  ])("of %i shards, on %s: Hₙ ÷ μ where they are idle", (count, on) => {
    const queries = `read: { time: exponential(10ms), of: product, on: ${on} }`;
    const { endpoints } = simulate(sharded(`count: ${count}`, queries, "rate: 100/s"), LONG);
    const { sum, count: n } = endpoints[0]!.latencyMs;
    const asked = on === "all" ? count : (on as number);
    const expected = 10 * HARMONIC(asked);
    const sd = 10 * Math.sqrt(Array.from({ length: asked }, (_, i) => 1 / (i + 1) ** 2).reduce((a, b) => a + b));
    const error = sd / Math.sqrt(n);
    expect(error / expected).toBeLessThan(0.006);
    expect(Math.abs(sum / n - expected)).toBeLessThan(4 * error);
  });

  it("each of k shards gets k ÷ n of the calls", () => {
    const measured = simulate(
      sharded("count: 4", "read: { time: 10ms, of: product, on: 3 }", "rate: 100/s", "cores: 8,"),
      LONG,
    );
    const { busyByInstance } = resource(measured, "db", "cores");
    for (const busy of busyByInstance) expect(Math.abs(busy / (100 * 0.01 * 0.75) - 1)).toBeLessThan(0.02);
  });

  it("copies of work that is constant end together", () =>
    expect(
      latencies(
        simulate(sharded("count: 4", "read: { time: 20ms, of: product, on: all }", requests(1, 10), "cores: 1,")),
        "web.page",
      ),
    ).toEqual([20]));
});

it("a query that fails on one of its shards fails", () => {
  const text = sharded("count: 4", "read: { time: 20ms, of: product, on: all, fails: 100% }", requests(1, 10));
  expect(failures(simulate(text), "web.page")).toEqual({ "query-failed db": 1 });
});

it("the pool holds one connection for all shards, and each shard one of its own", () => {
  const text = sharded(
    "count: 4",
    "read: { time: 20ms, of: product, on: all }",
    requests(1, 10),
    "connections: 5, pool: { connections: 2 },",
  );
  const measured = simulate(text);
  expect(resource(measured, "db", "pool").busy).toBeCloseTo(20 / 1000, 9);
  expect(resource(measured, "db", "connections").busyByInstance.map((busy) => Math.round(busy * 1000))).toEqual([
    20, 20, 20, 20,
  ]);
});

it("steps about the same customer ask the same shard, and another key perhaps another", () => {
  const query = "read: { time: 20ms, of: customer }, order: { time: 20ms, of: product, by: customer }";
  const text = sharded(
    "count: 4",
    query,
    requests(50, 100),
    "cores: 1,",
    "{ parallel: [{ steps: [query: db.read] }, { steps: [query: db.order] }] }",
  );
  expect(new Set(latencies(simulate(text, { durationMs: 10_000, binMs: 1000 }), "web.page"))).toEqual(new Set([40]));
  const other = text.replace("steps: [query: db.read]", "steps: [{ query: db.read, key: other }]");
  expect(new Set(latencies(simulate(other, { durationMs: 10_000, binMs: 1000 }), "web.page"))).toEqual(
    new Set([20, 40]),
  );
});

describe("replicas of shards", () => {
  const replicated = (rest: string, keys = "customer: { keys: 12 }"): string => `
version: 1
traffic: { readers: { rate: 1200/s, to: web.read }, writers: { rate: 240/s, to: web.write } }
data: { ${keys} }
parts:
  web: { type: service, endpoints: { read: [query: db.read], write: [query: db.write] } }
  db:
    type: database
    cores: 8
    shards: { by: customer, count: 3, place: modulo }
    replicas: { count: 2, lag: 50ms, replay: 50% }
    queries: { read: { time: 4ms, of: customer }, write: { time: 2ms, of: customer, write: true } }${rest}`;

  it("each read and replay what is of their shard", () => {
    const measured = simulate(replicated(""), LONG);
    const { busyByInstance } = resource(measured, "db", "replica cores");
    const each = (1200 * 0.004) / 6 + (240 / 3) * 0.001;
    for (const busy of busyByInstance) expect(Math.abs(busy / each - 1)).toBeLessThan(0.02);
    for (const busy of resource(measured, "db", "cores").busyByInstance)
      expect(Math.abs(busy / ((240 * 0.002) / 3) - 1)).toBeLessThan(0.03);
  });

  it("are as stale as the writes of their keys and the lag make them", () => {
    const { parts } = simulate(replicated("").replace("replay: 50%", "replay: 0%"), LONG);
    const stale = parts.flatMap(({ measures }) =>
      measures.flatMap((one) => (one.kind === "ratio" && one.name === "staleReads" ? [one.part / one.whole] : [])),
    )[0]!;
    const expected = 1 - Math.exp(-20 * 0.05); // Of 240 writes a second, 20 to each of the 12 keys.
    // As many independent looks as there are lags, at each key: 12 × 8,000.
    const error = Math.sqrt((expected * (1 - expected)) / 96_000);
    expect(error / expected).toBeLessThan(0.003);
    expect(Math.abs(stale - expected)).toBeLessThan(4 * error);
  });

  it("the first of every shard can be down", () => {
    const text = replicated("\ntimeline: { gone: { at: 1s, for: 1h, down: db, replicas: 1 } }");
    const { busyByInstance } = resource(
      simulate(text, { ...LONG, durationMs: 40_000, binMs: 4000 }),
      "db",
      "replica cores",
    );
    expect(busyByInstance.map((busy) => busy > 0)).toEqual([false, true, false, true, false, true]);
  });

  it("come with a shard that is added", () => {
    const text = replicated(
      "\ntimeline: { more: { at: 1s, for: 1s, reshard: db, to: 4 } }",
      "customer: { keys: 1200 }",
    );
    const { busyByInstance } = resource(
      simulate(text, { ...LONG, durationMs: 40_000, binMs: 4000 }),
      "db",
      "replica cores",
    );
    const each = (1200 * 0.004) / 8 + (240 / 4) * 0.001;
    for (const busy of busyByInstance) expect(Math.abs(busy / each - 1)).toBeLessThan(0.06);
  });
});

it("a hot shard fills the pool in front of all with its queries, and those of other shards wait too", () => {
  const text = (pool: string): string => `
version: 1
traffic: { hot: { rate: 140/s, to: web.hot }, cold: { rate: 20/s, to: web.cold } }
data: { customer: { keys: 2, popularity: 'hot(keys 1, share 99.99%)' }, other: { keys: 2 } }
parts:
  web: { type: service, endpoints: { hot: [query: db.hot], cold: [query: db.cold] } }
  db:
    type: database
    cores: 1
    scheduling: first-come-first-served
    ${pool}
    shards: { count: 2, by: customer, place: modulo }
    queries: { hot: { time: 10ms, of: customer }, cold: { time: 10ms, of: other, on: 1 } }`;
  /** Of the cold ones, half of which ask the other shard, the share that is answered at once. */
  const fast = (pool: string): number => {
    const { latencyMs } = simulate(text(pool), { durationMs: 20_000, binMs: 1000, coolDownMs: 120_000 }).endpoints.find(
      ({ name }) => name === "web.cold",
    )!;
    return latencyMs.values.reduce((sum, ms, i) => (ms < 50 ? sum + latencyMs.counts[i]! : sum), 0) / latencyMs.count;
  };
  expect(fast("")).toBeGreaterThan(0.45);
  expect(fast("pool: { connections: 10 }")).toBeLessThan(0.1); // They wait for a connection before.
});
