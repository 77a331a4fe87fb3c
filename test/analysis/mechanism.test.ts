/** What keeps a system down: retries from (R + 1)·ρ on, a cache whose misses alone are too many, a queue too long. */
import { expect, it } from "vitest";
import { type Full, type LookedUp, mechanismOf, type Retried } from "../../src/analysis/figures/mechanism.js";

const CAPACITY = 100; // Units a second.

const full = (utilisation: number, change: Partial<Full> = {}): Full => ({
  part: "db",
  resource: "cores",
  utilisation,
  served: { before: utilisation * CAPACITY, after: CAPACITY },
  queueLength: 0,
  limit: null,
  ...change,
});

/** `attempts` of each call, at the load that keeps the resource so busy before. */
const retried = (utilisation: number, attempts: number, change: Partial<Retried> = {}): Retried => {
  const asked = utilisation * CAPACITY;
  return {
    part: "db",
    asked,
    attempts: asked * attempts,
    calls: { before: asked, after: asked * attempts },
    isAlone: true,
    ...change,
  };
};

it("is the retries where (R + 1)·ρ is more than it can do, and ρ is not", () => {
  for (const [attempts, boundary] of [
    [2, 1 / 2],
    [4, 1 / 4],
  ] as const) {
    expect(mechanismOf(full(boundary * 1.02), [retried(boundary * 1.02, attempts)], [])?.retries).toEqual({
      part: "db",
      asked: expect.closeTo(boundary * 102, 6),
      attempts: expect.closeTo(boundary * 102 * attempts, 6),
    });
    expect(mechanismOf(full(boundary * 0.9), [retried(boundary * 0.9, attempts)], [])).toBeNull();
  }
  expect(mechanismOf(full(0.97), [retried(0.97, 4)], [])).toBeNull(); // It was full without them.
});

it("does not blame retries that an open breaker refuses, nor those of a part that asks for little of it", () => {
  expect(mechanismOf(full(0.4), [retried(0.4, 4, { calls: { before: 40, after: 45 } })], [])).toBeNull();
  const few = { asked: 4, attempts: 16, calls: { before: 4, after: 16 }, isAlone: false };
  expect(mechanismOf(full(0.4), [{ part: "seldom", ...few }], [])).toBeNull();
});

it("names the part whose retries are most", () => {
  const both = [retried(0.4, 3, { part: "a" }), retried(0.4, 4, { part: "b" })];
  expect(mechanismOf(full(0.4), both, [])?.retries?.part).toBe("b");
});

it("is the cache where the misses alone keep it full, and fewer hit than before", () => {
  const cache = (misses: number, isAlone: boolean): LookedUp => ({
    cache: "catalogue",
    lookUps: { before: 400, after: 400 },
    misses: { before: 40, after: misses },
    isAlone,
  });
  expect(mechanismOf(full(0.4), [], [cache(380, true)])).toEqual({
    cold: { cache: "catalogue", hitRateBefore: 0.9, hitRateAfter: expect.closeTo(0.05), part: "db", resource: "cores" },
  });
  expect(mechanismOf(full(0.4), [], [cache(90, true)])).toBeNull();
  expect(mechanismOf(full(0.4), [], [cache(44, true)])).toBeNull();
  expect(mechanismOf(full(0.8), [], [cache(90, false)])).toBeNull(); // Others ask for half of what it does.
});

it("is the wait where the queue is longer than those in it wait, alone or beside the cause", () => {
  const limit = { limit: "timeout", limitMs: 1000 } as const;
  const wait = { part: "db", resource: "cores", waitMs: 1500, ...limit };
  expect(mechanismOf(full(0.4, { queueLength: 150, limit }), [], [])).toEqual({ wait });
  expect(mechanismOf(full(0.4, { queueLength: 150, limit }), [retried(0.4, 4)], [])).toMatchObject({
    retries: {},
    wait,
  });
  expect(mechanismOf(full(0.4, { queueLength: 90, limit }), [], [])).toBeNull();
  expect(mechanismOf(full(0.4, { queueLength: 9000 }), [], [])).toBeNull(); // Those wait for ever.
});
