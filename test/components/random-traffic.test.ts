/** Arrivals in batches, and rates that jump by chance, against theory. */
import { describe, expect, it } from "vitest";
import {
  type BatchSize,
  batchServers,
  constantBatch,
  geometricBatch,
} from "../../src/analysis/theory/batch-arrivals.js";
import { gim1, interruptedPoissonGaps } from "../../src/analysis/theory/gim1.js";
import type { OracleCase } from "../oracles/case.js";
import { exact, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import { station } from "../oracles/models.js";
import * as of from "../oracles/quantities.js";
import { smooth } from "../oracles/statistic.js";
import { endpoint, simulate } from "../simulate.js";

const traffic = (words: string): string => `
version: 1
traffic: { users: { ${words}, to: web.page } }
parts: { web: { type: service, endpoints: { page: [] } } }`;
const perBin = (words: string, binMs = 100): readonly number[] =>
  endpoint(simulate(traffic(words), { durationMs: 1000, binMs, coolDownMs: 0 }), "web.page").arrivalsByBin;

describe("batches", () => {
  const everyTenth = "rate: 30/s, arrivals: constant";
  it("arrive at one instant, and the rate still counts requests", () =>
    expect(perBin(`${everyTenth}, batch: 3`, 90)).toEqual([0, 3, 3, 3, 3, 3, 3, 3, 3, 0, 3, 0]));
  it("of a size between two whole numbers are either", () => {
    const counts = perBin("rate: 25/s, arrivals: constant, batch: 2.5");
    expect([...new Set(counts)].sort()).toEqual([0, 2, 3]);
  });
  it("of size 1 change nothing", () => expect(perBin("rate: 300/s, batch: 1")).toEqual(perBin("rate: 300/s")));

  const sojourn = (batch: BatchSize): number => batchServers(60, batch, 100, 1).meanSojourn;
  const batches = (batch: string): string =>
    station({ rate: "60/s", time: "exponential(10ms)", policy: `batch: ${batch},` });
  const cases: readonly OracleCase[] = [
    {
      id: "batch-3",
      title: "M^[X]/M/1, X = 3",
      runs: { b: run(batches("3"), { warmUp: 5, short: 100, long: 1000 }) },
      checks: [
        exact("mean sojourn", sojourn(constantBatch(3)), of.meanSojourn("b")),
        exact("rate", 60, of.offeredRate("b")),
      ],
    },
    {
      id: "batch-geometric",
      title: "M^[X]/M/1, X geometric from 0 with mean 2",
      runs: { b: run(batches("geometric(mean 2)"), { warmUp: 5, short: 100, long: 1000 }) },
      checks: [exact("mean sojourn", sojourn(geometricBatch(2)), of.meanSojourn("b"))],
    },
  ];
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});

describe("rates that jump", () => {
  const onOff = "{ states: [{ rate: 140/s, for: exponential(50ms) }, { rate: 0/s, for: exponential(50ms) }] }";
  const mmpp = "{ states: [{ rate: 300/s, for: exponential(100ms) }, { rate: 50/s, for: exponential(300ms) }] }";
  const law = gim1(interruptedPoissonGaps(140, 0.05, 0.05), 100);

  /** Var N(t) = m t + 2 (λ₁ − λ₂)² π₁ π₂ (s t − 1 + e^{−s t}) ÷ s², s the sum of the jump rates. Source: Fischer & Meier-Hellstern (1993). */
  const [t, s] = [0.1, 10 + 10 / 3];
  const countVariance = 112.5 * t + (2 * 250 ** 2 * (0.25 * 0.75) * (s * t - 1 + Math.exp(-s * t))) / s ** 2;

  const cases: readonly OracleCase[] = [
    {
      id: "on-off",
      title: "An interrupted Poisson process at one exponential server is GI/M/1",
      runs: { m: run(station({ rate: onOff, time: "exponential(10ms)" }), { warmUp: 5, short: 80, long: 1000 }) },
      checks: [
        exact("mean sojourn", law.meanSojourn, of.meanSojourn("m")),
        exact("P(W > 0)", law.waitingProbability, of.waitingShare("m")),
        exact("rate", 70, of.offeredRate("m")),
      ],
    },
    {
      id: "mmpp",
      title: "Counts of a process with two busy states, from time 0",
      runs: {
        m: run(traffic(`rate: ${mmpp}`), { warmUp: 0, short: 20, long: 200, bins: { short: 200, long: 2000 } }),
        start: run(traffic(`rate: ${mmpp}`), {
          warmUp: 0,
          short: 0.05,
          long: 0.05,
          replications: 2000,
          coolDown: 0,
        }),
      },
      checks: [
        exact("mean rate", 112.5, of.offeredRate("m")),
        exact("mean rate at the start", 112.5, of.offeredRate("start"), { short: 0.1, long: 0.1 }),
        exact(
          "variance of the number in 100 ms",
          countVariance,
          smooth(
            "m",
            (m) => {
              const counts = of.endpoint(m).arrivalsByBin;
              const mean = (power: number): number => counts.reduce((sum, n) => sum + n ** power, 0) / counts.length;
              return [mean(2), mean(1)];
            },
            (square, mean) => square - mean ** 2,
          ),
          { short: 0.1, long: 0.05 },
        ),
      ],
    },
  ];
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));

  it("do so at the same times whatever is built behind them", () => {
    const plan = { durationMs: 2000, binMs: 50, coolDownMs: 0 };
    const slow = simulate(station({ rate: mmpp, time: "exponential(10ms)" }), plan);
    const fast = simulate(station({ rate: mmpp, time: "1ms", servers: 4 }), plan);
    expect(endpoint(slow, "station.serve").arrivalsByBin).toEqual(endpoint(fast, "station.serve").arrivalsByBin);
  });
});
