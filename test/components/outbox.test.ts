import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { failures, latencies, measure, requests, resource, simulate } from "../simulate.js";

interface Shop {
  readonly outbox?: string;
  readonly page?: string;
  readonly mails?: string;
  readonly more?: string;
  readonly n?: number;
}

const ORDER = "{ transaction: db, steps: [{ query: db.order }, { publish: outbox }] }";

/** An order every 10 ms, the first at 10 ms, of 2 ms; mails takes 1 ms each. */
const shop = ({ outbox = "poll: 25ms", page = ORDER, mails = "workers: 9", more = "", n = 4 }: Shop): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  db:
    type: database
    queries:
      order: { time: 2ms, write: true }
      row: { time: 1ms, write: true }
      next: { time: 3ms }
      sent: { time: 4ms, write: true }
  outbox: { type: outbox, in: db, to: mails, ${outbox} }
  mails: { type: work-queue, ${mails}, steps: [{ delay: 1ms }] }
${more}`;

const run = (options: Shop) => simulate(shop(options), { durationMs: 200, binMs: 10 });
const lags = (measured: ReturnType<typeof run>) => measure(measured, "outbox", "publishingLagMs");
const sent = (measured: ReturnType<typeof run>) => (measure(measured, "mails", "completionMs") as number[]).length;

describe("a poll", () => {
  it("publishes what has been committed since the last", () => {
    const measured = run({}); // Commits at 12, 22, 32, 42.
    expect(latencies(measured, "web.page")).toEqual([2, 2, 2, 2]);
    expect(lags(measured)).toEqual([3, 8, 13, 18]); // Of 25 and 50 ms.
    expect(sent(measured)).toBe(4);
    expect(resource(measured, "outbox", "relay").queueLength).toBeCloseTo((3 + 8 + 13 + 18) / 200, 9);
  });
  it("takes no more than a batch, and the rest waits for the next", () => {
    const measured = run({ outbox: "poll: 25ms, most: 1" });
    expect(lags(measured)).toEqual([13, 28, 43, 58]); // Of 25, 50, 75 and 100 ms.
    expect(resource(measured, "outbox", "relay").busyByBin.slice(0, 14)).toEqual(
      [0, 0, 0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 0].map((busy) => expect.closeTo(busy, 9)),
    );
  });
  it("reads, publishes one after the other, and marks", () => {
    const measured = run({ outbox: "poll: 25ms, reads: next, marks: sent, time: 2ms" });
    // At 28 it has two, published at 30 and 32, marked at 36; at 53 the others, published at 55 and 57.
    expect(lags(measured)).toEqual([10, 15, 18, 23]);
    expect(resource(measured, "outbox", "relay").waitingTimeMs.sum).toBeCloseTo(24 + 14 + 29 + 19, 0);
  });
  it("is left out while another is under way", () => {
    const measured = run({ outbox: "poll: 25ms, time: 30ms" });
    expect(measure(measured, "outbox", "pollsMissed")).toBeGreaterThan(0);
    expect(lags(measured)).toEqual([43, 63, 98, 118]); // Begun at 25, with two, until 85; then at 100.
  });
});

it("a stream has each row some time after its commit, in order", () => {
  expect(lags(run({ outbox: "stream: 7ms" }))).toEqual([7, 7, 7, 7]);
  expect(lags(run({ outbox: "stream: 7ms, time: 12ms" }))).toEqual([19, 21, 23, 25]);
  const drawn = run({ outbox: 'stream: "uniform(0ms, 60ms)"', n: 10 });
  expect(sent(drawn)).toBe(10);
});

describe("what a transaction does not commit", () => {
  it("is never published", () => {
    const failing = "{ transaction: db, steps: [{ publish: outbox }, { fail: 100% }], fallback: continue }";
    const measured = run({ page: failing });
    expect(sent(measured)).toBe(0);
    expect(measure(measured, "db", "rolledBack")).toBe(1);
  });
  it("nor while it lasts", () => {
    const long = "{ transaction: db, steps: [{ publish: outbox }, { query: db.order }, { delay: 20ms }] }";
    expect(lags(run({ page: long }))).toEqual([8, 13, 18, 23]); // Commits at 32, 42, 52, 62.
  });
});

it("costs what adding a row takes", () => {
  const measured = run({ outbox: "poll: 25ms, writes: row" });
  expect(latencies(measured, "web.page")).toEqual([3, 3, 3, 3]);
  expect(measure(measured, "db", "heldMs")).toEqual([3, 3, 3, 3]);
});

describe("a relay that is down", () => {
  const down = (at: string, lasts: string) => `timeline: { out: { at: ${at}, for: ${lasts}, down: outbox } }`;
  it("leaves rows until it is back, and refuses no publisher", () => {
    const measured = run({ more: down("20ms", "60ms") });
    expect(failures(measured, "web.page")).toEqual({});
    expect(lags(measured)).toEqual([58, 68, 78, 88]); // At 100.
  });
  it("publishes again what it had not marked", () => {
    // At 25 it reads, at 28 publishes two, and is down before 32, when it would have marked them.
    const measured = run({ outbox: "poll: 25ms, reads: next, marks: sent", more: down("30ms", "40ms") });
    expect(sent(measured)).toBe(6);
    expect(measure(measured, "outbox", "publishedAgain")).toBe(2 / 6);
    expect(lags(measured)).toEqual([6, 16, 36, 46]); // The first two at 28; all four at 78.
  });
  it("goes on at once if it follows the log", () => {
    expect(lags(run({ outbox: "stream: 5ms", more: down("20ms", "27ms") }))).toEqual([5, 5, 15, 25]);
  });
});

describe("a queue that refuses", () => {
  it("gets what it has not taken at a later poll, in order, and nothing twice", () => {
    const measured = run({ outbox: "poll: 25ms", mails: "workers: 1, limit: 0" });
    expect(sent(measured)).toBe(4);
    expect(measure(measured, "outbox", "publishedAgain")).toBe(0);
    expect(lags(measured)).toEqual([13, 28, 43, 58]);
  });
  it("or lets the relay wait for room", () => {
    const measured = run({ outbox: "poll: 25ms", mails: "workers: 1, limit: 0, when-full: wait" });
    expect(sent(measured)).toBe(4);
    expect(lags(measured)).toEqual([4, 9, 13, 18]); // At 25, and at 26 when the first is done; at 50 and 51.
  });
  it("or from a stream, 300 ms later", () => {
    const outbox = "stream: 0ms";
    const out = "timeline: { out: { at: 11ms, for: 5ms, down: mails } }"; // As the first comes.
    const measured = simulate(shop({ outbox, more: out, n: 1 }), { durationMs: 400, binMs: 100, coolDownMs: 0 });
    expect(resource(measured, "outbox", "relay").waitingTimeMs.max).toBeCloseTo(300, 0);
    expect(sent(measured)).toBe(1);
  });
});

it("is told of mistakes, all at once", () => {
  const said = (options: Shop): string[] =>
    readModel("m.yaml", memoryFiles({ "m.yaml": shop(options) })).diagnostics.map(
      ({ message, hint = "" }) => `${message}; ${hint}`,
    );
  expect(said({ page: "{ query: db.order }, { publish: outbox }" })).toEqual([
    'an outbox is written in a transaction of "db", and here is none; put what it tells of and this into the `steps` of one `transaction: db`',
  ]);
  expect(said({ outbox: "most: 10" })[0]).toMatch(/how its relay finds rows is not said/);
  expect(said({ outbox: "poll: 1s, stream: 1s" })[0]).toMatch(/it polls already/);
  expect(said({ outbox: "poll: 25ms, reads: nxet" })).toContain('"db" has no query "nxet"; did you mean "next"?');
  expect(said({ outbox: "poll: 25ms, marks: next" })).toContain('"next" only reads; say `write: true` of the query');
  expect(said({ outbox: "stream: 25ms, marks: sent" })[0]).toMatch(/`marks` does nothing here/);
  expect(said({ outbox: "poll: 25ms, in: mails" })).toHaveLength(1);
  expect(said({ more: "random: { crash: { every: 1s, for: 1s, down: outbox, instances: 2 } }" })[0]).toMatch(
    /no instances/,
  );
  const steps = "workers: 1, steps: [{ publish: outbox }] }\n  x: { type: work-queue";
  expect(said({ mails: steps }).some((each) => each.includes("circle") || each.includes("transaction"))).toBe(true);
});
