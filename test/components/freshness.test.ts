/** Reads at replicas, by the versions of what they read. */
import { expect, it } from "vitest";
import { Versions } from "../../src/components/data/versions.js";
import type { RunPlan } from "../../src/model/wiring/compile.js";
import { measure, simulate } from "../simulate.js";

const replicated = (replicas: string, traffic: string, data: string, steps: string): string => `
version: 1
traffic: { ${traffic} }
data: { ${data} }
parts:
  web: { type: service, endpoints: { read: [query: db.read], write: [query: db.write], both: [${steps}] } }
  db:
    type: database
    queries: { read: { time: 0ms, of: product }, write: { time: 0ms, of: product, write: true } }
    replicas: { ${replicas}, reads: [read] }`;

interface Asked {
  readonly replicas: string;
  readonly traffic?: string;
  readonly data?: string;
  readonly steps?: string;
  readonly plan?: Partial<RunPlan>;
  readonly figure?: string;
}

const TRAFFIC = "readers: { rate: 2000/s, to: web.read }, writers: { rate: 200/s, to: web.write }";

const share = ({
  replicas,
  traffic = TRAFFIC,
  data = "product: { keys: 10 }",
  steps = "query: db.read",
  ...asked
}: Asked) =>
  measure(
    simulate(replicated(replicas, traffic, data, steps), { durationMs: 100_000, binMs: 10_000, ...asked.plan }),
    "db",
    asked.figure ?? "staleReads",
  ) as number;

it("under Poisson writes to each key and a constant lag, a read misses one with 1 − e^(−wL)", () => {
  const expected = 1 - Math.exp(-20 * 0.05); // 20/s a key, 50 ms.
  const measured = share({ replicas: "count: 2, lag: 50ms" });
  // 200,000 reads; those within a lag of each other see the same writes, so as many independent looks as lags: 10 × 2,000.
  const error = Math.sqrt((expected * (1 - expected)) / 20_000);
  expect(error / expected).toBeLessThan(0.006);
  expect(Math.abs(measured - expected)).toBeLessThan(4 * error);
});

it("each key by its own popularity", () => {
  const shares = [12, 6, 4, 3].map((part) => part / 25); // Zipf's law over four keys, of reads and of writes.
  const expected = shares.reduce((sum, p) => sum + p * (1 - Math.exp(-200 * p * 0.005)), 0);
  const measured = share({ replicas: "count: 1, lag: 5ms", data: "product: { keys: 4, popularity: zipf(1) }" });
  expect(Math.abs(measured / expected - 1)).toBeLessThan(0.02);
});

it("many keys are never stale where the database is written all the time", () => {
  const asked = { replicas: "count: 1, lag: 50ms", data: "product: { keys: 1M }" };
  expect(share({ ...asked, figure: "readsBehind" })).toBeGreaterThan(0.99);
  expect(share(asked)).toBeLessThan(0.0002); // 1 − e^(−0.0002 × 0.05).
});

it("a write is behind for as long as the lag is", () => {
  const traffic = "users: { rate: 10/s, to: web.both }";
  const steps = "query: db.write, { delay: 30ms }, query: db.read";
  const asked = { replicas: "count: 1, lag: 50ms", traffic, steps, data: "product: { keys: 1M }" };
  const found = share({ ...asked, figure: "behindMs", plan: { durationMs: 2000, binMs: 1000 } }) as unknown as number[];
  expect(new Set(found)).toEqual(new Set([30]));
});

it("a real replica that applies with 50 ms delay: all stale to 40 ms after the write, half at 50, none from 60", () => {
  const traffic = "users: { rate: 20/s, to: web.both }";
  const after = (ms: number): number =>
    share({
      replicas: "count: 1, lag: uniform(49ms 51ms)",
      traffic,
      data: "product: { keys: 1M }",
      steps: `query: db.write, { delay: ${ms}ms }, query: db.read`,
      figure: "ownMissed",
    });
  expect([0, 20, 40].map(after)).toEqual([1, 1, 1]);
  expect(Math.abs(after(50) - 0.48)).toBeLessThan(0.05);
  expect([60, 80].map(after)).toEqual([0, 0]);
});

it("an own write is missed as often as the lag is longer than the pause", () => {
  const asked = {
    replicas: "count: 1, lag: exponential(50ms)",
    traffic: "users: { rate: 500/s, to: web.both }",
    data: "product: { keys: 1M }",
    steps: "query: db.write, { delay: 80ms }, query: db.read",
    figure: "ownMissed",
  };
  const expected = Math.exp(-80 / 50);
  const error = Math.sqrt((expected * (1 - expected)) / 50_000);
  expect(error / expected).toBeLessThan(0.01);
  expect(Math.abs(share(asked) - expected)).toBeLessThan(4 * error);
});

it("of writes that overtake each other on the way, the latest stays", () => {
  const asked = {
    replicas: "count: 1, lag: uniform(1ms 400ms)",
    traffic: "users: { rate: 10/s, to: web.both }",
    steps: "{ query: db.write }, { query: db.write }, { delay: 600ms }, { query: db.read }",
    data: "product: { keys: 1M }",
  };
  expect(share(asked)).toBe(0);
});

it("versions: the latest of each key, since when one is stale, and whose writes it lacks", () => {
  const versions = new Versions(3);
  const first = versions.write(1, 17, 5, 10);
  const second = versions.write(1, 18, 6, 25);
  versions.write(2, 17, 5, 30);
  expect([0, 1, 2].map((key) => versions.isStale(key, 0))).toEqual([false, true, true]);
  expect(versions.isStale(1, second)).toBe(false);
  expect([versions.staleSinceMs(1, 0), versions.staleSinceMs(1, first), versions.staleSinceMs(2, 0)]).toEqual([
    10, 25, 30,
  ]);
  expect([17, 18].map((request) => versions.lacksOfRequest(1, first, request))).toEqual([false, true]);
  expect([5, 6, 7, -1].map((who) => versions.lacksOfWho(1, 0, who))).toEqual([true, true, false, false]);
  for (let i = 0; i < 5000; i++) versions.write(0, i, -1, 40 + i); // More than there was room for at first.
  expect(versions.staleSinceMs(0, 0)).toBe(40);
  expect(versions.staleSinceMs(1, first)).toBe(25);
});
