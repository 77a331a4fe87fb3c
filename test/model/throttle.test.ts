/** Parts that take only so much: by hand, and by what a token bucket lets through. */
import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, failures, latencies, measure, requests, simulate } from "../simulate.js";

/** Requests 10 ms apart, the first at 10 ms. */
const shop = (timeline: string, page: string, n = 20, rate = requests(n, 10)): string => `
version: 1
traffic: { users: { ${rate}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}], other: [{ delay: 1ms }] } }
  pay: { type: service, network: 2ms, endpoints: { charge: [{ delay: 1ms }], refund: [{ delay: 1ms }] } }
  db: { type: database, queries: { read: { time: 1ms }, write: { time: 1ms, write: true } } }
  seen: { type: cache, hit: 100%, time: 1ms }
  mails: { type: work-queue, steps: [{ delay: 1ms }] }
timeline: { ${timeline} }`;

const run = (timeline: string, page: string, n?: number) =>
  simulate(shop(timeline, page, n), { durationMs: 1000, binMs: 100 });

it("lets the burst through, then the rate, and refuses the rest at once", () => {
  // From 10 ms on two at once, and one in 50 ms: at 10, 20, 60 (after 10), 110, 160 ms.
  const page = "{ call: pay.charge }";
  const throttled = run("narrow: { at: 1ms, throttle: pay, to: 20/s, burst: 2 }", page);
  expect(failures(throttled, "web.page")).toEqual({ "throttled pay": 15 });
  expect(latencies(throttled, "web.page")).toEqual(Array(5).fill(5));
  expect(endpoint(run("narrow: { at: 1ms, throttle: pay, to: 20/s }", page), "web.page").failed).toBe(0); // 20 at once.
});

it("is over when it is over", () => {
  const page = "{ call: pay.charge }";
  const throttled = run("narrow: { at: 45ms, for: 50ms, throttle: pay.charge, to: 1/s }", page); // All but the first of 5.
  expect(failures(throttled, "web.page")).toEqual({ "throttled pay": 4 });
});

describe("counts", () => {
  const both = "{ call: pay.charge, fallback: continue }, { call: pay.refund }";
  const refused = (timeline: string, page = both) => endpoint(run(timeline, page), "web.page").failed;
  it("all that comes to a part, from wherever", () =>
    expect(refused("narrow: { at: 1ms, throttle: pay, to: 100/s, burst: 1 }")).toBe(20)); // The charge takes the token.
  it("or to one of its endpoints", () => {
    expect(refused("narrow: { at: 1ms, throttle: pay.charge, to: 1/s }")).toBe(0);
    expect(refused("narrow: { at: 1ms, throttle: pay.refund, to: 1/s }")).toBe(19);
  });
  it("or to a query, or what is published", () => {
    expect(refused("narrow: { at: 1ms, throttle: db.read, to: 1/s }", "{ query: db.read }")).toBe(19);
    expect(refused("narrow: { at: 1ms, throttle: db.read, to: 1/s }", "{ query: db.write }")).toBe(0);
    expect(refused("narrow: { at: 1ms, throttle: mails, to: 1/s }", "{ publish: mails }")).toBe(19);
  });
});

it("makes a refused look-up a miss", () => {
  const throttled = run(
    "narrow: { at: 1ms, throttle: seen, to: 50/s, burst: 1 }",
    "{ get: seen, miss: [{ delay: 9ms }] }",
  );
  expect(measure(throttled, "seen", "hitRate")).toBe(0.5);
  expect(failures(throttled, "web.page")).toEqual({});
});

it("is warned of where it refuses hardly any", () => {
  const said = (timeline: string) =>
    readModel(
      "m.yaml",
      memoryFiles({ "m.yaml": shop(timeline, "{ call: pay.charge }, { call: pay.charge }", 0, "rate: 40/s") }),
    )
      .diagnostics.map(({ message }) => message)
      .filter((message) => message.includes("refuses"));
  expect(said("a: { at: 1s, throttle: pay, to: 90/s }")).toEqual([
    '"pay" is asked 80/s at most, so this refuses hardly any',
  ]);
  expect(said("a: { at: 1s, throttle: pay.charge, to: 70/s }")).toEqual([]);
  expect(said("a: { at: 1s, throttle: web, to: 41/s }")).toHaveLength(1);
});

it("lets burst + rate · time through, of far more than that", () => {
  const text = shop(
    "narrow: { at: 1s, throttle: pay, to: 50/s, burst: 30 }",
    "{ call: pay.charge }",
    0,
    "rate: 1000/s",
  );
  const { answersThenByBin } = endpoint(simulate(text, { durationMs: 21_000, binMs: 1000 }), "web.page");
  const through = answersThenByBin.slice(1).reduce((a, b) => a + b, 0);
  expect(Math.abs(through - (30 + 50 * 20))).toBeLessThan(10); // Some that set out before arrive after.
});
