/** Shards that are added while the system runs. */
import { describe, expect, it } from "vitest";
import type { RunPlan } from "../../src/model/wiring/compile.js";
import { requests, resource, simulate } from "../simulate.js";

const growing = (shards: string, entry: string, traffic = "rate: 400/s", cores = "cores: 2,"): string => `
version: 1
traffic: { load: { ${traffic}, to: web.page } }
data: { customer: { keys: 9000 } }
timeline: { more: { at: 100s, for: 100s, reshard: db, ${entry} } }
parts:
  web: { type: service, endpoints: { page: [query: db.read] } }
  db: { type: database, ${cores} shards: { by: customer, ${shards} }, queries: { read: { time: 4ms, of: customer } } }`;

const busyByShard = (text: string, plan: Partial<RunPlan>): readonly number[] =>
  resource(simulate(text, { binMs: 1000, ...plan }), "db", "cores").busyByInstance;

const BEFORE = { warmUpMs: 0, durationMs: 100_000 };
const DURING = { warmUpMs: 100_000, durationMs: 100_000 };
const AFTER = { warmUpMs: 200_000, durationMs: 100_000 };

describe("by number, four become five", () => {
  const text = growing("count: 4, place: modulo", "to: 5");
  const load = 400 * 0.004;
  const near = (found: number, expected: number): void => {
    const error = 1 / Math.sqrt((expected / 0.004) * 100); // Of a Poisson number of calls in 100 s.
    expect(error).toBeLessThan(0.016);
    expect(Math.abs(found / expected - 1)).toBeLessThan(4 * error);
  };

  it("the fifth has nothing before", () => {
    const busy = busyByShard(text, BEFORE);
    for (const each of busy.slice(0, 4)) near(each, load / 4);
    expect(busy[4]).toBe(0);
  });

  it("keys come to it evenly: on average half of a fifth", () => near(busyByShard(text, DURING)[4]!, load / 10));

  it("and the load is even again afterwards", () => {
    for (const each of busyByShard(text, AFTER)) near(each, load / 5);
  });
});

const levels = (text: string, plan: Partial<RunPlan>): number =>
  Math.max(
    ...(simulate(text, { binMs: 1000, ...plan }).parts.flatMap(({ measures }) =>
      measures.flatMap((one) => (one.kind === "level" && one.name === "moved" ? one.atEnds : [])),
    ) as number[]),
  );

it("moves as many keys as their places differ", () => {
  expect(levels(growing("count: 4, place: modulo", "to: 5"), AFTER)).toBeCloseTo(4 / 5, 9);
  const some = levels(growing("count: 4, place: consistent", "to: 5"), AFTER);
  expect(Math.abs(some - 1 / 5)).toBeLessThan(0.08);
});

describe("copying", () => {
  const idle = (shards: string, entry: string): string => growing(shards, entry, requests(1, 10));

  it("takes the cores of the shard that a key leaves, and of the one it comes to", () => {
    const busy = busyByShard(idle("count: 1, place: modulo", "to: 2, key-time: 4ms"), DURING);
    for (const each of busy) expect(each).toBeCloseTo((4500 * 0.004) / 100, 6);
  });

  it("lasts as long as it should, or as long as it takes", () => {
    const took = (keyTime: string): number => {
      const { parts } = simulate(idle("count: 1, place: modulo", `to: 2, key-time: ${keyTime}`), {
        ...BEFORE,
        durationMs: 600_000,
        binMs: 10_000,
      });
      const found = parts.flatMap(({ measures }) =>
        measures.flatMap((one) => (one.kind === "duration" && one.name === "movingMs" ? [one.histogram.max] : [])),
      );
      return found[0]! / 1000;
    };
    expect(took("1ms")).toBeCloseTo((44 / 45) * 100 + 0.2, 6); // 45 batches of a hundred: the last is due then.
    expect(took("50ms")).toBeCloseTo(4500 * 2 * 0.05, 6); // One core for the one copier, there and back.
  });

  it("slows the queries beside it", () => {
    const mean = (keyTime: string): number => {
      const { endpoints } = simulate(
        growing("count: 4, place: modulo", `to: 5, key-time: ${keyTime}`, "rate: 1200/s", "cores: 2,"),
        { ...DURING, binMs: 1000 },
      );
      return endpoints[0]!.latencyMs.sum / endpoints[0]!.latencyMs.count;
    };
    expect(mean("10ms")).toBeGreaterThan(1.3 * mean("0ms"));
  });
});

it("a second move waits for the first", () => {
  const text = growing("count: 2, place: modulo", "to: 3, key-time: 40ms", requests(1, 10)).replace(
    "timeline: {",
    "timeline: { then: { at: 210s, for: 10s, reshard: db, to: 4, key-time: 40ms }, ",
  );
  const { parts } = simulate(text, { durationMs: 900_000, binMs: 10_000 });
  const moves = parts.flatMap(({ measures }) =>
    measures.flatMap((one) => (one.kind === "duration" && one.name === "movingMs" ? [one.histogram.count] : [])),
  );
  expect(moves).toEqual([2]);
  const { busyByInstance } = resource(simulate(text, { durationMs: 900_000, binMs: 10_000 }), "db", "cores");
  // Two thirds of the keys leave and come by the first move, three quarters by the second.
  const work = busyByInstance.reduce((sum, busy) => sum + busy) * 900;
  expect(work).toBeCloseTo((6000 + 6750) * 2 * 0.04 + 0.004, 6);
});
