/** Balancing against closed forms, exact chains and published simulations. */
import { describe, expect, it } from "vitest";
import { erlangB, erlangC } from "../../src/analysis/theory/mmc.js";
import { RandomInstance } from "../../src/components/service/balancing/random.js";
import { Sticky } from "../../src/components/service/balancing/sticky.js";
import { Streams } from "../../src/engine/random/streams.js";
import { type Check, exact, type OracleCase, roughly, run, TAIL, verdict } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import { station } from "../oracles/models.js";
import * as of from "../oracles/quantities.js";
import type { Statistic } from "../oracles/statistic.js";
import { resource, simulate } from "../simulate.js";
import { joinIdleOfMany, joinIdleOfTwo } from "../theory/join-idle-queue.js";
import { largestOf } from "../theory/largest-share.js";
import { supermarketSojourn, supermarketTail } from "../theory/supermarket.js";

const servers = (instances: number, rate: number, balance: string, more = ""): string =>
  station({
    rate: `${rate}/s`,
    time: "exponential(1s)",
    options: `instances: ${instances}, balance: ${balance}, ${more}`,
  });

/** A simulation of 100 servers by others, in oracles.json, D01. */
const reference = (quantity: string, expected: number, halfWidth: number, statistic: Statistic): Check => ({
  quantity,
  expected,
  judgement: { class: "reference-simulation", halfWidth, limits: { short: 0.025, long: 0.003 } },
  statistic,
});

const jiq = joinIdleOfTwo(1.6);

/** The same behind so many instances of a caller, each with a balancer of its own. */
const behind = (callers: number, instances: number, rate: number, by: string, knows = "own"): string => `
version: 1
traffic: { users: { rate: ${rate}/s, to: front.page } }
parts:
  front: { type: service, instances: ${callers}, balance: random, endpoints: { page: [{ call: station.serve }] } }
  station:
    type: service
    threads: 1
    instances: ${instances}
    balance: { by: ${by}, knows: ${knows} }
    endpoints: { serve: [{ delay: exponential(1s) }] }
`;

const HUNDRED = { short: 60, long: 5000, replications: 20 };

const cases: readonly OracleCase[] = [
  {
    id: "power-of-d",
    title:
      "The best of two or three, drawn with replacement or without, of 100 servers; of 1,000 the supermarket model",
    runs: {
      again70: run(servers(100, 70, "{ power-of: 2, replacement: true }"), { ...HUNDRED, warmUp: 30 }),
      three70: run(servers(100, 70, "{ power-of: 3 }"), { ...HUNDRED, warmUp: 30 }),
      threeAgain70: run(servers(100, 70, "{ power-of: 3, replacement: true }"), { ...HUNDRED, warmUp: 30 }),
      three90: run(servers(100, 90, "{ power-of: 3 }"), { ...HUNDRED, warmUp: 60, short: 120, replications: 40 }),
      many: run(servers(1000, 900, "{ power-of: 3 }"), { warmUp: 40, short: 15, long: 300, replications: 10 }),
    },
    checks: [
      reference("mean sojourn, lambda=0.7, d=2, with replacement", 1.62586, 0.001341, of.meanSojourn("again70")),
      reference("mean sojourn, lambda=0.7, d=3", 1.363094, 0.000841, of.meanSojourn("three70")),
      reference("mean sojourn, lambda=0.7, d=3, with replacement", 1.369361, 0.000887, of.meanSojourn("threeAgain70")),
      reference("mean sojourn, lambda=0.9, d=3", 2.06193, 0.002684, of.meanSojourn("three90")),
      roughly(
        "mean sojourn, lambda=0.9, d=3, n→∞",
        supermarketSojourn(0.9, 3),
        { relative: 0.01 },
        of.meanSojourn("many"),
      ),
      // All three drawn are busy: s₁³, which is s₂ ÷ s₁.
      roughly(
        "P(wait>0), lambda=0.9, d=3, n→∞",
        supermarketTail(0.9, 3, 2) / 0.9,
        { absolute: 0.01 },
        of.waitingShare("many"),
      ),
    ],
  },
  {
    id: "least-work",
    title: "Least work left of two is M/M/2",
    runs: {
      two: run(servers(2, 1.6, "least-work"), { warmUp: 200, short: 3000, long: 60_000 }),
      four: run(servers(4, 3.2, "least-work"), { warmUp: 200, short: 1500, long: 60_000 }),
    },
    checks: [
      exact("P(wait>0) of two", erlangC(2, 1.6), of.waitingShare("two")),
      exact("mean wait of two", erlangC(2, 1.6) / 0.4, of.meanWait("two"), TAIL),
      exact("P(wait>0) of four", erlangC(4, 3.2), of.waitingShare("four")),
      exact("mean wait of four", erlangC(4, 3.2) / 0.8, of.meanWait("four"), TAIL),
    ],
  },
  {
    id: "join-idle-queue",
    title: "Join idle queue: of two servers by its chain; of many none waits, however much they have to do",
    runs: {
      two: run(servers(2, 1.6, "join-idle-queue"), { warmUp: 200, short: 3000, long: 60_000 }),
      many: run(servers(1000, 900, "join-idle-queue"), { warmUp: 30, short: 15, long: 300, replications: 10 }),
      refusing: run(servers(5, 4, "join-idle-queue", "queue: 0,"), { warmUp: 20, short: 500, long: 20_000 }),
      newest: run(servers(5, 4, "newest-idle", "queue: 0,"), { warmUp: 20, short: 500, long: 20_000 }),
      oldest: run(servers(5, 4, "oldest-idle", "queue: 0,"), { warmUp: 20, short: 500, long: 20_000 }),
    },
    checks: [
      exact("mean sojourn of two", jiq.meanSojourn, of.meanSojourn("two")),
      exact("P(wait>0) of two", jiq.waitingProbability, of.waitingShare("two")),
      roughly("P(wait>0) of 1,000", 0, { absolute: 0.002 }, of.waitingShare("many")),
      // Who finds an idle one always goes there, so that n servers without queues are M/M/n/n.
      exact("refused, without queues", erlangB(5, 4), of.failedShare("refusing")),
      exact("refused, newest idle first", erlangB(5, 4), of.failedShare("newest")),
      exact("refused, oldest idle first", erlangB(5, 4), of.failedShare("oldest")),
    ],
  },
  {
    id: "several-balancers",
    title: "Several balancers: join idle queue by its mean field; least connections tends to a split by chance",
    runs: {
      ten: run(behind(100, 1000, 900, "join-idle-queue"), { warmUp: 30, short: 15, long: 300, replications: 10 }),
      four: run(behind(200, 800, 640, "join-idle-queue"), { warmUp: 30, short: 15, long: 300, replications: 10 }),
      alone: run(behind(1000, 4, 2.4, "least-connections"), { warmUp: 100, short: 1000, long: 50_000, bins: 1 }),
      turns: run(behind(1000, 4, 2.4, "round-robin"), { warmUp: 100, short: 1000, long: 50_000, bins: 1 }),
    },
    checks: [
      roughly("E T, λ = 0.9, 10 each", joinIdleOfMany(0.9, 10), { relative: 0.01 }, of.meanSojourn("ten")),
      roughly("E T, λ = 0.8, 4 each", joinIdleOfMany(0.8, 4), { relative: 0.01 }, of.meanSojourn("four")),
      exact("mean wait as of M/M/1, of 1,000 callers", 0.6 / 0.4, of.meanWait("alone"), TAIL),
      exact("mean wait as of M/M/1, in turn", 0.6 / 0.4, of.meanWait("turns"), TAIL),
    ],
  },
  {
    id: "D09-by-weight",
    title: "Servers of 100/s and 50/s as one service: split evenly, by weight, and beyond what the slower can do",
    runs: {
      a: run(unlike("80/s", "random"), { warmUp: 20, short: 150, long: 29_000 }),
      b: run(unlike("80/s", "{ by: random, weights: [2, 1] }"), { warmUp: 10, short: 100, long: 2700 }),
      c: run(unlike("110/s", "random"), {
        warmUp: 10,
        short: 100,
        long: 1000,
        replications: 20,
        bins: 100,
        coolDown: 2,
      }),
      d: run(unlike("110/s", "{ by: random, weights: [2, 1] }"), {
        warmUp: 10,
        short: 100,
        long: 1000,
        replications: 20,
        bins: 100,
      }),
    },
    checks: [
      exact("mean sojourn, split evenly", 0.0583333333333, of.meanSojourn("a"), TAIL),
      exact("mean sojourn, by weight", 0.0285714285714, of.meanSojourn("b")),
      verdict("110/s split evenly is stable", false, of.isStable("c")),
      verdict("110/s by weight is stable", true, of.isStable("d")),
    ],
  },
];

function unlike(rate: string, balance: string): string {
  const options = `instances: 2, unlike: [{ pace: 50% }], balance: ${balance},`;
  return station({ rate, time: "exponential(10ms)", options });
}

for (const oracle of cases)
  it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));

it("one balancer that knows its own requests alone knows all of them", () => {
  const waits = (by: string, knows: string) =>
    resource(simulate(behind(1, 4, 3.2, by, knows), { durationMs: 2_000_000, coolDownMs: 1e6 }), "station", "threads")
      .waitingTimeMs;
  for (const by of ["least-connections", "power-of-two", "oldest-idle"]) {
    expect(waits(by, "own").count).toBeGreaterThan(5000);
    expect(waits(by, "own")).toEqual(waits(by, "all"));
  }
});

describe("least work", () => {
  const simulated = (options: string, time: string) =>
    simulate(station({ rate: "160/s", time, options, servers: options === "" ? 2 : 1 }), { durationMs: 60_000 });
  const SPLIT = "instances: 2, balance: least-work,";

  it("of two instances is one queue for both: who waits, waits as long, whatever the work", () => {
    for (const time of ["exponential(10ms)", "lognormal(mean 10ms, p99 100ms)", "uniform(1ms, 19ms)"]) {
      const [apart, central] = [simulated(SPLIT, time), simulated("", time)];
      const waits = (m: typeof apart) => resource(m, "station", "threads").waitingTimeMs;
      expect(waits(apart).count).toBe(waits(central).count);
      expect(waits(apart).sum).toBeCloseTo(waits(central).sum, 3);
      expect(waits(apart).counts[0]).toBe(waits(central).counts[0]); // Those that do not wait at all.
    }
  });
});

describe("sticky", () => {
  const streams = new Streams("test", 0);

  /** The fullest of n instances, when each of k keys has come once; over so many draws. */
  function fullest(k: number, n: number, draws: number): { mean: number; halfWidth: number } {
    const stream = streams.named(`${k} of ${n}`);
    const all = Array.from({ length: draws }, (_, draw) => {
      const policy = new Sticky({ of: (request) => request }, k, n, new RandomInstance());
      const counts = Array<number>(n).fill(0);
      const nothing = new Int32Array(n);
      for (let key = 0; key < k; key++) counts[policy.choose(nothing, stream, draw * k + key, 0, key)]!++;
      return Math.max(...counts);
    });
    const mean = all.reduce((a, b) => a + b, 0) / draws;
    const variance = all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (draws - 1);
    return { mean, halfWidth: 2 * Math.sqrt(variance / draws) };
  }

  it.each([
    [20, 4],
    [100, 10],
    [400, 8],
  ])("%i customers on %i instances: the fullest has the largest of multinomial shares", (k, n) => {
    const { mean, halfWidth } = fullest(k, n, 4000);
    expect(Math.abs(mean - largestOf(k, n))).toBeLessThan(1.5 * halfWidth); // Three standard deviations.
    expect(halfWidth / mean).toBeLessThan(0.01);
  });
  it("by hand: of two on two, 3/2; of three on two, 9/4", () => {
    expect(largestOf(2, 2)).toBeCloseTo(1.5, 12);
    expect(largestOf(3, 2)).toBeCloseTo(9 / 4, 12);
  });
});
