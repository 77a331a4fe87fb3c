/** A full queue: it refuses, lets its publisher wait, or drops the oldest. */
import { describe, expect, it } from "vitest";
import { mmck } from "../../src/analysis/theory/mmck.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run, USUAL } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { type Statistic, smooth } from "../oracles/statistic.js";
import { failures, latencies, measure, modelOf, requests, resource, simulate } from "../simulate.js";

const queued = (
  options: string,
  work = "{ delay: 25ms }",
  rate = requests(4, 10),
  page = "{ publish: mails }",
): string => `
version: 1
traffic: { users: { ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  mails: { type: work-queue, ${options}, steps: [${work}] }`;

describe("one worker, 25 ms, room for one; messages at 10, 20, 30 and 40 ms", () => {
  it("refuses the third, which never becomes a message", () => {
    const measured = simulate(queued("limit: 1"));
    expect(failures(measured, "web.page")).toEqual({ "queue-full mails": 1 });
    expect(measure(measured, "mails", "completionMs")).toEqual([25, 40, 45]);
  });
  it("lets publishers wait, who are answered then", () => {
    const measured = simulate(queued("limit: 1, when-full: wait"));
    // Places at 10 and 20; the third has one when the first is done, at 35 ms, the fourth at 60 ms.
    expect(latencies(measured, "web.page")).toEqual([0, 0, 5, 20]);
    expect(measure(measured, "mails", "blockedMs")).toEqual([0, 0, 5, 20]);
    expect(measure(measured, "mails", "completionMs")).toEqual([25, 40, 50, 50]); // From publishing, at 35 and 60 ms.
    expect(failures(measured, "web.page")).toEqual({});
  });
  it("drops the one that waits for the one that comes, and says nothing to its publisher", () => {
    const measured = simulate(queued("limit: 1, when-full: drop-oldest"));
    // At 30 ms that of 20 ms goes; that of 30 ms begins at 35 ms; that of 40 ms waits until 60 ms.
    expect(measure(measured, "mails", "completionMs")).toEqual([25, 30, 45]);
    expect(measure(measured, "mails", "droppedMessages")).toBe(1 / 4);
    expect(measure(measured, "mails", "failedMessages")).toBe(1 / 4); // Its work was not done.
    expect(latencies(measured, "web.page")).toEqual([0, 0, 0, 0]);
  });
});

it("drops the oldest, whatever waits for its turn, and keeps the order of the others", () => {
  const keyed = `data: { customer: { keys: 1 } }${queued("workers: 3, of: customer, in-order: one-at-a-time, limit: 2, when-full: drop-oldest", "{ delay: 25ms }", requests(9, 10)).replace("version: 1", "")}`;
  const measured = simulate(`version: 1\n${keyed}`);
  expect(measure(measured, "mails", "overtakenMessages")).toBe(0);
  expect(measure(measured, "mails", "droppedMessages")).toBeGreaterThan(0.3);
});

it("more room lets those in who wait for it", () => {
  const text = `${queued("limit: 1, when-full: wait", "{ delay: 250ms }")}
timeline: { more: { at: 50ms, set: { mails.limit: 9 } } }`;
  expect(latencies(simulate(text), "web.page")).toEqual([0, 0, 10, 20]);
});

it("a publisher that holds what the workers need stands still with them, and that is found", () => {
  const text = `
version: 1
traffic: { users: { rate: 200/s, to: web.page } }
parts:
  web: { type: service, threads: 20, endpoints: { page: [{ transaction: db, steps: [{ query: db.write }, { publish: mails }] }] } }
  mails: { type: work-queue, workers: 2, limit: 2, when-full: wait, steps: [{ query: db.write }] }
  db: { type: database, pool: { connections: 4 }, queries: { write: { time: exponential(8ms) } } }`;
  const { standstill } = simulate(text, { durationMs: 60_000, binMs: 10_000 });
  const links = standstill?.links.map(
    ({ holds, waitsFor }) => `${holds.part} ${holds.resource} → ${waitsFor.part} ${waitsFor.resource}`,
  );
  expect(links).toContain("db pool → mails room");
  expect(links).toContain("mails workers → db pool");
});

it("threads back up behind publishers that wait, and users are refused in front", () => {
  const text = queued("limit: 1, when-full: wait", "{ delay: 25ms }", "rate: 100/s, arrivals: constant").replace(
    "type: service,",
    "type: service, threads: 3, queue: 0,",
  );
  const measured = simulate(text, { durationMs: 2000 });
  expect(resource(measured, "web", "threads").busy).toBeGreaterThan(2.5);
  expect(failures(measured, "web.page")["queue-full web"]).toBeGreaterThan(90);
});

it("gives back the place of each message once, also of those that are delivered again, late or parked", () => {
  const leased = "lease: 12ms, attempts: 4, lost-acknowledgements: 20%, expires: 60ms, limit: 4, when-full: wait";
  const text = queued(
    `workers: 2, ${leased}, dead-letter: parked`,
    "{ delay: exponential(9ms) }",
    "rate: 300/s",
  ).replace("  mails:", "  parked: { type: dead-letters }\n  mails:");
  const traffic = "rate: { profile: [{ at: 0, rate: 300/s }, { at: 2s, rate: 0/s }] }";
  const measured = simulate(text.replace("rate: 300/s", traffic), { durationMs: 60_000, binMs: 1000 });
  const { offered, answered } = measured.endpoints[0]!;
  expect(answered).toBe(offered);
  expect(measured.inSystem.at(-1)).toBe(0);
  expect(measured.standstill).toBeNull();
});

const counted = (name: string, measured: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "mails", measured);
      return found.kind === "ratio" ? [found.part, found.whole] : [];
    },
    of.ratio,
  );
const blocked = (name: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "mails", "blockedMs");
      return found.kind === "duration" ? [found.histogram.sum / 1000, found.histogram.count] : [];
    },
    of.ratio,
  );

const K = 6; // Two workers, four that wait.
const law = mmck(220, 100, 2, K);
const random = (whenFull: string, rate = 220, workers = 2): string =>
  queued(`workers: ${workers}, limit: 4, when-full: ${whenFull}`, "{ delay: exponential(10ms) }", `rate: ${rate}/s`);
const LASTS = { warmUp: 2, short: 60, long: 2000 };
const cases: readonly OracleCase[] = [
  {
    id: "full-mmck",
    title: "M/M/2/6, ρ = 1.1: what it refuses, or drops",
    runs: { refuse: run(random("refuse"), LASTS), drop: run(random("drop-oldest"), LASTS) },
    checks: [
      exact("share refused", law.refusedShare, of.failedShare("refuse"), USUAL),
      exact("throughput, refusing", 220 * (1 - law.refusedShare), of.visitRate("refuse", "mails"), USUAL),
      exact("share dropped", law.refusedShare, counted("drop", "droppedMessages"), USUAL),
      exact("throughput, dropping", 220 * (1 - law.refusedShare), of.visitRate("drop", "mails"), USUAL),
      exact("workers busy, dropping", law.meanInSystem - law.meanWaiting, of.busy("drop", "mails"), USUAL),
    ],
  },
  {
    // M/M/1, publishers in order: those beyond K wait for room. By Little's law E (N − K)⁺ ÷ λ = ρ^(K+1) ÷ ((1 − ρ) λ).
    id: "full-wait",
    title: "M/M/1 with room for five, ρ = 0.8: publishers that wait",
    runs: { wait: run(random("wait", 80, 1), { ...LASTS, warmUp: 10, short: 300 }) },
    checks: [
      exact("mean time blocked", 0.8 ** 6 / (0.2 * 80), blocked("wait"), { short: 0.1, long: 0.01 }),
      exact("throughput", 80, of.visitRate("wait", "mails"), USUAL),
    ],
  },
];
for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));

it("says what makes no sense", () => {
  expect(() => modelOf(queued("limit: 0, when-full: drop-oldest"))).toThrow("no message waits that could be dropped");
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": queued("when-full: wait") }));
  expect(diagnostics.map(({ message }) => message).join()).toContain("without a `limit`, it is never full");
});
