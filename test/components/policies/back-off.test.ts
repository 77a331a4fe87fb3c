/** How long callers wait before they try again, which causes they try again after, and what a refusal tells them. */
import { describe, expect, it } from "vitest";
import { CAUSES } from "../../../src/model/policies/causes.js";
import { exact, exactMean, type OracleCase, run, TAIL } from "../../oracles/case.js";
import { disagreements } from "../../oracles/disagreements.js";
import * as of from "../../oracles/quantities.js";
import { failures, latencies, requests, resource, simulate } from "../../simulate.js";

/** `n` requests ask for what always fails, and go on without it. */
const retrying = (retry: string, n = 1, work = "{ fail: 100% }", more = ", fallback: continue"): string => `
version: 1
traffic: { users: { ${requests(n, 100)}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: dep.do, retry: { ${retry} } ${more} }] } }
  dep: { type: service, endpoints: { do: [${work}] } }`;
const latency = (...from: Parameters<typeof retrying>): number =>
  latencies(simulate(retrying(...from), { durationMs: 10_000 }), "web.page")[0]!;

describe("a wait", () => {
  it("grows by a factor", () =>
    expect(latency("attempts: 4, backoff: 4ms, growth: 3, jitter: none")).toBe(4 + 12 + 36));
  it("up to a cap, before the jitter", () => {
    expect(latency("attempts: 4, backoff: 10ms, cap: 15ms, jitter: none")).toBe(10 + 15 + 15);
    expect(latency("attempts: 4, backoff: 10ms, cap: 20ms, jitter: { from: 50%, to: 50% }")).toBe(5 + 10 + 10);
  });
  it("may be drawn, and is then as drawn", () =>
    expect(latency("attempts: 3, backoff: 'min(exponential(1h), 8ms)'")).toBe(8 + 16));
  it("decorrelated: between the base and three times the wait before, and never more than the cap", () => {
    const text = retrying("attempts: 2, backoff: 10ms, jitter: decorrelated", 300);
    const waits = latencies(simulate(text, { durationMs: 40_000 }), "web.page");
    expect([Math.min(...waits), Math.max(...waits)]).toEqual([10, 30]);
    expect(latency("attempts: 4, backoff: 10ms, cap: 10ms, jitter: decorrelated")).toBe(30);
  });
});

describe("`on` says after which failures", () => {
  it("of these, again; of others, not", () => {
    const text = (on: string): string => retrying(`attempts: 3, on: [${on}]`, 1, "{ delay: 5ms }, { fail: 100% }");
    const busy = (on: string): number => resource(simulate(text(on)), "dep", "threads").busy * 1000;
    expect([busy("failed"), busy("timeout, failed"), busy("timeout"), busy("queue-full")]).toEqual([15, 15, 5, 5]);
  });
  it("not of an open breaker, which is then met once", () => {
    const more = ", breaker: { failures: 1, open: 1h }";
    const text = (on: string): string => retrying(`attempts: 3, backoff: 1ms ${on}`, 1, "{ fail: 100% }", more);
    expect(failures(simulate(text("")), "web.page")).toEqual({ "breaker-open dep": 1 });
    expect(failures(simulate(text(", on: [timeout]")), "web.page")).toEqual({ "failed dep": 1 });
  });
});

describe("a refusal that says when", () => {
  const open = ", breaker: { failures: 1, open: 40ms }, fallback: continue";
  it("is heeded if so said: an open breaker's", () => {
    // Both fail at once; then refused until 40 ms.
    expect(latency("attempts: 3, backoff: 1ms, jitter: none", 1, "{ fail: 100% }", open)).toBe(1 + 2);
    expect(latency("attempts: 3, backoff: 1ms, jitter: none, retry-after: true", 1, "{ fail: 100% }", open)).toBe(40);
  });
  it("a throttle's, also where a timeout is between", () => {
    const text = (more: string): string => `${retrying(`attempts: 2, backoff: 1ms, jitter: none ${more}`, 2, "", "")}
timeline: { less: { at: 1ms, throttle: dep, to: 5/s, burst: 1 } }`;
    // The second comes 100 ms after the first; there is a token every 200 ms.
    expect(failures(simulate(text("")), "web.page")).toEqual({ "throttled dep": 1 });
    const waited = (one: string): number[] => latencies(simulate(one), "web.page");
    expect(waited(text(", retry-after: true"))).toEqual([0, 100]);
    expect(waited(text(", retry-after: true").replace("call: dep.do,", "call: dep.do, timeout: 1s,"))).toEqual([
      0, 100,
    ]);
  });
});

it("all causes that a part may give are known to `on`", async () => {
  const { readdirSync, readFileSync } = await import("node:fs");
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const given = files.flatMap((file) =>
    [...readFileSync(`src/${file}`, "utf8").matchAll(/addCause\(\s*"([^"]+)"/g)].map(([, cause]) => cause!),
  );
  const never = ["replay", "degraded"]; // No caller sees them.
  expect([...new Set(given)].filter((cause) => !never.includes(cause)).toSorted()).toEqual([...CAUSES].toSorted());
});

/** Waits m₁ = 2b, and m_{k+1} = (b + 3 m_k) ÷ 2: the mean of a uniform time from b to three times the wait before. */
const decorrelated = (base: number, retries: number): number =>
  Array.from({ length: retries }, (_, k) => 2 * base * 1.5 ** (k + 1) - base).reduce((a, b) => a + b);

const waiting = (retry: string) =>
  run(
    `
version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: dep.do, retry: { ${retry} }, fallback: continue }] } }
  dep: { type: service, endpoints: { do: [{ fail: 100% }] } }`,
    { warmUp: 2, short: 100, long: 3000 },
  );
/** Of what is lost with p, each attempt noticed after a deadline; of those answered, k were lost with pᵏ(1 − p). */
const [P, DEADLINE] = [0.3, 10];
const answeredMs = (DEADLINE * (P + 2 * P ** 2) * (1 - P)) / (1 - P ** 3);
const lossy = run(
  `
version: 1
traffic: { users: { rate: 200/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ call: dep.do, deadline: ${DEADLINE}ms, retry: { attempts: 3 } }] } }
  dep: { type: service, endpoints: { do: [] } }
timeline: { lossy: { at: 1ms, link: [web, dep], loss: ${P * 100}% } }`,
  { warmUp: 2, short: 100, long: 3000 },
);
const oracle: OracleCase = {
  id: "jitter",
  title: "Mean waits of five attempts, and what is lost of three",
  runs: {
    lossy,
    decorrelated: waiting("attempts: 5, backoff: 10ms, jitter: decorrelated"),
    drawn: waiting("attempts: 5, backoff: exponential(10ms), growth: 1.5"),
    full: waiting("attempts: 5, backoff: 10ms, growth: 3, cap: 50ms"),
  },
  checks: [
    exact("lost three times of three, pⁿ", P ** 3, of.failedShare("lossy"), TAIL),
    exactMean("answered after a loss or two [s]", answeredMs / 1000, of.meanSojourn("lossy")),
    exactMean("decorrelated [s]", decorrelated(10, 4) / 1000, of.meanSojourn("decorrelated")),
    exactMean("exponential, growing by half [s]", (10 * (1 + 1.5 + 2.25 + 3.375)) / 1000, of.meanSojourn("drawn")),
    exactMean("full, of 10, 30, 50 and 50 ms [s]", (10 + 30 + 50 + 50) / 2 / 1000, of.meanSojourn("full")),
  ],
};
it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
