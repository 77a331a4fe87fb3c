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
    expect(latencies(measured, "web.write")).toEqual([5, 5, 5]); // No request waits for it.
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

describe("reads behind", () => {
  it("are those that begin while a write of any request is on its way", () => {
    // Committed at 15, applied at 55: of the reads at 10, 20 … 100 those at 20, 30, 40, 50 are behind.
    const measured = simulate(replicated("lag: 40ms", `${writes(1)}, ${reads(10)}`));
    expect(measure(measured, "db", "readsBehind")).toBeCloseTo(4 / 10, 12);
    expect(measure(measured, "db", "staleReads")).toBe(0); // The readers wrote nothing.
  });

  it("there are none without lag", () =>
    expect(measure(simulate(replicated("lag: 0", `${writes(9)}, ${reads(9)}`)), "db", "readsBehind")).toBe(0));
});

describe("stale reads miss a write of their own request", () => {
  interface Own {
    readonly steps: string;
    readonly replicas: string;
    readonly traffic?: string;
    readonly db?: string;
    readonly parts?: string;
  }

  const own = ({ steps, replicas, traffic = requests(20, 10), db = "", parts = "" }: Own, durationMs = 2000) =>
    simulate(
      `
version: 1
traffic: { load: { ${traffic}, to: app.get } }
parts:
  app: { type: service, endpoints: { get: [${steps}] } }
  db:
    type: database
    queries:
      write: { time: 0.6ms, write: true }
      slow: { time: 10ms, write: true }
      failing: { time: 0.6ms, write: true, fails: 100% }
      read: { time: 0.3ms }
    replicas: { ${replicas}, reads: [read] }
    ${db}
  ${parts}`,
      { durationMs, binMs: 1000 },
    );
  const stale = (written: Own): number | number[] => measure(own(written), "db", "staleReads");
  const readAfter = (pause: string): string => `{ query: db.write }, { delay: ${pause} }, { query: db.read }`;

  it.each([
    ["the write arrives before the read", readAfter("120ms"), "lag: 50ms", 0],
    ["the write arrives after the read", readAfter("120ms"), "lag: 200ms", 1],
    ["both come at once", readAfter("120ms"), "lag: 120ms", 0],
    ["no lag at all", "{ query: db.write }, { query: db.read }", "lag: 0ms", 0],
    ["no lag, but work to replay", "{ query: db.write }, { query: db.read }", "lag: 0ms, replay: 10%", 1],
    ["the read comes first", "{ query: db.read }, { query: db.write }", "lag: 50ms", 0],
    [
      "only the first of two reads misses it",
      `${readAfter("40ms")}, { delay: 20ms }, { query: db.read }`,
      "lag: 50ms",
      0.5,
    ],
    ["both of two writes have arrived", `{ query: db.write }, ${readAfter("60ms")}`, "lag: 50ms", 0],
    ["the second of two writes has not", `{ query: db.write }, { delay: 60ms }, ${readAfter("20ms")}`, "lag: 50ms", 1],
    ["none of several replicas has it", readAfter("120ms"), "count: 3, lag: 200ms", 1],
    ["the write fails", "{ query: db.failing, fallback: continue }, { query: db.read }", "lag: 50ms", 0],
  ])("%s", (_, steps, replicas, share) => expect(stale({ steps, replicas })).toBe(share));

  it("whatever row of the request table the work is in", () => {
    const replicas = "lag: 50ms";
    const timedOut = (pause: string): string =>
      `{ query: db.slow, timeout: 3ms, fallback: continue }, { delay: ${pause} }, { query: db.read }`;
    expect(stale({ replicas, steps: timedOut("20ms") })).toBe(1); // Committed at 10 ms, read at 23.
    expect(stale({ replicas, steps: timedOut("1ms") })).toBe(0); // Read at 4 ms: there is nothing to miss yet.
    expect(stale({ replicas, steps: "{ query: db.write }, { query: db.read, timeout: 5ms }" })).toBe(1);
    const parallel =
      "{ parallel: [{ steps: [{ query: db.write }] }, { steps: [{ delay: 2ms }, { query: db.read }] }] }";
    expect(stale({ replicas, steps: parallel })).toBe(1);
    const worker = (pause: string): string =>
      `jobs: { type: work-queue, workers: 1000, steps: [{ delay: ${pause} }, { query: db.read }] }`;
    const published = { replicas, steps: "{ query: db.write }, { publish: jobs }" };
    expect(stale({ ...published, parts: worker("20ms") })).toBe(1);
    expect(stale({ ...published, parts: worker("60ms") })).toBe(0);
  });

  it("not a write of the same user's request before", () =>
    expect(
      stale({
        replicas: "lag: 50ms",
        traffic: "users: 1, think: 5ms",
        steps: "{ query: db.read }, { query: db.write }",
      }),
    ).toBe(0));

  it("not if the read waits until the write is replayed", () => {
    const onePerSecond = { traffic: "rate: 1/s, arrivals: constant", steps: readAfter("1ms") };
    const replay = { ...onePerSecond, replicas: "cores: 1, replay: 1000%" }; // From 0.6 until 6.6 ms; read at 1.6.
    expect(stale({ ...replay, db: "cores: 1" })).toBe(1); // Both on one core, side by side.
    expect(stale({ ...replay, db: "cores: 1\n    scheduling: first-come-first-served" })).toBe(0);
  });

  it.each([1, 3])("with an exponential lag as often as it is longer than the pause, with %i replicas", (count) => {
    const replicas = `count: ${count}, lag: exponential(50ms)`;
    const measured = own({ steps: readAfter("120ms"), replicas, traffic: "rate: 2000/s" }, 20_000);
    const reads = 40_000;
    const expected = Math.exp(-120 / 50);
    const error = Math.sqrt((expected * (1 - expected)) / reads); // One read a request, each with a lag of its own.
    expect(error / expected).toBeLessThan(0.02);
    expect(Math.abs((measure(measured, "db", "staleReads") as number) - expected)).toBeLessThan(3 * error);
  });
});

it("with a count of 0 everything goes to the primary", () => {
  const measured = simulate(replicated("lag: 40ms", reads(2)).replace("count: 2", "count: 0"));
  expect(latencies(measured, "web.read")).toEqual([20, 30]);
});
