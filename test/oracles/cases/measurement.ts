/** What a client sees and what all do; what pairs of runs are good for. */
import { mean, variance } from "../../../src/analysis/statistics/moments.js";
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { context, exact, type OracleCase, roughly, run, TAIL } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { across, overall, type Statistic, smooth } from "../statistic.js";

// Answers take 1 ms, behind a gate that is held for 100 s from 100 s on.
const frozen = (traffic: string, freeze: string): string => `
version: 1
traffic:
  clients: { ${traffic}, to: server.ask }
  freeze: { users: 1, think: ${freeze}, to: gate.shut }
parts:
  server: { type: service, endpoints: { ask: [{ call: gate.pass }, { delay: 1ms }] } }
  gate: { type: service, threads: 1, endpoints: { pass: [], shut: [{ delay: 99.999s }] } }
`;
const ONCE = { warmUp: 0, short: 200, long: 200, replications: 2, coolDown: 5 };

const omission: OracleCase = {
  id: "F24-coordinated-omission",
  title: "A freeze of 100 s, as a client that waits sees it, and as all do",
  runs: {
    // The freeze begins as the 10,001st request is sent.
    naive: run(frozen("users: 1, think: 9ms", "100009ms"), { ...ONCE, short: 150, long: 150, coolDown: 100 }),
    correct: run(frozen("rate: 100/s, arrivals: constant", "100s"), ONCE),
  },
  checks: [
    exact("mean, naive (n)", 0.01099890011, of.meanSojourn("naive")),
    exact(
      "p99.99 naive (nearest-rank over 10,001)",
      0.001,
      overall(["naive"], (m) => shareAtOneMs(m), naivePercentile),
    ),
    roughly("mean, correct (c)", 25.0005, { relative: 0.001 }, of.meanSojourn("correct")),
    roughly("p75, correct", 50, { relative: 0.001 }, of.sojournPercentile("correct", 0.75)),
    roughly("p99.99, correct", 99.98, { relative: 0.001 }, of.sojournPercentile("correct", 0.9999)),
    context(
      "talk: naive average 10.9 ms and p99.99 1 ms; correct average ~25 s, p75 50 s, p99.99 ~100 s",
      10.9,
      smooth("naive", (m) => [of.endpoint(m).latencyMs.sum, of.endpoint(m).latencyMs.count], of.ratio),
    ),
  ],
};

/** Rank 10,000 of 10,001 is still one of those that took the minimum, which is exact. */
function naivePercentile(samples: readonly (readonly { share: number; min: number }[])[]): number {
  const [[{ share, min }]] = samples;
  return share >= 0.9999 ? Number(min.toPrecision(9)) / 1000 : Number.NaN;
}
const shareAtOneMs = (m: Measurements) => {
  const { counts, values, count, min } = of.endpoint(m).latencyMs;
  return { share: counts.reduce((sum, n, i) => (values[i] < 1.01 ? sum + n : sum), 0) / count, min };
};

const latency = (m: Measurements): number[] => [of.endpoint(m).latencyMs.sum / 1000, of.endpoint(m).latencyMs.count];
const paired = (judge: (slow: readonly number[], fast: readonly number[]) => number): Statistic =>
  overall(
    ["slow", "fast"],
    (m) => of.endpoint(m).latencyMs.sum / of.endpoint(m).latencyMs.count,
    (samples) =>
      judge(
        samples.map(([slow]) => slow),
        samples.map(([, fast]) => fast),
      ),
  );

const PAIRED = { warmUp: 20, short: 150, long: 5000 };

const pairs: OracleCase = {
  id: "H04-crn",
  title: "Common random numbers: two M/M/1 with the same requests, 10 ms against 9.5 ms",
  runs: {
    slow: run(station({ rate: "80/s", time: "exponential(10ms)" }), PAIRED),
    fast: run(station({ rate: "80/s", time: "exponential(9.5ms)" }), PAIRED),
  },
  checks: [
    exact(
      "true difference of mean sojourn",
      0.0104166666667,
      across({ slow: latency, fast: latency }, (slow, n, fast, k) => slow / n - fast / k),
      TAIL,
    ),
    {
      quantity: "sign of correlation between paired estimates",
      expected: 1,
      judgement: { class: "behaviour" },
      statistic: paired((slow, fast) => Math.sign(mean(slow.map((s, i) => (s - mean(slow)) * (fast[i] - mean(fast)))))),
    },
    {
      quantity: "variance reduction factor vs independent runs",
      expected: 2,
      judgement: { class: "behaviour", moreThan: true },
      statistic: paired((slow, fast) => (variance(slow) + variance(fast)) / variance(slow.map((s, i) => s - fast[i]))),
    },
  ],
};

export const measurement = [omission, pairs];
