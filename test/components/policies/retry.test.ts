import { describe, expect, it } from "vitest";
import { RetryBudget } from "../../../src/components/policies/retry-budget.js";
import { failures, latencies, requests, resource, simulate } from "../../simulate.js";

/** `n` requests ask for a query of 5 ms that always fails, and go on without it. */
const retrying = (retry: string, n = 1, step = "query: db.read"): string => `
version: 1
traffic: { users: { ${requests(n, 1000)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ ${step}, retry: { ${retry} }, fallback: continue }, { delay: 1ms }] } }
  db: { type: database, connections: 1000, queries: { read: { time: 5ms, fails: 100% } } }`;
const plan = { durationMs: 1e6, binMs: 1e5 };
const queries = (text: string): number =>
  Math.round((resource(simulate(text, plan), "db", "connections").busy * plan.durationMs) / 5);
const latency = (text: string): number => latencies(simulate(text, plan), "web.page")[0]!;

describe("attempts and the waits between them", () => {
  it("one attempt is no retry", () => expect(latency(retrying("attempts: 1, backoff: 10ms"))).toBe(5 + 1));
  it("waits double", () =>
    expect(latency(retrying("attempts: 4, backoff: 10ms, jitter: none"))).toBe(4 * 5 + 10 + 20 + 40 + 1));
  it("or stay", () =>
    expect(latency(retrying("attempts: 4, backoff: 10ms, growth: constant, jitter: none"))).toBe(4 * 5 + 3 * 10 + 1));
  it("or there are none", () => expect(latency(retrying("attempts: 3"))).toBe(3 * 5 + 1));
  it("jitter from 30 % to 30 % is exactly that", () =>
    expect(latency(retrying("attempts: 3, backoff: 100ms, jitter: { from: 30%, to: 30% }"))).toBe(3 * 5 + 30 + 60 + 1));

  for (const [jitter, low, high] of [
    ["full", 0, 100],
    ["equal", 50, 100],
  ] as const)
    it(`${jitter} jitter fills ${low} to ${high} % of the wait`, () => {
      const waits = latencies(
        simulate(retrying(`attempts: 2, backoff: 100ms, jitter: ${jitter}`, 400), plan),
        "web.page",
      ).map((ms) => ms - 11);
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...waits)).toBeLessThanOrEqual(high);
      const mean = waits.reduce((a, b) => a + b) / 400;
      expect(Math.abs(mean - (low + high) / 2)).toBeLessThan((4.5 * (high - low)) / Math.sqrt(12 * 400));
    });
});

it("the last failure is the caller's", () => {
  const measured = simulate(retrying("attempts: 3").replace(", fallback: continue", ""), plan);
  expect(failures(measured, "web.page")).toEqual({ "query-failed db": 1 });
});

it("stops at the first success: attempts are geometric", () => {
  const text = retrying("attempts: 3", 900).replace("fails: 100%", "fails: 50%");
  const expected = 900 * (1 + 1 / 2 + 1 / 4);
  const sdOfAttempts = Math.sqrt((1 / 2) * 1 + (1 / 4) * 4 + (1 / 4) * 9 - 1.75 ** 2);
  expect(Math.abs(queries(text) - expected)).toBeLessThan(4.5 * sdOfAttempts * Math.sqrt(900));
});

it("retries around retries multiply", () => {
  const text = `
version: 1
traffic: { users: { ${requests(1, 1000)}, to: web.page, retry: { attempts: 3 } } }
parts:
  web: { type: service, endpoints: { page: [{ query: db.read, retry: { attempts: 4 } }] } }
  db: { type: database, connections: 10, queries: { read: { time: 5ms, fails: 100% } } }`;
  expect(queries(text)).toBe(12);
});

describe("the budget", () => {
  it("of nothing still has the bucket's first ten", () =>
    expect(queries(retrying("attempts: 2, budget: 0%", 100))).toBe(100 + 10));

  it("of 50 % allows half as many retries as there were first attempts, once the bucket is empty", () => {
    // Each pays 0.5 in and a retry takes 1: from 10, nineteen in a row, then every second of the other 81.
    expect(queries(retrying("attempts: 2, budget: 50%", 100))).toBe(100 + 19 + 40);
  });

  it("of 100 % never refuses a single retry", () =>
    expect(queries(retrying("attempts: 2, budget: 100%", 100))).toBe(200));
  describe("of a batch of a thousand, every ten seconds, of which all fail", () => {
    const traffic =
      "rate: { profile: [{ at: 0s, rate: 100/s }, { at: 205s, rate: 0/s }] }, arrivals: constant, batch: 1000";
    const calls = (budget: string): number =>
      queries(
        retrying(`attempts: 2, backoff: 1s, budget: ${budget}`).replace(/users: \{.*, to/, `users: { ${traffic}, to`),
      );
    it("is what it says", () => expect(calls("20%")).toBe(20_000 * 1.2));
    it("and a bucket of ten is little of it", () => expect(calls("{ share: 20%, burst: 10 }")).toBe(20_000 + 20 * 10));
  });
  it("keeps what is not used for ten seconds, but ten for ever", () => {
    let nowMs = 0;
    const spent = (afterMs: number): number => {
      const budget = new RetryBudget({ share: 0.2, burst: null }, () => nowMs);
      nowMs = 0;
      for (let i = 0; i < 1000; i++) budget.earn();
      nowMs = afterMs;
      let retries = 0;
      while (budget.spend()) retries++;
      return retries;
    };
    expect([0, 9999, 10_000, 1e9].map(spent)).toEqual([200, 200, 10, 10]);
  });
  it("without one there is no limit", () => expect(queries(retrying("attempts: 5", 100))).toBe(500));
});
