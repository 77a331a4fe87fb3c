import { describe, expect, it } from "vitest";
import { latencies, measure, requests, resource, simulate } from "../simulate.js";

/** Writes of 5 ms and reads of 20 ms, on a database with two replicas. */
const replicated = (replicas: string, traffic: string): string => `
version: 1
traffic: { ${traffic} }
parts:
  web: { type: service, endpoints: { read: [{ query: db.read }], write: [{ query: db.write }], count: [{ query: db.count }] } }
  db:
    type: database
    cores: 1
    scheduling: first-come-first-served
    replicas: { count: 2, ${replicas} }
    queries: { read: { time: 20ms }, count: { time: 20ms }, write: { time: 5ms, write: true } }`;
const reads = (n: number): string => `readers: { ${requests(n, 10)}, to: web.read }`;
const writes = (n: number, name = "writers"): string => `${name}: { ${requests(n, 10)}, to: web.write }`;

it("reads go to the replicas in turn", () => {
  const measured = simulate(replicated("lag: 40ms", reads(6)));
  expect(latencies(measured, "web.read")).toEqual([20, 20, 20, 20, 20, 20]); // One replica alone would fall behind.
  expect(resource(measured, "db", "replica cores").busyByInstance.map((busy) => Math.round(busy * 1000))).toEqual([
    60, 60,
  ]);
  expect(resource(measured, "db", "cores").busy).toBe(0);
});

it("writes go to the primary, and so does what the replicas do not read", () => {
  const measured = simulate(
    replicated("reads: [count]", `${writes(3)}, ${reads(1)}, counters: { ${requests(2, 100)}, to: web.count }`),
  );
  expect(resource(measured, "db", "cores").busy).toBeCloseTo((3 * 5 + 20) / 1000, 9);
  expect(resource(measured, "db", "replica cores").busy).toBeCloseTo(40 / 1000, 9);
});

describe("lag", () => {
  it("is the time from commit to applied, of each write on each replica", () => {
    const measured = simulate(replicated("lag: 40ms", writes(3)));
    expect(measure(measured, "db", "lagMs")).toEqual([40, 40, 40, 40, 40, 40]);
    expect(latencies(measured, "web.write")).toEqual([5, 5, 5]); // Nobody waits for it.
  });

  it("grows by the replay, which uses the replica's cores", () => {
    const measured = simulate(replicated("lag: 40ms, replay: 200%", writes(1)));
    expect(measure(measured, "db", "lagMs")).toEqual([50, 50]);
    expect(resource(measured, "db", "replica cores").busyByInstance).toEqual([10 / 1000, 10 / 1000]);
  });

  it("grows in a line: a replica replays one write at a time", () => {
    // Committed at 15 and 25, arrived at 55 and 65; each is replayed for 15: until 70, and from 70 until 85.
    const measured = simulate(replicated("lag: 40ms, replay: 300%", writes(2)).replace(/cores: 1/, "cores: 4"));
    expect(measure(measured, "db", "lagMs")).toEqual([55, 55, 60, 60]);
  });

  it("grows behind reads", () => {
    // Committed at 15, arrived at 24, while the replica that reads first (the first) reads from 10 until 30; the second is idle.
    const measured = simulate(replicated("lag: 9ms, replay: 100%", `${reads(1)}, ${writes(1)}`));
    expect(measure(measured, "db", "lagMs")).toEqual([14, 20]);
  });
});

describe("stale reads", () => {
  it("are those that begin while a write is on its way", () => {
    // Committed at 15, applied at 55: of the reads at 10, 20 … 100 those at 20, 30, 40, 50 are stale.
    const measured = simulate(replicated("lag: 40ms", `${writes(1)}, ${reads(10)}`));
    expect(measure(measured, "db", "staleReads")).toBeCloseTo(4 / 10, 12);
  });

  it("there are none without lag", () =>
    expect(measure(simulate(replicated("lag: 0", `${writes(9)}, ${reads(9)}`)), "db", "staleReads")).toBe(0));
});

it("with a count of 0 everything goes to the primary", () => {
  const measured = simulate(replicated("lag: 40ms", reads(2)).replace("count: 2", "count: 0"));
  expect(latencies(measured, "web.read")).toEqual([20, 30]);
});
