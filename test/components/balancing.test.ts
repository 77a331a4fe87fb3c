import { describe, expect, it } from "vitest";
import type { Balancing } from "../../src/components/service/balancing/balancing.js";
import { LeastConnections } from "../../src/components/service/balancing/least-connections.js";
import { PowerOfTwo } from "../../src/components/service/balancing/power-of.js";
import { RandomInstance } from "../../src/components/service/balancing/random.js";
import { RoundRobin } from "../../src/components/service/balancing/round-robin.js";
import { Streams } from "../../src/engine/random/streams.js";
import { latencies, requests, resource, simulate } from "../simulate.js";

const DRAWS = 30_000;

/** How often each instance is chosen while these are outstanding. */
function shares(balancing: Balancing, outstanding: readonly number[]): number[] {
  const stream = new Streams("test", 0).named("balance");
  const counts = outstanding.map(() => 0);
  const now = Int32Array.from(outstanding);
  for (let request = 0; request < DRAWS; request++) counts[balancing.choose(now, stream, request, 0, request)]!++;
  return counts.map((count) => count / DRAWS);
}

/** Within 4.5 standard deviations of a share of 30,000 draws; exactly where the share is 0 or 1. */
function expectShares(found: readonly number[], expected: readonly number[]): void {
  expected.forEach(
    (p, i) => void expect(Math.abs(found[i]! - p)).toBeLessThanOrEqual(4.5 * Math.sqrt((p * (1 - p)) / DRAWS)),
  );
}

it("round robin goes round, whatever is outstanding", () => {
  const balancing = new RoundRobin();
  const outstanding = Int32Array.of(9, 0, 3);
  expect(Array.from({ length: 7 }, () => balancing.choose(outstanding))).toEqual([0, 1, 2, 0, 1, 2, 0]);
});

it("random takes each equally often", () =>
  expectShares(shares(new RandomInstance(), [9, 0, 3, 1]), [1 / 4, 1 / 4, 1 / 4, 1 / 4]));

describe("least connections", () => {
  it("takes the least loaded", () => expectShares(shares(new LeastConnections(), [3, 1, 2]), [0, 1, 0]));
  it("takes each of equals equally often", () =>
    expectShares(shares(new LeastConnections(), [2, 1, 1, 5, 1]), [0, 1 / 3, 1 / 3, 0, 1 / 3]));
});

describe("the power of two choices", () => {
  it("samples two different ones: the busiest is never taken, the idlest by two pairs of three", () =>
    expectShares(shares(new PowerOfTwo(), [1, 2, 0]), [1 / 3, 0, 2 / 3])); // With replacement it would be 5/9.
  it("of two always takes the better", () => expectShares(shares(new PowerOfTwo(), [4, 3]), [0, 1]));
  it("is fair among equals", () => expectShares(shares(new PowerOfTwo(), [1, 1, 1]), [1 / 3, 1 / 3, 1 / 3]));
  it("has no choice with one", () => expectShares(shares(new PowerOfTwo(), [7]), [1]));
});

/** Three instances of one thread; a request takes 25 ms and one comes every 10 ms. */
const threeInstances = (balance: string): string => `
version: 1
traffic: { users: { ${requests(60, 10)}, to: web.page } }
parts:
  web: { type: service, instances: 3, threads: 1, balance: ${balance}, endpoints: { page: [{ delay: 25ms }] } }`;

it("round robin and least connections give every request a free instance where there is one", () => {
  for (const balance of ["round-robin", "least-connections"])
    expect(latencies(simulate(threeInstances(balance)), "web.page")).toEqual(Array(60).fill(25));
});

it("random makes some wait while others idle", () =>
  expect(Math.max(...latencies(simulate(threeInstances("random")), "web.page"))).toBeGreaterThan(25));

it("an answer, a failure and a deadline all end what is outstanding", () => {
  const measured = simulate(`
version: 1
traffic:
  short: { ${requests(10, 10)}, to: web.page }
  failing: { ${requests(10, 10)}, to: web.broken }
  late: { ${requests(10, 10)}, to: web.endless, deadline: 5ms }
parts:
  web:
    type: service
    instances: 3
    threads: 1
    queue: 0
    balance: least-connections
    endpoints: { page: [{ delay: 9ms }], broken: [{ delay: 7ms }, { fail: 100% }], endless: [{ delay: 1h }] }`);
  // All three are outstanding at once, and all over when the next three come: none is ever refused.
  expect(resource(measured, "web", "threads").refused).toBe(0);
  expect(latencies(measured, "web.page")).toEqual(Array(10).fill(9));
});
