/** Requests that wait for each other for ever are found at the end of a run, and nothing else is. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSense } from "../../src/model/check/check-sense.js";
import type { Measurements, Standstill } from "../../src/model/wiring/measurements.js";
import { endpoint, failures, modelOf, simulate } from "../simulate.js";

const link = (holds: string, waitsFor: string, requests: number) => {
  const [from, to] = [holds, waitsFor].map((text) => {
    const [part, resource] = text.split(" ");
    return { part, resource };
  });
  return { holds: from, waitsFor: to, requests };
};

/** Two slots of one pool a request; each comes 1 ms after the one before, and both have a slot when they want another. */
const twice = (more: { traffic?: string; pool?: string; second?: string; others?: string } = {}): string => `
version: 1
traffic: { t: { ${more.traffic ?? "rate: { profile: [{ at: 0, rate: 1000/s }, { at: 5.5ms, rate: 0/s }] }, arrivals: constant, to: pool.first"} } }
parts:
  pool:
    type: service
    threads: 2
    ${more.pool ?? ""}
    endpoints:
      first: [{ delay: 10ms }, { call: pool.second${more.second ?? ""} }]
      second: [{ delay: 10ms }]
  ${more.others ?? ""}`;

const found = (text: string): Standstill | null => simulate(text, { durationMs: 200 }).standstill;

describe("a knot", () => {
  it("of one pool: who holds it, since when, and how many wait behind", () =>
    expect(found(twice())).toEqual({
      sinceMs: 12, // The second of them comes at 2 ms and wants its other thread 10 ms later.
      links: [link("pool threads", "pool threads", 2)],
      behind: 3,
      endpoints: ["pool.first"],
    }));

  it("across parts, by two endpoints that go opposite ways", () => {
    const { standstill, endpoints } = simulate(
      `
version: 1
traffic: { t: { rate: { profile: [{ at: 0, rate: 1000/s }, { at: 8.5ms, rate: 0/s }] }, arrivals: constant, mix: { a.there: 50%, b.back: 50% } } }
parts:
  a: { type: service, threads: 1, endpoints: { there: [{ delay: 9ms }, { call: b.end }], end: [{ delay: 1ms }] } }
  b: { type: service, threads: 1, endpoints: { back: [{ delay: 9ms }, { call: a.end }], end: [{ delay: 1ms }] } }`,
      { durationMs: 200 },
    );
    expect(standstill?.links).toHaveLength(2);
    expect(standstill?.links).toEqual(
      expect.arrayContaining([link("a threads", "b threads", 1), link("b threads", "a threads", 1)]),
    );
    expect(standstill?.behind).toBe(6);
    expect(endpoints.every(({ answered }) => answered === 0)).toBe(true);
  });

  it("whose victims hold threads too: they wait behind, and are not its cause", () => {
    const others = "web: { type: service, threads: 3, endpoints: { page: [{ call: pool.first }] } }";
    const traffic =
      "rate: { profile: [{ at: 0, rate: 1000/s }, { at: 5.5ms, rate: 0/s }] }, arrivals: constant, to: web.page";
    expect(found(twice({ others, traffic }))).toMatchObject({
      links: [link("pool threads", "pool threads", 2)],
      behind: 3, // One has a thread of web, two have none.
      endpoints: ["web.page"],
    });
  });

  it("of works whose callers have given up: a timeout frees the caller and not the work", () => {
    const measured = simulate(twice({ second: ", timeout: 20ms" }), { durationMs: 200 });
    expect(measured.standstill).toBeNull(); // The threads of the callers are free again, so the works go on.
    const traffic =
      "rate: { profile: [{ at: 0, rate: 1000/s }, { at: 5.5ms, rate: 0/s }] }, arrivals: constant, timeout: 20ms, to: pool.first";
    const outside = simulate(twice({ traffic }), { durationMs: 200 });
    expect(outside.standstill).toMatchObject({ links: [link("pool threads", "pool threads", 2)], behind: 3 });
    expect(failures(outside, "pool.first")).toEqual({ "timeout user": 5 });
  });

  it("of one request and its own branches", () =>
    expect(
      found(`
version: 1
traffic: { t: { users: 1, think: 10ms, to: web.page } }
parts:
  web:
    type: service
    threads: 1
    endpoints:
      page: [{ parallel: [{ steps: [{ call: web.part }] }, { steps: [{ delay: 1ms }] }] }]
      part: [{ delay: 1ms }]`),
    ).toEqual({ sinceMs: 10, links: [link("web threads", "web threads", 1)], behind: 0, endpoints: ["web.page"] }));

  it("in one of two instances", () => {
    const pool = "instances: 2\n    balance: round-robin";
    const { standstill, endpoints } = simulate(twice({ pool }).replace("threads: 2", "threads: 1"), {
      durationMs: 200,
    });
    expect(standstill).not.toBeNull();
    expect(endpoints[0]!.answered).toBeLessThan(5);
  });
});

describe("no knot", () => {
  it.each([
    ["where one slot more lets one of them end", twice().replace("threads: 2", "threads: 6")],
    ["where those who wait lose patience", twice({ pool: "patience: 30ms" })],
    ["where no line is allowed", twice({ pool: "queue: 0" })],
    ["where a deadline frees what they hold", twice({ second: ", deadline: 30ms" })],
    [
      "where the whole call has a deadline",
      twice().replace("arrivals: constant,", "arrivals: constant, deadline: 90ms,"),
    ],
    ["where an instance breaks down and loses them", twice({ pool: "breakdowns: { up: 50ms, down: 1ms }" })],
    ["where there are as many threads as it takes", twice().replace("threads: 2", "threads: unlimited")],
  ])("%s", (_, text) => expect(found(text)).toBeNull());

  it("of a branch that is not needed: it is stopped when another has answered", () =>
    expect(
      found(`
version: 1
traffic: { t: { users: 1, think: 10ms, to: web.page } }
parts:
  web:
    type: service
    threads: 1
    endpoints:
      page: [{ parallel: [{ steps: [{ call: web.part }] }, { steps: [{ delay: 100ms }] }], needs: 1 }]
      part: [{ delay: 1ms }]`),
    ).toBeNull());
});

/** Services that call each other in both directions, which may close a knot or not. */
const policies = fc.constantFrom(
  "",
  ", timeout: 15ms",
  ", deadline: 15ms",
  ", timeout: 5ms, retry: { attempts: 2, backoff: 3ms }",
);
const call = (target: string) => policies.map((said) => `{ call: ${target}${said} }`);
const time = fc.constantFrom("{ delay: 1ms }", "{ delay: exponential(4ms) }", "{ cpu: 2ms }");
const entwined = fc
  .record({
    threads: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    users: fc.integer({ min: 1, max: 6 }),
    toB: call("b.first"),
    toA: call("a.second"),
    again: call("b.second"),
    times: fc.tuple(time, time, time, time),
    atOnce: fc.boolean(),
  })
  .map(({ threads: [a, b], users, toB, toA, again, times, atOnce }) => {
    const both = atOnce ? `{ parallel: [{ steps: [${toA}] }, { steps: [${again}] }] }` : `${toA}, ${again}`;
    return `
version: 1
traffic: { t: { users: ${users}, think: exponential(5ms), mix: { a.first: 60%, b.first: 40% } } }
parts:
  a: { type: service, threads: ${a}, endpoints: { first: [${times[0]}, ${toB}], second: [${times[1]}] } }
  b: { type: service, threads: ${b}, endpoints: { first: [${times[2]}, ${both}], second: [${times[3]}] } }`;
  });

describe("whatever calls whatever", () => {
  const run = (text: string, durationMs: number): Measurements =>
    simulate(text, { durationMs, binMs: durationMs / 10, coolDownMs: 1 });

  const isSeenComing = (text: string): boolean =>
    checkSense(modelOf(text), () => null).diagnostics.some(({ message }) => message.includes("wait for each other"));

  it("what stands still stands still for ever, and what ends for ever is told to stand still", () => {
    let standing = 0;
    const holds = (text: string): void => {
      const [short, long] = [run(text, 400), run(text, 8000)];
      if (short.standstill !== null) {
        standing++;
        expect(isSeenComing(text), text).toBe(true);
        expect(long.standstill?.sinceMs).toBe(short.standstill.sinceMs);
        expect(long.standstill!.links.length).toBeGreaterThanOrEqual(short.standstill.links.length);
      }
      const ended = long.endpoints.reduce((sum, { endsThenByBin }) => sum + endsThenByBin.at(-1)!, 0);
      if (ended === 0) expect(long.standstill).not.toBeNull();
    };
    fc.assert(fc.property(entwined, holds), { numRuns: 60 });
    expect(standing).toBeGreaterThan(5);
  });
});

it("an endpoint that never comes there is not among those that stand", () => {
  const traffic = "users: 3, think: 1ms, mix: { pool.first: 50%, aside.page: 50% }";
  const others = "aside: { type: service, endpoints: { page: [{ delay: 1ms }] } }";
  const measured = simulate(twice({ traffic, others }), { durationMs: 2000 });
  expect(measured.standstill?.endpoints).toEqual(["pool.first"]);
  expect(endpoint(measured, "aside.page").answered).toBeGreaterThan(0);
});
