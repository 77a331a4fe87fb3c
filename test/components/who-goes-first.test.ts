/** Who goes first in a work queue: by publisher, the latest, and what workers have taken beforehand. */
import { describe, expect, it } from "vitest";
import { erlangGaps, gim1 } from "../../src/analysis/theory/gim1.js";
import { mmc } from "../../src/analysis/theory/mmc.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { type Statistic, smooth } from "../oracles/statistic.js";
import { measure, modelOf, requests, resource, simulate } from "../simulate.js";

const two = (options: string, work: string, a: string, b: string): string => `
version: 1
traffic: { a: { ${a}, to: web.a }, b: { ${b}, to: web.b } }
effects: { of-a: { for: web.a }, of-b: { for: web.b } }
parts:
  web: { type: service, endpoints: { a: [{ publish: mails }], b: [{ publish: mails }] } }
  mails: { type: work-queue, ${options} steps: [${work}, { effect: of-a }, { effect: of-b }] }`;

/** From publishing to done, of the messages of each [s]. */
function done({ effects = [] }: Measurements, name: string): readonly [sum: number, count: number] {
  for (const one of effects.find((each) => each.name === name)!.measures)
    if (one.kind === "duration") return [one.histogram.sum / 1000, one.histogram.count];
  return [Number.NaN, 0];
}
const meanDone = (name: string, effect: string): Statistic => smooth(name, (m) => [...done(m, effect)], of.ratio);

describe("messages of the important publisher go first, and interrupt none", () => {
  /** 25 ms each, at 10, 20 and 30 ms, and one of the other's at 36 ms, when the second has begun. */
  const both = (options: string): Measurements =>
    simulate(two(options, "{ delay: 25ms }", requests(1, 36), requests(3, 10)), { durationMs: 500 });
  it("in order without", () => expect(done(both(""), "of-a")[0]).toBeCloseTo(0.074, 9));
  it("next with", () => {
    expect(done(both("priority: [web.a],"), "of-a")[0]).toBeCloseTo(0.049, 9);
    expect(done(both("priority: [web],"), "of-a")[0]).toBeCloseTo(0.074, 9); // All are of web.
  });
  it("the latest first", () => expect(done(both("order: last-come-first-served,"), "of-a")[0]).toBeCloseTo(0.049, 9));
});

it("a key's messages stay in order, whoever published them", () => {
  const text = two(
    "of: one, in-order: one-at-a-time, priority: [web.a], workers: 2,",
    "{ delay: 9ms }",
    requests(20, 10),
    requests(20, 10),
  );
  const measured = simulate(text.replace("version: 1", "version: 1\ndata: { one: { keys: 1 } }"));
  expect(measure(measured, "mails", "overtakenMessages")).toBe(0);
});

const mails = (options: string, work: string, rate: string): string => `
version: 1
traffic: { users: { ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: mails }] } }
  mails: { type: work-queue, ${options} steps: [${work}] }`;

describe("a worker that takes messages beforehand", () => {
  /** Of six messages, 10 ms apart, the first takes 100 ms, the others 5. */
  const SLOW = "choose: [{ share: 50%, steps: [{ delay: 90ms }] }, { share: 50%, steps: [{ delay: 5ms }] }]";
  const waits = (options: string): number =>
    resource(simulate(mails(`workers: 2, ${options}`, `{ ${SLOW} }`, requests(12, 20))), "mails", "workers")
      .waitingTimeMs!.sum;
  it("lets them wait behind a slow one while the other is idle", () => {
    expect(waits("prefetch: 5,")).toBeGreaterThan(1.5 * waits(""));
    expect(waits("prefetch: 1,")).toBeGreaterThan(waits(""));
  });
  it("gives them back when it stops", () => {
    const text = `${mails("workers: 2, prefetch: 50,", "{ delay: 30ms }", requests(20, 10))}
timeline: { stop: { at: 105ms, for: 2s, down: mails, workers: 1, work: repeats } }`;
    const measured = simulate(text, { durationMs: 1000 });
    expect(measure(measured, "mails", "failedMessages")).toBe(0);
    expect(resource(measured, "mails", "workers").busyByInstance[0]).toBeLessThan(0.1);
    expect(resource(measured, "mails", "workers").queueByBin.at(-1)).toBe(0);
  });
});

const [lambda, mu] = [160, 100];
const LASTS = { warmUp: 10, short: 200, long: 4000 };
const prefetching = (prefetch: number) =>
  run(mails(`workers: 2, prefetch: ${prefetch},`, "{ delay: exponential(10ms) }", `rate: ${lambda}/s`), LASTS);
// Cobham: W₀ = λ E S² ÷ 2, Wₐ = W₀ ÷ (1 − ρₐ), W_b = Wₐ ÷ (1 − ρ). Source: Kleinrock, Queueing Systems II, ch. 3.
const COBHAM = { a: 30, b: 40, meanMs: 10 };
const w0 = (COBHAM.a + COBHAM.b) * 0.01 ** 2;
const cases: readonly OracleCase[] = [
  {
    id: "queue-cobham",
    title: "Two publishers, the first goes first, ρ = 0.7",
    runs: {
      first: run(two("priority: [web.a],", "{ delay: exponential(10ms) }", "rate: 30/s", "rate: 40/s"), LASTS),
      starved: run(two("priority: [web.a],", "{ delay: exponential(10ms) }", "rate: 70/s", "rate: 40/s"), {
        ...LASTS,
        short: 100,
      }),
    },
    checks: [
      exact("mean completion, first", w0 / (1 - 0.3) + 0.01, meanDone("first", "of-a"), USUAL),
      exact("mean completion, last", w0 / (1 - 0.3) / (1 - 0.7) + 0.01, meanDone("first", "of-b"), USUAL),
      // Overloaded by the last alone: the first have what the others leave, and notice only the work under way.
      exact("mean completion, first, of an overload", 0.01 / (1 - 0.7) + 0.01, meanDone("starved", "of-a"), USUAL),
    ],
  },
  {
    id: "queue-prefetch",
    title: "Two workers, ρ = 0.8: one queue, or every second message for each",
    runs: { none: prefetching(0), much: prefetching(10_000) },
    checks: [
      exact("mean wait, none: M/M/2", mmc(lambda, mu, 2).meanWait, of.meanWait("none", "mails"), USUAL),
      exact(
        "mean wait, much: E2/M/1 each",
        gim1(erlangGaps(2, 2 / lambda), mu).meanWait,
        of.meanWait("much", "mails"),
        USUAL,
      ),
    ],
  },
];
for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));

it("the more is taken beforehand, the longer it waits", () => {
  const meanWait = (prefetch: number): number => {
    const { waitingTimeMs } = resource(
      simulate(prefetching(prefetch).model, { durationMs: 400_000, binMs: 100_000 }),
      "mails",
      "workers",
    );
    return waitingTimeMs!.sum / waitingTimeMs!.count;
  };
  const all = [0, 1, 3, 100].map(meanWait);
  expect(all.toSorted((a, b) => a - b)).toEqual(all);
  expect(all[3]! / all[0]!).toBeGreaterThan(1.2);
});

it.each<[string, string, string]>([
  ["priority: [web.pge],", '"web.pge" publishes nothing to mails', "web.page"],
  [
    "prefetch: 3, of: one, in-order: one-at-a-time,",
    "taken by no worker beforehand",
    "take `in-order` or `prefetch` out",
  ],
  ["order: random-order, prefetch: 3,", "what a worker has taken beforehand it does in turn", "take `order` or"],
  [
    "order: random-order, of: one, in-order: one-at-a-time,",
    "which message of a key comes next",
    "take one of them out",
  ],
])("%s is refused: %s", (options, why, hint) => {
  const text = mails(`workers: 2, ${options}`, "{ delay: 5ms }", "rate: 1/s").replace(
    "version: 1",
    "version: 1\ndata: { one: { keys: 9 } }",
  );
  expect(() => modelOf(text)).toThrow(why);
  expect(() => modelOf(text)).toThrow(hint);
});

it.each<[string, string]>([
  ["prefetch: 3,", "one worker takes all messages anyway"],
  ["limit: 0, priority: [web.page],", "with `limit: 0`, no message waits"],
])("%s is warned of", (options, why) => {
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": mails(options, "{ delay: 5ms }", "rate: 1/s") }));
  expect(diagnostics.map(({ message }) => message).join()).toContain(why);
});
