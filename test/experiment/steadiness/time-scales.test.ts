/** How long a model remembers, against closed forms: each endpoint by what it visits, each instance by itself. */
import { describe, expect, it } from "vitest";
import { SETTLED_AFTER, WATCHED_FOR } from "../../../src/analysis/steadiness/run-until.js";
import { relaxationTime } from "../../../src/analysis/theory/run-length.js";
import { longest, timeScalesOf } from "../../../src/experiment/precision/time-scales.js";
import { lookUpsToFill } from "../../../src/model/parts/cache/fill.js";
import { askedOf } from "../../../src/model/parts/cache/keys.js";
import { cacheOptions } from "../../../src/model/parts/cache/options.js";
import { modelOf } from "../../simulate.js";

const model = (traffic: string, parts: string) => modelOf(`version: 1\ntraffic: ${traffic}\nparts: ${parts}\n`);

describe("by class", () => {
  const beside = (threads: string) =>
    timeScalesOf(
      model(
        "{ web: { rate: 20/s, to: w.page }, batch: { rate: 1/min, to: w.report } }",
        `{ w: { type: service, ${threads} endpoints: { page: [{ delay: 20ms }], report: [{ delay: 10min }] } } }`,
      ),
    );

  it("the slowest is what the whole remembers, and not those who share nothing limited with it", () => {
    const { all, entries } = beside("");
    expect(all.slowest).toEqual({ ms: 600_000, what: "w.report takes" });
    expect(longest(entries.get("w.report")!).ms).toBe(600_000);
    expect(longest(entries.get("w.page")!).ms).toBe(20);
  });

  it("those who share its threads wait for it", () => {
    const { entries } = beside("threads: 100,");
    expect(longest(entries.get("w.page")!).ms).toBeGreaterThanOrEqual(600_000);
  });

  it("a rare branch counts as well, and a deadline ends it", () => {
    const rare = (deadline: string) =>
      model(
        `{ users: { rate: 20/s, to: w.page${deadline} } }`,
        "{ w: { type: service, endpoints: { page: [{ choose: [{ share: 99%, steps: [] }, { share: 1%, steps: [{ delay: 5min }] }] }] } } }",
      );
    expect(timeScalesOf(rare("")).all.slowest.ms).toBe(300_000);
    expect(timeScalesOf(rare(", deadline: 2s")).all.slowest.ms).toBe(2000);
  });

  it("idle instances, breakdowns and states of the traffic are slow too", () => {
    const cold =
      "{ w: { type: service, threads: 1, cold-start: { time: 1s, idle: 15min }, endpoints: { page: [{ delay: 1ms }] } } }";
    expect(timeScalesOf(model("{ u: { rate: 1/s, to: w.page } }", cold)).all.slowest.ms).toBe(900_000);
    const broken =
      "{ w: { type: service, cores: 1, breakdowns: { up: 40s, down: 10s }, endpoints: { page: [{ cpu: 1ms }] } } }";
    expect(timeScalesOf(model("{ u: { rate: 1/s, to: w.page } }", broken)).all.slowest.ms).toBeCloseTo(8000, 9);
    const bursts =
      "{ u: { rate: { states: [{ rate: 9/s, for: exponential(3min) }, { rate: 1/s, for: exponential(6min) }] }, to: w.page } }";
    const plain = "{ w: { type: service, endpoints: { page: [{ delay: 1ms }] } } }";
    expect(timeScalesOf(model(bursts, plain)).all.slowest.ms).toBeCloseTo(120_000, 6);
  });
});

describe("by instance", () => {
  const dealt = (balance: string, rate = 950) =>
    timeScalesOf(
      model(
        `{ u: { rate: ${rate}/s, to: w.a } }`,
        `{ w: { type: service, instances: 50, threads: 20, balance: ${balance}, endpoints: { a: [{ delay: "exponential(1s)" }] } } }`,
      ),
    ).all.relaxation.ms;

  it("a random split leaves M/M/20 side by side, of which each remembers for itself", () =>
    expect(dealt("random")).toBeCloseTo(relaxationTime(0.95, 20 / 1000), 6));
  it("also where more comes than they do, planned for as 90 %", () =>
    expect(dealt("random", 1100)).toBeCloseTo(relaxationTime(0.9, 20 / 1000), 6));
  it("those who look where the queue is short share one", () =>
    expect(dealt("least-connections")).toBeCloseTo(relaxationTime(0.95, 1000 / 1000), 6));
});

describe("queues with an end", () => {
  const bounded = (rate: number, limit: string) =>
    timeScalesOf(
      model(
        `{ u: { rate: ${rate}/s, to: w.a } }`,
        `{ w: { type: service, threads: 1, ${limit}, endpoints: { a: [{ delay: "exponential(10ms)" }] } } }`,
      ),
    ).all.relaxation.ms;

  it("fill up first where more is offered than they do: K ÷ (λ − μ)", () =>
    expect(bounded(125, "queue: 10000") / 1000).toBeCloseTo(10_000 / 25, 6));
  it("remember no longer than the mean patience of those who leave by chance", () => {
    expect(bounded(125, "patience: exponential(2s)")).toBeLessThanOrEqual(2000);
    expect(bounded(99, "patience: exponential(2s)")).toBeLessThanOrEqual(2000);
  });
  it("fill up to a wait that all leave after, D ÷ (ρ − 1), by a deadline as by patience", () => {
    expect(bounded(125, "patience: 2s")).toBeCloseTo(2000 / 0.25, 6);
    const { all } = timeScalesOf(
      model(
        "{ u: { rate: 125/s, to: w.a, deadline: 2s } }",
        `{ w: { type: service, threads: 1, endpoints: { a: [{ delay: "exponential(10ms)" }] } } }`,
      ),
    );
    expect(all.relaxation.ms).toBeCloseTo(2000 / 0.25, 6);
  });
  it("remember as M/M/1/K does below capacity: 1 ÷ (μ (1 + ρ − 2√ρ cos(π ÷ (K + 2))))", () => {
    const rate = 1 + 0.99 - 2 * Math.sqrt(0.99) * Math.cos(Math.PI / 202);
    expect(bounded(99, "queue: 200")).toBeCloseTo(10 / rate, 6);
    expect(bounded(99, "patience: 2s")).toBeCloseTo(10 / rate, 6);
    expect(bounded(50, "queue: 200")).toBeCloseTo(10 / (1 - Math.sqrt(0.5)) ** 2, 0); // Its end is out of reach.
  });
});

describe("breakdowns", () => {
  const remembered = (up: string) =>
    timeScalesOf(
      model(
        "{ u: { rate: 8/s, to: w.a } }",
        `{ w: { type: service, cores: 1, breakdowns: { up: ${up}, down: 1h }, endpoints: { a: [{ cpu: 50ms }] } } }`,
      ),
    ).all.slowest.ms / 3_600_000;

  it("by chance change within 1 ÷ (1 ÷ up + 1 ÷ down)", () =>
    expect(remembered("exponential(10h)")).toBeCloseTo(10 / 11, 6));
  it("that all come at the same time are not seen before it", () => {
    expect(remembered("10h") * (SETTLED_AFTER + WATCHED_FOR)).toBeCloseTo(11, 6);
    expect(remembered("1h")).toBeCloseTo(0.5, 6);
  });
});

describe("a cache that fills", () => {
  it("Σ 1 − e^(−n pᵢ) keys are in it after n look-ups: of equal ones, n = −K ln(1 − C ÷ K)", () => {
    const options = cacheOptions().parse({ keys: { count: 1000, zipf: 0 }, capacity: 600 });
    const asked = askedOf(options, { data: {} });
    expect(lookUpsToFill(asked, options)).toBeCloseTo(-1000 * Math.log(0.4), -1);
    expect(lookUpsToFill(asked, { ...options, keeps: "FIFO" })).toBeCloseTo(-1000 * Math.log(0.4), -1);
    const all = { ...options, capacity: Number.POSITIVE_INFINITY };
    expect(lookUpsToFill(asked, all)).toBeCloseTo(-1000 * Math.log(0.01), -1);
    expect(lookUpsToFill(asked, { ...options, keeps: "perfect-LFU" })).toBeCloseTo(1000, 6);
  });

  it("is what those remember who ask it, and those who share a database with them", () => {
    const { entries } = timeScalesOf(
      model(
        "{ a: { rate: 100/s, to: w.cached }, b: { rate: 1/s, to: w.plain } }",
        `{ w: { type: service, endpoints: { cached: [{ get: c, miss: [{ query: db.q }] }], plain: [{ query: db.q }] } },
           c: { type: cache, keys: { count: 1000, zipf: 0 }, capacity: 600, time: 1ms },
           db: { type: database, pool: { connections: 2 }, queries: { q: { time: 1ms } } } }`,
      ),
    );
    const fillMs = -10_000 * Math.log(0.4);
    expect(entries.get("w.cached")!.slowest.ms / fillMs).toBeCloseTo(1, 2);
    expect(entries.get("w.plain")!.slowest.ms / fillMs).toBeCloseTo(1, 2);
  });
});
