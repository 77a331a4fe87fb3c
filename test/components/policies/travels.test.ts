/** The time left of a limit that travels: what is late is not begun, and messages may go with it. */
import { describe, expect, it } from "vitest";
import { droppedFromLine } from "../../../src/analysis/theory/constant-patience.js";
import { exact, type OracleCase, run, USUAL } from "../../oracles/case.js";
import { disagreements } from "../../oracles/disagreements.js";
import * as of from "../../oracles/quantities.js";
import { smooth } from "../../oracles/statistic.js";
import { failures, latencies, measure, requests, resource, simulate } from "../../simulate.js";

/** Requests 10 ms apart, each of which asks a service of one thread. */
const asking = (n: number, limit: string, work: string, more = ""): string => `
version: 1
traffic: { users: { ${requests(n, 10)}, to: web.page } }
parts:
  web: { type: service, threads: 9, endpoints: { page: [{ call: mid.do ${limit} }] } }
  mid: { type: service, threads: 1, endpoints: { do: [${work}] } }
  low: { type: service, endpoints: { do: [{ delay: 5ms }] } }
${more}`;
const busy = (text: string, part: string): number => Math.round(resource(simulate(text), part, "threads").busy * 1000);

describe("a timeout that travels", () => {
  it("lets what has begun go on, and begins nothing that is late", () => {
    // Three requests, 30 ms of work each, 25 ms of time: the second has 5 ms left when it gets the thread, the third none.
    const text = (travels: string): string => asking(3, `, timeout: 25ms ${travels}`, "{ delay: 30ms }");
    expect(busy(text(""), "mid")).toBe(90);
    expect(busy(text(", travels: true"), "mid")).toBe(60);
    expect(failures(simulate(text(", travels: true")), "web.page")).toEqual({ "timeout mid": 3 });
  });

  it("is looked at before each further call", () => {
    const work = "{ delay: 12ms }, { call: low.do }, { delay: 12ms }, { call: low.do }";
    const text = (travels: string): string => asking(1, `, timeout: 25ms ${travels}`, work);
    expect([busy(text(""), "low"), busy(text(", travels: true"), "low")]).toEqual([10, 5]);
  });

  it("lets a hop below have less time than it says, never more", () => {
    const work = "{ delay: 12ms }, { call: low.do, timeout: 9s, travels: true }, { delay: 12ms }, { call: low.do }";
    expect(busy(asking(1, ", timeout: 25ms, travels: true", work), "low")).toBe(5);
    const below = asking(
      1,
      ", timeout: 25ms, travels: true",
      "{ delay: 12ms }, { call: far.do, timeout: 9s, travels: true }",
    );
    const far = "far: { type: service, endpoints: { do: [{ delay: 20ms }, { call: low.do }] } }";
    expect(busy(`${below}  ${far}`, "low")).toBe(0);
    // The inner limit is over with its call: what comes after has the outer one.
    const inner = "{ call: low.do, timeout: 6ms, travels: true }, { delay: 12ms }, { call: low.do }";
    expect(busy(asking(1, ", timeout: 25ms, travels: true", inner), "low")).toBe(10);
    expect(busy(asking(1, ", timeout: 25ms, travels: true", inner.replace("timeout", "deadline")), "low")).toBe(10);
  });

  it("of each attempt", () => {
    const text = asking(1, ", timeout: 8ms, travels: true, retry: { attempts: 3 }", "{ delay: 6ms }, { call: low.do }");
    // Each has its own 8 ms, the thread after 11, 22 and 33 ms: the second waits 3 ms for it, the third 6.
    expect(failures(simulate(text), "web.page")).toEqual({ "timeout mid": 1 });
    expect(busy(text, "low")).toBeLessThan(15);
  });
});

it("a deadline stops all it waits for anyway", () => {
  const text = (travels: string): string => asking(3, `, deadline: 25ms ${travels}`, "{ delay: 30ms }");
  expect(busy(text(", travels: true"), "mid")).toBe(busy(text(""), "mid"));
});

describe("messages", () => {
  const published = (expires: string, more = ", travels: true"): string =>
    asking(
      3,
      `, deadline: 25ms ${more}`,
      "{ delay: 1ms }, { publish: mails }",
      `  mails: { type: work-queue, workers: 1 ${expires}, steps: [{ delay: 20ms }] }`,
    );
  it("go on when their request's time is over", () =>
    expect(measure(simulate(published("")), "mails", "completionMs")).toEqual([20, 30, 40]));
  it("or are given up then, if they say so", () => {
    const measured = simulate(published(", expires: with-request"));
    // Published at 11, 21 and 31 ms with 24 ms left: the third would begin at 51 ms, and has until 45 + 10.
    expect(measure(measured, "mails", "completionMs")).toEqual([20, 30, 40]);
    const slower = simulate(published(", expires: with-request").replace("delay: 20ms", "delay: 26ms"));
    expect(measure(slower, "mails", "completionMs")).toEqual([26, 42]); // Begun at 11 and 37 of 45; the third at 63 of 55.
    expect(measure(slower, "mails", "expired")).toBeCloseTo(1 / 3, 9);
  });
  it("not where no time travels", () =>
    expect(measure(simulate(published(", expires: with-request", "")), "mails", "expired")).toBe(0));
  it("and what they ask has a time of its own", () => {
    const text = published("").replace("steps: [{ delay: 20ms }", "steps: [{ delay: 40ms }, { call: low.do }");
    expect(busy(text, "low")).toBe(15);
  });
});

it("a fallback for what is late is done, and answers who still waits", () => {
  const work = "{ call: low.do, timeout: 30ms, travels: true }, { delay: 2ms }";
  const text = asking(1, "", work).replace("do: [{ delay: 5ms }]", "do: [{ delay: 40ms }, { call: mid.do }]");
  expect(() => simulate(text)).toThrow("circle");
  expect(
    latencies(simulate(asking(1, "", `{ call: low.do, timeout: 2ms, travels: true, fallback: continue }`)), "web.page"),
  ).toEqual([2]);
});

/** λ 0.09, μ 0.1 a ms: who waits longer than 30 ms is not begun, and keeps the server from none. */
const [LAMBDA, MEAN, LIMIT] = [90, 10, 30];
const theory: OracleCase = {
  id: "not-begun",
  title: "One server that begins nothing late is M/M/1 with constant patience; without, it works in vain",
  runs: Object.fromEntries(
    ["travels", "goes on"].map((name) => [
      name,
      run(
        `
version: 1
traffic: { users: { rate: ${LAMBDA}/s, to: web.page, timeout: ${LIMIT}ms, travels: ${name === "travels"} } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(${MEAN}ms) }] } } }`,
        { warmUp: 20, short: 300, long: 10_000 },
      ),
    ]),
  ),
  checks: [
    exact(
      "utilisation where it travels",
      droppedFromLine(LAMBDA / 1000, 1 / MEAN, LIMIT).utilisation,
      smooth("travels", (m) => [of.resource(m, "web").busy], of.identity),
      USUAL,
    ),
    exact(
      "utilisation where it does not",
      0.9,
      smooth("goes on", (m) => [of.resource(m, "web").busy], of.identity),
      USUAL,
    ),
  ],
};
it(`${theory.id}: ${theory.title}`, ({ task }) => expect(disagreements(theory, "short", task)).toEqual([]));
