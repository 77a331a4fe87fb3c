/** Instances that are off until a request comes. */
import { describe, expect, it } from "vitest";
import { gammaMoments } from "../../src/analysis/theory/mg1.js";
import { setUp } from "../../src/analysis/theory/set-up.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import { station } from "../oracles/models.js";
import * as of from "../oracles/quantities.js";
import { failures, latencies, measure, requests, simulate } from "../simulate.js";

const cold = (options: string, traffic = requests(4, 50), page = "{ delay: 5ms }"): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts: { web: { type: service, ${options} endpoints: { page: [${page}] } } }`;
const times = (...from: Parameters<typeof cold>): number[] => latencies(simulate(cold(...from)), "web.page");

it("a request that finds it off waits for the start, each time anew", () =>
  expect(times("cold-start: { time: 20ms },")).toEqual([25, 25, 25, 25]));
it("it stays up for a while", () => {
  expect(times("cold-start: { time: 20ms, idle: 46ms },")).toEqual([5, 5, 5, 25]);
  expect(times("cold-start: { time: 20ms, idle: 44ms },")).toEqual([5, 5, 25, 25]);
  expect(times("cold-start: { time: 20ms, idle: 24ms },")).toEqual([25, 25, 25, 25]);
});
it("to the last moment, but not beyond", () =>
  expect(times("cold-start: { time: 20ms, idle: 25ms },")).toEqual([25, 25, 25, 25])); // 75 to 100 ms.
it("each start takes a time of its own", () =>
  expect(new Set(times("cold-start: { time: uniform(10ms 40ms) },")).size).toBeGreaterThan(2));
it("a start that takes no time delays no request", () =>
  expect(measure(simulate(cold("cold-start: { time: 0ms },")), "web", "coldRequests")).toBe(0));
it("a request that comes during the start waits for what is left of it", () =>
  expect(times("cold-start: { time: 130ms },")).toEqual([35, 85, 135, 135])); // The fourth comes after all is off again.
it("each instance starts by itself", () =>
  expect(times("instances: 2, balance: round-robin, cold-start: { time: 20ms, idle: 1s },")).toEqual([5, 5, 25, 25]));
it("a start goes on without the one that wanted it, while the instance stays up", () => {
  const traffic = `${requests(2, 50)}, deadline: 30ms`;
  expect(failures(simulate(cold("cold-start: { time: 60ms, idle: 1s },", traffic)), "web.page")).toEqual({
    "deadline user": 1,
  });
  expect(times("cold-start: { time: 60ms, idle: 1s },", traffic)).toEqual([15]);
  expect(failures(simulate(cold("cold-start: { time: 60ms },", traffic)), "web.page")).toEqual({ "deadline user": 2 });
});
it("a request that gave up is not woken when it has started, nor one that has its row by then", () => {
  const text = `
version: 1
traffic:
  users: { ${requests(1, 50)}, to: web.page, deadline: 30ms }
  others: { ${requests(1, 100)}, to: other.page }
parts:
  web: { type: service, cold-start: { time: 60ms }, endpoints: { page: [] } }
  other: { type: service, cores: 1, endpoints: { page: [{ cpu: 50ms }] } }`;
  expect(latencies(simulate(text), "other.page")).toEqual([50]);
});
it("says how long starts take, and whom they delay", () => {
  const measured = simulate(cold("cold-start: { time: 80ms, idle: 1s },"));
  expect(measure(measured, "web", "coldStartMs")).toEqual([80]);
  expect(measure(measured, "web", "coldRequests")).toBe(2 / 4);
});

/** Formula and source: src/analysis/theory/set-up. */
describe("set-up times that are always the same", () => {
  const sojourn = setUp(5, gammaMoments(0.1, 1), gammaMoments(1, 0), 0).meanWait + 0.1;
  const text = station({ rate: "5/s", time: "exponential(100ms)", options: "cold-start: { time: 1s }," });
  const cases: readonly OracleCase[] = [
    {
      id: "constant-setup",
      title: "M/M/1 with constant set-up",
      runs: { m: run(text, { warmUp: 30, short: 400, long: 4000 }) },
      checks: [exact("mean sojourn", sojourn, of.meanSojourn("m"))],
    },
  ];
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});
