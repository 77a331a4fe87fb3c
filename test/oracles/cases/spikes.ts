/** A spike that passes, and one that leaves a retry storm behind. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { type OracleCase, roughly, run, verdict } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { overall, type Statistic, smooth } from "../statistic.js";

const CAPACITY = 100; // Servers.
const SPIKE = 60; // Seconds.
const BIN = 0.2;

const flash: OracleCase = {
  id: "C03-spike-fluid",
  title: "A flash crowd: the line builds up for a minute and takes two and a half to drain",
  runs: {
    spike: run(
      station({
        rate: "{ base: 800/s, spikes: [{ at: 20s, rate: 1500/s, lasts: 60s }] }",
        servers: CAPACITY,
        time: "exponential(100ms)",
      }),
      { warmUp: 20, short: 240, long: 240, replications: { short: 10, long: 60 }, bins: 240 / BIN, coolDown: 60 },
    ),
  },
  checks: [
    roughly(
      "backlog (waiting + in service beyond capacity) at t=60",
      30000,
      { relative: 0.01 },
      smooth("spike", (m) => [m.inSystem[SPIKE / BIN - 1] - CAPACITY], of.identity),
    ),
    roughly(
      "time to drain after the spike ends",
      150,
      { relative: 0.02 },
      smooth(
        "spike",
        (m) => [of.resource(m, "station").queueByBin.findIndex((n, i) => i * BIN > SPIKE && n < 1) * BIN - SPIKE],
        of.identity,
      ),
    ),
    roughly(
      "maximum FIFO wait",
      30,
      { relative: 0.02 },
      smooth("spike", (m) => [of.waits(m, "station").max / 1000], of.identity),
    ),
    roughly(
      "total waiting time injected (area)",
      3150000.0,
      { relative: 0.02 },
      smooth("spike", (m) => [of.resource(m, "station").queueLength * of.seconds(m)], of.identity),
    ),
    roughly(
      "number of requests that wait > 10 s",
      140000.0,
      { relative: 0.02 },
      smooth("spike", (m) => [longerThan(m, 10_000)], of.identity),
    ),
  ],
};

function longerThan(m: Measurements, ms: number): number {
  const { values, counts } = of.waits(m, "station");
  return counts.reduce((sum, count, i) => (values[i] > ms ? sum + count : sum), 0);
}

// The trigger holds the only server for ten seconds, from 400 s on; measured is the time from 610 s to 710 s.
const storm = (rate: number): string => `
version: 1
traffic:
  users:
    rate: { profile: [{ at: 0s, rate: 0/s }, { at: 390s, rate: ${rate}/s }] }
    to: gate.query
    timeout: 1s
    retry: { attempts: 2, jitter: none }
  trigger: { users: 1, think: 400s, to: db.freeze }
parts:
  gate: { type: service, endpoints: { query: [{ call: db.query }] } }
  db: { type: service, threads: 1, endpoints: { query: [{ delay: 3.33333333333ms }], freeze: [{ delay: 10s }] } }
`;
const AFTER = { warmUp: 610, short: 100, long: 100, replications: { short: 2, long: 20 }, bins: 50, coolDown: 5 };
const LAST_MINUTE = 20; // Bins from here on.

const lastAnswers = (run: string): Statistic =>
  smooth(run, (m) => [m.endpoints[0].answersByBin.slice(LAST_MINUTE).reduce((sum, n) => sum + n, 0) / 60], of.identity);

const recovers = (run: string): Statistic =>
  overall(
    [run],
    ({ endpoints: [{ answersByBin, arrivalsByBin }] }) =>
      [answersByBin, arrivalsByBin].map((bins) => total(bins.slice(LAST_MINUTE))),
    (samples) => Number(samples.every(([[answered, arrived]]) => answered > 0.99 * arrived)),
  );
const total = (bins: readonly number[]): number => bins.reduce((sum, n) => sum + n, 0);

const metastable: OracleCase = {
  id: "F22-metastable-hotos",
  title: "A retry storm that outlives its trigger, at 280/s; at 140/s it does not",
  runs: { i: run(storm(280), AFTER), ii: run(storm(140), AFTER) },
  checks: [
    roughly("(i) database arrival rate long after the trigger", 560, { relative: 0.01 }, of.visitRate("i", "gate")),
    roughly(
      "(i) goodput (replies within 1 s of their attempt) in the last 60 s",
      0,
      { absolute: 0.01 },
      lastAnswers("i"),
    ),
    roughly(
      "(i) queue growth rate",
      260,
      { relative: 0.02 },
      smooth("i", (m) => [of.growth(of.resource(m, "db").queueByBin, m.binMs)], of.identity),
    ),
    verdict("(i) recovers", false, recovers("i")),
    verdict("(ii) recovers", true, recovers("ii")),
  ],
  leftOut: {
    "a threshold: (i) and (ii) lie on its two sides": [
      "hidden capacity (recovery threshold) = 300/2",
      "retry budget that allows recovery at 280 QPS",
    ],
    "a claim of the paper": [
      "paper: vulnerable above 150 QPS; 280 -> 560 QPS; recovery needs <150 QPS or <20 QPS of retries",
    ],
  },
};

export const spikes = [flash, metastable];
