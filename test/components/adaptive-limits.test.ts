/** Limits that adapt: where they come to rest, against what their laws say of it. */
import { describe, expect, it } from "vitest";
import { Vegas } from "../../src/components/limits/adaptive/vegas.js";
import { exact, type OracleCase, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import { identity, resource } from "../oracles/quantities.js";
import { type Statistic, smooth } from "../oracles/statistic.js";
import { simulate } from "../simulate.js";

/** More users than any limit lets in, so that it is always used up; `cores` with 10 ms of work for each request. */
const station = (said: string, cores: number, fails = 0, work = "10ms"): string => `
version: 1
traffic: { users: { users: 600, to: api.work } }
parts:
  api:
    type: service
    cores: ${cores}
    limit: { concurrent: { ${said} }, over: waits }
    endpoints: { work: [{ cpu: ${work} }, { fail: ${fails}% }] }`;

const meanLimit = (name: string): Statistic =>
  smooth(name, (m) => [resource(m, "api.limit").capacity ?? Number.NaN], identity);

/** The chain of published AIMD, whose samples fail with probability p: its mean, by iteration. */
function meanAimd(p: number, backoff: number, to: number): number {
  let shares = Float64Array.from({ length: to + 1 }, (_, limit) => (limit === 1 ? 1 : 0));
  for (let i = 0; i < 20_000; i++) {
    const next = new Float64Array(to + 1);
    for (let limit = 1; limit <= to; limit++) {
      next[Math.min(to, limit + 1)]! += (1 - p) * shares[limit]!;
      next[Math.max(1, Math.min(limit - 1, Math.trunc(limit * backoff)))]! += p * shares[limit]!;
    }
    shares = next;
  }
  return shares.reduce((sum, share, limit) => sum + share * limit, 0);
}

const aimd = (p: number, backoff: number): string =>
  station(`adapts: aimd, to: 300, backoff: ${backoff * 100}%, slow: 1h`, 1, p * 100, "exponential(1ms)"); // Then answers are Poisson, whatever the limit.

const cases: readonly OracleCase[] = [
  {
    id: "aimd-random-failures",
    title: "AIMD with a share p of failures rests at (1 − p) ÷ (p (1 − β)), but for rounding",
    runs: {
      tenth: run(aimd(0.05, 0.9), { warmUp: 10, short: 10, long: 1000 }),
      half: run(aimd(0.05, 0.5), { warmUp: 10, short: 10, long: 1000 }),
    },
    checks: [
      exact("limit, p = 5%, β = 0.9", meanAimd(0.05, 0.9, 300), meanLimit("tenth")),
      exact("limit, p = 5%, β = 0.5", meanAimd(0.05, 0.5, 300), meanLimit("half")),
    ],
  },
];
for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));

it("the chain of AIMD is near its continuous mean", () => {
  expect(meanAimd(0.05, 0.9, 300) / (0.95 / (0.05 * 0.1))).toBeCloseTo(1, 1);
  expect(meanAimd(0.05, 0.5, 300) / (0.95 / (0.05 * 0.5))).toBeCloseTo(1, 1);
});

it("Vegas steps by its queue, limit · (1 − shortest ÷ taken): up a lot, up, not at all, down", () => {
  const after = (tookMs: number, inFlight = 20, hasFailed = false): number => {
    const vegas = new Vegas({ first: 20, least: 1, most: 100, jitter: () => 1 });
    vegas.next(10, 20, false); // The shortest.
    return vegas.next(tookMs, inFlight, hasFailed);
  };
  const withQueue = (queue: number): number => after((10 * 20) / (20 - queue) - 1e-9);
  expect([1, 2, 3, 6, 7].map(withQueue)).toEqual([26, 21, 20, 20, 19]);
  expect(after(10, 9)).toBe(20); // It is not what limits.
  expect(after(10, 20, true)).toBe(19);
});

/** The limit at the end, after so many seconds. */
function restsAt(said: string, cores: number, seconds: number): number {
  const { parts } = simulate(station(said, cores), { warmUpMs: seconds * 1000, durationMs: 5000, binMs: 5000 });
  return parts[0]!.resources.find(({ name }) => name === "limit")!.capacity!;
}

describe("where requests share c cores and take all the same time", () => {
  it.each([4, 16, 32])("gradient rests at L = 2 c + √L, c = %i", (c) => {
    const root = (1 + Math.sqrt(1 + 8 * c)) / 2; // √L, of L − √L = 2 c.
    const queue = Math.max(4, root);
    const expected = root < 4 ? 2 * c + 4 : 2 * c + queue;
    // The queue is rounded down. From a low limit on: the shortest time must have been seen.
    const found = restsAt("adapts: gradient, every: 100ms, first: 2", c, 60);
    expect(found).toBeGreaterThan(2 * c + Math.trunc(queue) - 1.5);
    expect(found).toBeLessThan(expected + 1);
  });
  it.each([4, 16, 32])("Vegas keeps from 3 to 6 log₁₀ L in its queue, c = %i", (c) => {
    const found = restsAt("adapts: vegas, every: 100ms, first: 2", c, 8);
    const step = Math.max(1, Math.trunc(Math.log10(found)));
    expect(found - c).toBeGreaterThanOrEqual(3 * step - 1);
    expect(found - c).toBeLessThanOrEqual(6 * step + 1);
  });
  it("gradient never finds the time without load in an overload that was there before it, and lets twice that in", () => {
    expect(restsAt("adapts: gradient, every: 100ms, first: 20", 4, 60)).toBeGreaterThan(2 * 20);
  });
  it("Gradient2 rises to its bound in the end, since it takes the load for normal", () => {
    expect(restsAt("adapts: gradient2, every: 20ms, to: 120, first: 10", 8, 10)).toBeLessThan(119);
    expect(restsAt("adapts: gradient2, every: 20ms, to: 120, first: 10", 8, 200)).toBe(120);
  });
});
