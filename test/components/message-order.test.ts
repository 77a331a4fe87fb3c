/** Messages about the same: which overtake each other, and how order is kept. */
import { describe, expect, it } from "vitest";
import { gammaMoments, mg1 } from "../../src/analysis/theory/mg1.js";
import { popularityOf } from "../../src/components/data/popularity.js";
import { placementOf, sharesOf } from "../../src/components/database/placement.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { type Statistic, smooth } from "../oracles/statistic.js";
import { failures, measure, modelOf, requests, resource, simulate } from "../simulate.js";
import { mm1 } from "../theory/mm1.js";
import { overtakenInMM2 } from "../theory/overtaking.js";

const share = (name: string, measured: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "mails", measured);
      return found.kind === "ratio" ? [found.part, found.whole] : [];
    },
    of.ratio,
  );

const mails = (options: string, work: string, rate = "rate: 120/s", keys = 1, popularity = "uniform"): string => `
version: 1
data: { customer: { keys: ${keys}, popularity: "${popularity}" } }
traffic: { users: { ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, of: customer, ${options}, steps: [${work}] }`;

describe("messages that are done after a later one of the same key are counted", () => {
  const byTurns = "choose: [{ share: 50%, steps: [{ delay: 25ms }] }, { share: 50%, steps: [{ delay: 2ms }] }]";
  it("none with one worker, nor where all take as long", () => {
    const two = requests(30, 10);
    expect(measure(simulate(mails("workers: 1", `{ ${byTurns} }`, two)), "mails", "overtakenMessages")).toBe(0);
    expect(measure(simulate(mails("workers: 9", "{ delay: 25ms }", two)), "mails", "overtakenMessages")).toBe(0);
  });
  it("only those of the same key", () => {
    const at = (keys: number) => mails("workers: 9", `{ ${byTurns} }`, requests(60, 10), keys);
    expect(measure(simulate(at(1)), "mails", "overtakenMessages")).toBeGreaterThan(0.2);
    expect(measure(simulate(at(1_000_000)), "mails", "overtakenMessages")).toBe(0);
  });
});

describe("in order", () => {
  /** Messages 10 ms apart, all about one key: the first takes 25 ms, the others 8. */
  const slowFirst = "choose: [{ share: 50%, steps: [{ delay: 25ms }] }, { share: 50%, steps: [{ delay: 2ms }] }]";
  it.each(["one-at-a-time", "{ partitions: 1 }"])("%s: none overtakes another, and one worker does them all", (how) => {
    const measured = simulate(mails(`workers: 4, in-order: ${how}`, `{ ${slowFirst} }`, requests(60, 10)));
    expect(measure(measured, "mails", "overtakenMessages")).toBe(0);
    const { busy, busyByInstance } = resource(measured, "mails", "workers");
    expect(busy).toBeGreaterThan(0.5);
    expect(busyByInstance.filter((each) => each > 0).length).toBe(1);
  });
  it("messages of other keys pass those that wait for their turn", () => {
    // Two keys in turn would be served by two workers side by side; by one lock each, both are busy at 20 ms a pair.
    const measured = simulate(mails("workers: 2, in-order: one-at-a-time", "{ delay: 15ms }", requests(90, 10), 1000));
    const completion = measure(measured, "mails", "completionMs") as number[];
    expect(Math.max(...completion)).toBeLessThan(45);
    expect(
      measure(
        simulate(mails("workers: 2, in-order: one-at-a-time", "{ delay: 15ms }", requests(40, 10))),
        "mails",
        "completionMs",
      ),
    ).toContain(15 + 39 * 5);
  });
  it("a message whose work fails makes way for the next", () => {
    const failing = mails("workers: 2, in-order: one-at-a-time", "{ delay: 5ms }, { fail: 100% }", requests(30, 10));
    const measured = simulate(failing);
    expect(measure(measured, "mails", "failedMessages")).toBe(1);
    expect(resource(measured, "mails", "workers").busy).toBeCloseTo(30 * 0.005, 9);
  });
});

describe("workers of partitions that stop", () => {
  /** Two workers with two of four partitions each; the first stops from 200 ms on for so long. */
  const stopping = (lasts: string, rebalance: string, work = "repeats"): string =>
    `${mails(`workers: 2, in-order: { partitions: 4, rebalance: ${rebalance} }`, "{ delay: 5ms }", requests(90, 10), 1000)}
timeline: { stop: { at: 200ms, for: ${lasts}, down: mails, workers: 1, work: ${work} } }`;
  const waiting = (text: string): number[] =>
    resource(simulate(text, { durationMs: 1000, binMs: 100 }), "mails", "workers").queueByBin.map(Math.round);
  it("wait until it is back", () => {
    const queue = waiting(stopping("300ms", "1h"));
    expect(queue.slice(0, 2)).toEqual([0, 0]);
    expect(queue[4]).toBeGreaterThan(8); // About every second of 30.
    expect(queue.at(-1)).toBe(0);
  });
  it("or until the others take over", () => {
    const queue = waiting(stopping("700ms", "100ms"));
    expect(queue[2]).toBeGreaterThan(1);
    expect(queue.slice(4)).toEqual([0, 0, 0, 0, 0, 0]);
  });
  it("and what it had in work is lost, or done again, in order", () => {
    const measured = simulate(stopping("300ms", "100ms", "lost"));
    expect(measure(measured, "mails", "failedMessages")).toBeLessThan(0.02);
    expect(measure(simulate(stopping("300ms", "100ms")), "mails", "overtakenMessages")).toBe(0);
  });
  it("stop all: messages wait for the queue to come back", () => {
    const measured = simulate(stopping("300ms", "100ms").replace("workers: 1, work", "work"));
    expect(measure(measured, "mails", "failedMessages")).toBe(0);
    expect(failures(measured, "web.page")["instance-down mails"]).toBeGreaterThan(20);
  });
});

it.each<[string, string, string]>([
  ["in-order: one-at-a-time", "which messages belong together is not said", "of: customer"],
  ["of: custommer", 'there is no data "custommer"', "customer"],
  ["of: customer, in-order: { partitions: 9 }", "9 partitions for 5 keys", "some would have none"],
])("%s is refused: %s", (options, why, hint) => {
  const text = mails("workers: 8", "{ delay: 5ms }", "rate: 1/s", 5).replace("of: customer,", `${options},`);
  expect(() => modelOf(text)).toThrow(why);
  expect(() => modelOf(text)).toThrow(hint);
});

it.each<[string, string]>([
  ["workers: 8, in-order: { partitions: 4 }", "8 workers for 4 partitions: 4 of them only stand by"],
  ["workers: 1, in-order: one-at-a-time", "one worker keeps the order anyway"],
])("%s is warned of", (options, why) => {
  const text = mails(options, "{ delay: 5ms }", "rate: 1/s", 50);
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
  expect(diagnostics.map(({ message }) => message).join()).toContain(why);
});

const WORK = '{ delay: "erlang(shape 2, mean 10ms)" }';
const oneKey = mg1(70, gammaMoments(0.01, 1 / 2));
/** The share of the messages that comes to each of three workers. */
const shares = sharesOf(
  placementOf({ place: "hash", points: 1 }, 100, 8),
  popularityOf(100, { kind: "zipf", exponent: 0.9 }),
);
const perWorker = [0, 1, 2].map((worker) =>
  shares.filter((_, partition) => partition % 3 === worker).reduce((a, b) => a + b, 0),
);
const lasts = { warmUp: 2, short: 60, long: 2000 };
const cases: readonly OracleCase[] = [
  {
    id: "overtaken-mm2",
    title: "M/M/2, one key, ρ = 0.6 and 0.95",
    runs: {
      usual: run(mails("workers: 2", "{ delay: exponential(10ms) }"), lasts),
      busy: run(mails("workers: 2", "{ delay: exponential(10ms) }", "rate: 190/s"), { ...lasts, warmUp: 20 }),
    },
    checks: [
      exact("share overtaken, ρ = 0.6", overtakenInMM2(120, 100), share("usual", "overtakenMessages"), USUAL),
      exact("share overtaken, ρ = 0.95", overtakenInMM2(190, 100), share("busy", "overtakenMessages"), USUAL),
    ],
  },
  {
    id: "overtaken-pairs",
    title: "Two messages of a key that come together: the second is done first of every second pair",
    runs: {
      pairs: run(
        mails("workers: 2", "{ delay: exponential(1ms) }", "rate: 5/s, arrivals: constant").replace(
          "[{ publish: mails }]",
          "[{ publish: mails }, { publish: mails }]",
        ),
        { ...lasts, short: 200 },
      ),
    },
    checks: [exact("share overtaken", 1 / 4, share("pairs", "overtakenMessages"), USUAL)],
  },
  {
    id: "in-order-mg1",
    title: "Four workers, one key: M/G/1, by a lock and by partitions",
    runs: {
      lock: run(mails("workers: 4, in-order: one-at-a-time", WORK, "rate: 70/s"), { ...lasts, warmUp: 10, short: 200 }),
      partitions: run(
        mails("workers: 4, in-order: { partitions: 8 }", WORK, "rate: 70/s", 1).replace(
          "partitions: 8",
          "partitions: 1",
        ),
        {
          ...lasts,
          warmUp: 10,
          short: 200,
        },
      ),
    },
    checks: [
      exact("mean wait, lock", oneKey.meanWait, of.meanWait("lock", "mails"), USUAL),
      exact("mean wait, partition", oneKey.meanWait, of.meanWait("partitions", "mails"), USUAL),
    ],
  },
  {
    id: "hot-partition",
    title: "Zipf's law over 100 customers, eight partitions and three workers: each worker an M/M/1 of its own",
    runs: {
      zipf: run(
        mails(
          "workers: 3, in-order: { partitions: 8 }",
          "{ delay: exponential(10ms) }",
          "rate: 150/s",
          100,
          "zipf(0.9)",
        ),
        { ...lasts, warmUp: 10, short: 200 },
      ),
    },
    checks: [
      exact(
        "mean wait",
        perWorker.reduce((sum, share) => sum + share * mm1(150 * share, 100).meanWait, 0),
        of.meanWait("zipf", "mails"),
        { short: 0.1, long: 0.01 },
      ),
      ...perWorker.map((share, worker) =>
        exact(
          `worker ${worker + 1} busy`,
          1.5 * share,
          smooth("zipf", (m: Measurements) => [of.resource(m, "mails").busyByInstance[worker]!], of.identity),
          USUAL,
        ),
      ),
    ],
  },
];

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
