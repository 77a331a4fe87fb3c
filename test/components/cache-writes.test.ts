/** What writes do to a cache: how stale what it serves is, invalidations, and writes through it and behind it. */
import { describe, expect, it } from "vitest";
import { meanInterval, relativeHalfWidth } from "../../src/analysis/statistics/confidence.js";
import { compile } from "../../src/model/wiring/compile.js";
import { endpoint, measure, modelOf, requests, simulate } from "../simulate.js";

/** Readers of one key, and writers; a read of the database takes no time. */
const written = (cache: string, traffic: string, write = "{ query: db.write }", more = ""): string => `
version: 1
traffic: { ${traffic} }
data: { product: { keys: 1 } }
parts:
  web:
    type: service
    endpoints: { read: [{ get: cache, miss: [{ query: db.read }] }], write: [${write}] }
  cache: { type: cache, of: product, time: 0, ${cache} }
  db: { type: database, queries: { read: { time: 0, of: product }, write: { time: 0, of: product, write: true } } }
${more}`;

const RATES = "readers: { rate: 20/s, to: web.read }, writers: { rate: 2/s, to: web.write }";

function each(model: string, figure: string): number[] {
  const durationMs = 4_000_000;
  const parsed = modelOf(model);
  return Array.from({ length: 8 }, (_, replication) => {
    const plan = { seed: "stale", replication, warmUpMs: 20_000, durationMs, binMs: durationMs, coolDownMs: 0 };
    return measure(compile(parsed, plan).simulate(), "cache", figure) as number;
  });
}

function expectMean(values: readonly number[], expected: number, within = 0.02): void {
  const interval = meanInterval(values, 0.999);
  expect(relativeHalfWidth(interval), `${interval.value} as narrow as asked`).toBeLessThan(within);
  expect(expected).toBeGreaterThanOrEqual(interval.low!);
  expect(expected).toBeLessThanOrEqual(interval.high!);
}

describe("with λ reads and w writes a second, both Poisson,", () => {
  const [λ, w] = [20, 2];
  it("for a time to live T, λ(T − (1 − e^(−wT)) ÷ w) of the 1 + λT look-ups are stale", () => {
    const T = 0.7;
    const stale = (λ * (T - (1 - Math.exp(-w * T)) / w)) / (1 + λ * T);
    expectMean(each(written("ttl: 700ms", RATES), "staleReads"), stale);
  });
  it("of invalidations of which q are lost, q ÷ (1 + (1 − q)w ÷ λ)", () => {
    const alike = "readers: { rate: 10/s, to: web.read }, writers: { rate: 10/s, to: web.write }";
    const stale = 0.3 / (1 + 0.7);
    expectMean(each(written("on-write: invalidates, lost: 30%", alike), "staleReads"), stale, 0.05);
    const byStep = written("", alike, "{ query: db.write }, { invalidate: cache, lost: 30% }");
    expectMean(each(byStep, "staleReads"), stale, 0.05);
  });
  it("none where all arrive, whether they invalidate or update; updates leave it full", () => {
    expect(each(written("on-write: invalidates", RATES), "staleReads")).toEqual(Array(8).fill(0));
    expectMean(each(written("on-write: invalidates", RATES), "hitRate"), λ / (λ + w));
    expect(each(written("on-write: updates", RATES), "staleReads")).toEqual(Array(8).fill(0));
    expect(Math.min(...each(written("on-write: updates", RATES), "hitRate"))).toBeGreaterThan(0.9999);
  });
  it("for ever, where nothing expires and nothing invalidates", () => {
    expect(Math.min(...each(written("", RATES), "staleReads"))).toBeGreaterThan(0.999);
  });
});

/** Reads at 10, 20, 30 … ms. */
const reads = (n: number): string => `readers: { ${requests(n, 10)}, to: web.read }`;
const writes = (n: number, gapMs: number): string => `writers: { ${requests(n, gapMs)}, to: web.write }`;

it("an old read that fills it after the invalidation stays", () => {
  // Read from 10 until 22, the version there as it begins; written and invalidated at 15.
  const stale = (fill: string): number => {
    const model = written(`on-write: invalidates, fill: ${fill}`, `${reads(5)}, ${writes(1, 15)}`);
    return measure(simulate(model.replace("read: { time: 0,", "read: { time: 12ms,")), "cache", "staleReads") as number;
  };
  expect(stale("one-at-a-time")).toBe(1); // The read of 20 waits for that of 10, and those of 30 to 50 hit what it found.
  expect(stale("all-at-once")).toBe(2 / 5); // The read of 20 finds the new one, and fills it at 32.
});

it("knows for how long what it serves has been behind, and whose write it lacks", () => {
  // Written at 15; read at 10, 20 and 30.
  const measured = simulate(written("", `${reads(3)}, ${writes(1, 15)}`));
  expect(measure(measured, "cache", "behindMs")).toEqual([5, 15]);
  expect(measure(measured, "cache", "ownMissed")).toBe(0);
  const own = written("", `${reads(1)}, ${writes(1, 15)}`, "{ query: db.write }, { get: cache, miss: [] }");
  expect(measure(simulate(own), "cache", "ownMissed")).toBe(1 / 2);
});

it("an invalidation without an answer is lost", () => {
  const down = "timeline: { away: { at: 12ms, for: 5ms, link: [web, cache], apart: true, give-up: 2ms } }";
  const step = "{ query: db.write }, { invalidate: cache }";
  const stale = (more: string) =>
    measure(simulate(written("", `${reads(3)}, ${writes(1, 15)}`, step, more)), "cache", "staleReads");
  expect(stale("")).toBe(0);
  expect(stale(down)).toBe(2 / 3);
});

describe("a write through it", () => {
  const through = (per: string, instances = 1) =>
    simulate(
      written(`per: ${per}`, `${reads(4)}, ${writes(1, 15)}`, "{ put: cache, steps: [{ query: db.write }] }").replace(
        "type: service",
        `type: service\n    instances: ${instances}`,
      ),
    );
  it("is there for who reads next", () => {
    const measured = through("all");
    expect(measure(measured, "cache", "staleReads")).toBe(0);
    expect(measure(measured, "cache", "hitRate")).toBe(3 / 4);
    expect(measure(measured, "cache", "fills")).toBe(2);
  });
  it("is not there at the other instances", () => {
    // In turn: read at 1, write at 2, then reads at 1, 2 and 1.
    const measured = through("instance", 2);
    expect(measure(measured, "cache", "staleReads")).toBe(2 / 4);
    expect(measure(measured, "cache", "hitRate")).toBe(3 / 4);
  });
});

it("invalidations by step or by write reach all instances", () => {
  const at = (cache: string, step: string) =>
    measure(
      simulate(
        written(`per: instance, ${cache}`, `${reads(8)}, ${writes(1, 45)}`, step).replace(
          "type: service",
          "type: service\n    instances: 2",
        ),
      ),
      "cache",
      "hitRate",
    );
  expect(at("", "{ query: db.write }")).toBe(6 / 8);
  expect(at("", "{ query: db.write }, { invalidate: cache }")).toBe(4 / 8);
  expect(at("on-write: invalidates", "{ query: db.write }")).toBe(4 / 8);
});

it("an invalidation is lost to each instance by itself", () => {
  const model = written("per: instance, on-write: invalidates, lost: 50%", `${reads(2)}, ${writes(1, 25)}`).replace(
    "type: service",
    "type: service\n    instances: 2",
  );
  const left = Array.from({ length: 40 }, (_, replication) =>
    (measure(simulate(model, { replication, durationMs: 100, binMs: 100 }), "cache", "entries") as number[]).at(-1),
  );
  const times = (entries: number): number => left.filter((each) => each === entries).length;
  // A quarter, half and a quarter of 40, within 4.5 standard deviations.
  expect(Math.abs(times(1) - 20)).toBeLessThan(4.5 * Math.sqrt(10));
  expect(times(0)).toBeGreaterThan(0);
  expect(times(2)).toBeGreaterThan(0);
});

describe("writes behind it", () => {
  const step = "{ put: cache, behind: 25ms, steps: [{ query: db.write }] }";
  /** Writes at 10, 20, 30, 40 and 50: one query at 35 for the first three, one at 65 for the other two. */
  const behind = (more = "") =>
    simulate(written("", `readers: { ${requests(9, 10)}, to: web.read }, ${writes(5, 10)}`, step, more));
  it("are one query for all of a key meanwhile, and those who read see them at once", () => {
    const measured = behind();
    const calls = measured.parts.find(({ name }) => name === "db");
    expect(calls).toBeDefined();
    expect(measure(measured, "cache", "lostWrites")).toBe(0);
    expect(measure(measured, "cache", "staleReads")).toBe(0);
    expect(endpoint(measured, "web.write").answered).toBe(5);
  });
  it("that are not written yet are lost with the cache", () => {
    expect(measure(behind("timeline: { lost: { at: 33ms, flush: cache } }"), "cache", "lostWrites")).toBe(3 / 5);
    expect(measure(behind("timeline: { lost: { at: 38ms, flush: cache } }"), "cache", "lostWrites")).toBe(0);
  });
  it("are pending until then", () => {
    const measured = simulate(written("", writes(5, 10), step), { durationMs: 100, binMs: 25 });
    expect(measure(measured, "cache", "pendingWrites")).toEqual([2, 1, 0, 0]);
    const slow = written("", writes(5, 10), step).replace("write: { time: 0,", "write: { time: 45ms,"); // 35–80, 65–110.
    expect(measure(simulate(slow, { durationMs: 100, binMs: 25 }), "cache", "pendingWrites")).toEqual([2, 4, 5, 2]);
  });
});
