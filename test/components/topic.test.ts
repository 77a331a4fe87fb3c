import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { endpoint, latencies, measure, requests, resource, simulate } from "../simulate.js";

/** An event every 10 ms, told to all that `to` names. */
const shop = (to: string, parts = "", n = 4): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ publish: facts }, { delay: 1ms }] } }
  facts: { type: topic, ${to} }
  mails: { type: work-queue, workers: 9, steps: [{ delay: 5ms }] }
  search: { type: work-queue, workers: 1, limit: 0, steps: [{ delay: 25ms }] }
  ${parts}`;

const run = (to: string, parts?: string, n?: number) => simulate(shop(to, parts, n), { durationMs: 2000 });
const done = (measured: ReturnType<typeof run>, queue: string) => measure(measured, queue, "completionMs") as number[];

it("tells every subscriber, and the publisher waits for none", () => {
  const measured = run("to: [mails, more]", "more: { type: work-queue, workers: 1, steps: [{ delay: 25ms }] }");
  expect(latencies(measured, "web.page")).toEqual([1, 1, 1, 1]);
  expect(done(measured, "mails")).toEqual([5, 5, 5, 5]);
  expect(done(measured, "more")).toEqual([25, 40, 55, 70]);
  expect(measure(measured, "facts", "handedOn")).toBe(2);
});

describe("a subscriber that is full", () => {
  it("loses what comes, and neither the publisher nor the others notice", () => {
    const measured = run("to: [mails, search]");
    expect(latencies(measured, "web.page")).toEqual([1, 1, 1, 1]);
    expect(done(measured, "mails")).toEqual([5, 5, 5, 5]);
    expect(done(measured, "search")).toEqual([25, 25]); // Those of 10 and 40 ms.
    expect(measure(measured, "facts", "undelivered")).toBe(2 / 8);
    expect(resource(measured, "search", "workers").refused).toBe(2);
  });
  it("gets it later, where the topic tries again", () => {
    const measured = run("to: [mails, search], retry: { attempts: 99, backoff: 26ms, growth: constant, jitter: none }");
    expect(done(measured, "search")).toHaveLength(4);
    expect(measure(measured, "facts", "undelivered")).toBe(0);
    expect(done(measured, "mails")).toEqual([5, 5, 5, 5]);
  });
});

it("which lets its publishers wait keeps the topic waiting, and not who publishes there", () => {
  const more = "more: { type: work-queue, workers: 1, limit: 0, when-full: wait, steps: [{ delay: 25ms }] }";
  const measured = run("to: [mails, more]", more);
  expect(latencies(measured, "web.page")).toEqual([1, 1, 1, 1]);
  expect(done(measured, "mails")).toEqual([5, 5, 5, 5]);
  expect(done(measured, "more")).toHaveLength(4);
  expect(measure(measured, "facts", "undelivered")).toBe(0);
});

it("which is down gets nothing, and a topic that is down takes nothing", () => {
  const downs = (part: string) => run("to: [mails]", `\ntimeline: { out: { at: 16ms, for: 10ms, down: ${part} } }`);
  expect(done(downs("mails"), "mails")).toHaveLength(3);
  expect(measure(downs("mails"), "facts", "undelivered")).toBe(1 / 4);
  const topicDown = downs("facts");
  expect(endpoint(topicDown, "web.page").failures).toEqual([{ cause: "instance-down", part: "facts", count: 1 }]);
  expect(done(topicDown, "mails")).toHaveLength(3);
});

it("tells further topics", () => {
  const measured = run("to: [more]", "more: { type: topic, to: [mails] }");
  expect(done(measured, "mails")).toEqual([5, 5, 5, 5]);
});

describe("events that do not concern all", () => {
  const n = 4000;
  const shares = (more = "") => run("to: { mails: 20%, search: 60% }", more, n);
  const count = (measured: ReturnType<typeof run>) => done(measured, "mails").length;
  it("come to so many of them, independently", () => {
    const long = simulate(shop("to: { mails: 20%, search: 60% }", "", n), { durationMs: 60_000 });
    const limit = 4 * Math.sqrt(0.2 * 0.8 * n);
    expect(Math.abs(count(long) - 0.2 * n)).toBeLessThan(limit);
    expect(Math.abs((measure(long, "facts", "handedOn") as number) - 0.8)).toBeLessThan((2 * limit) / n);
  });
  it("are the same in every variant", () =>
    expect(count(shares("else: { type: cache, hit: 50% }"))).toBe(count(shares())));
});

it("is told of mistakes, all at once", () => {
  const said = (to: string, parts = ""): string[] =>
    readModel("m.yaml", memoryFiles({ "m.yaml": shop(to, parts) })).diagnostics.map(
      ({ message, hint = "" }) => `${message}; ${hint}`,
    );
  expect(said("to: []")).toEqual(["a topic without subscribers: say which parts get its messages; "]);
  expect(said("to: {}")).toEqual(["a topic without subscribers: say which parts get its messages; "]);
  expect(said("to: [mails, mails]")).toEqual(["one of them stands there twice; "]);
  expect(said("to: [mials]")).toContain('there is no part "mials"; did you mean "mails"?');
  expect(said("to: [web]")).toContain('"web" is a service, which takes no messages; known: facts, mails, search');
  expect(said("to: [more]", "more: { type: topic, to: [facts] }")).toContain(
    "calls go round in a circle: web.page → facts → more → facts; ",
  );
  expect(said("to: { mails: 120% }")).toHaveLength(1);
});
