/** What changes over time: a wave, a spike, the first customers of the day. */
import type { Measurements } from "../../../src/model/measurements.js";
import { context, exact, type OracleCase, roughly, run } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { smooth, type Statistic } from "../statistic.js";

const PERIOD = 10; // Seconds; one bin is a hundredth of it.
const BINS_A_PERIOD = 100;
const wave = station({
  rate: "{ wave: { mean: 100/s, swing: 60/s, period: 10s } }",
  servers: Number.POSITIVE_INFINITY,
  time: "exponential(1s)",
}).replace("Infinity", "unlimited");

/** Mean concurrency at a time that is the edge of two bins. */
const concurrencyAt = (run: string, second: number): Statistic =>
  smooth(run, (m) => [meanAt(m, second)], of.identity);

function meanAt({ inSystem, binMs }: Measurements, second: number): number {
  const bin = Math.round((second * 1000) / binMs);
  return (inSystem[bin - 1] + inSystem[bin]) / 2;
}

/** N at 2.5 s into every period of the settled regime: each is as good as another replication. */
function quarterPast({ inSystem }: Measurements): number[] {
  const periods = inSystem.length / BINS_A_PERIOD;
  return Array.from({ length: periods }, (_, i) => {
    const edge = i * BINS_A_PERIOD + BINS_A_PERIOD / 4;
    return (inSystem[edge - 1] + inSystem[edge]) / 2;
  });
}

// A mean over w mean service times varies less than an instant, by 2 (e^{−w} − 1 + w) ÷ w².
const WINDOW = (2 * PERIOD) / BINS_A_PERIOD;
const SMOOTHED = (2 * (Math.expm1(-WINDOW) + WINDOW)) / WINDOW ** 2;

const variance = smooth(
  "settled",
  (m) => {
    const at = quarterPast(m);
    return [at.reduce((sum, n) => sum + n * n, 0), at.reduce((sum, n) => sum + n, 0), at.length];
  },
  (squares, sum, n) => (squares / n - (sum / n) ** 2) / SMOOTHED,
);

/** First Fourier coefficients of N over the period; a mean over a bin weakens them by sin(x) ÷ x, x = π ÷ bins. */
function harmonics({ inSystem }: Measurements): number[] {
  const weakened = Math.sin(Math.PI / BINS_A_PERIOD) / (Math.PI / BINS_A_PERIOD);
  const [mean, sine, cosine] = [(_: number) => 1, Math.sin, Math.cos].map((f) =>
    inSystem.reduce((sum, n, i) => sum + n * f((2 * Math.PI * (i + 0.5)) / BINS_A_PERIOD), 0),
  );
  return [mean / inSystem.length, (2 * sine) / inSystem.length / weakened, (2 * cosine) / inSystem.length / weakened];
}

const tide: OracleCase = {
  id: "C01-mtm-inf",
  title: "Concurrency under a wave of arrivals, with its lag",
  runs: {
    fromEmpty: run(wave, {
      warmUp: 0,
      short: 5.1,
      long: 5.1,
      replications: { short: 300, long: 3000 },
      bins: 255, // Of 20 ms.
      coolDown: 0,
    }),
    // In whole periods, from a time that is one.
    settled: run(wave, {
      warmUp: 4 * PERIOD,
      short: 20 * PERIOD,
      long: 100 * PERIOD,
      replications: { short: 20, long: 240 },
      bins: { short: 20 * BINS_A_PERIOD, long: 100 * BINS_A_PERIOD },
      coolDown: 0,
    }),
  },
  checks: [
    exact("mean concurrency at t=2.5 (from empty)", 137.027553591, concurrencyAt("fromEmpty", 2.5)),
    exact("mean concurrency at t=5", 126.53695741, concurrencyAt("fromEmpty", 5)),
    exact(
      "mean concurrency at t=42.5 (periodic regime)",
      143.017408019,
      smooth("settled", (m) => [quarterPast(m).reduce((sum, n) => sum + n, 0), quarterPast(m).length], of.ratio),
    ),
    // One variance to 1 % takes 77,000 periods.
    exact("variance of concurrency at t=42.5 across replications", 143.017408019, variance, { short: 0.2, long: 0.02 }),
    exact(
      "peak of mean concurrency in periodic regime",
      150.803980958,
      smooth("settled", harmonics, (mean, sine, cosine) => mean + Math.hypot(sine, cosine)),
    ),
    exact(
      "lag of concurrency peak behind arrival peak",
      0.892830767648,
      smooth("settled", harmonics, (_, sine, cosine) => (Math.atan2(-cosine, sine) / (2 * Math.PI)) * PERIOD),
    ),
    context(
      "naive pointwise-stationary peak (WRONG)",
      160,
      smooth("settled", harmonics, (mean, sine, cosine) => mean + Math.hypot(sine, cosine)),
    ),
  ],
};

const CAPACITY = 100; // Servers.
const SPIKE = 60; // Seconds.
const BIN = 0.1;

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
      smooth("spike", (m) => [of.resource(m, "station").queueByBin.findIndex((n, i) => i * BIN > SPIKE && n < 1) * BIN - SPIKE], of.identity),
    ),
    roughly("maximum FIFO wait", 30, { relative: 0.02 }, smooth("spike", (m) => [of.waits(m, "station").max / 1000], of.identity)),
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

// Someone comes once an hour, opens the door to so many customers, and goes: every hour starts from empty.
const customers = (n: number): string => `
version: 1
traffic: { opening: { users: 1, think: 1h, to: door.open } }
parts:
  door:
    type: service
    endpoints:
      open: [{ repeat: ${n}, steps: [{ delay: exponential(11.1111111111ms) }, { publish: counter }] }]
  counter: { type: work-queue, workers: 1, steps: [{ delay: exponential(10ms) }] }
`;

/** Customer n goes through a door of its own, so that it can be told from those before. */
const lastOf = (n: number): string => `
version: 1
traffic: { opening: { users: 1, think: 1h, to: door.open } }
parts:
  door:
    type: service
    endpoints:
      open:
        - repeat: ${n - 1}
          steps: [{ delay: exponential(11.1111111111ms) }, { publish: before }]
        - delay: exponential(11.1111111111ms)
        - call: last.come
  before: { type: work-queue, workers: 100000, steps: [{ call: counter.serve }] }
  last: { type: service, endpoints: { come: [{ call: counter.serve }] } }
  counter: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(10ms) }] } }
`;

const waitOfLast = (run: string): Statistic =>
  smooth(run, (m) => [of.resource(m, "last").busy * of.seconds(m), of.taken(m, "last")], (time, n) => time / n - 0.01);

const hours = (short: number, long: number) => ({ warmUp: 0, short: short * 3600 + 1800, long: long * 3600 + 1800 });
const ONE_A_DAY = { short: 0.25, long: 0.02 }; // Each sample costs as many customers as came before.

const firstCustomers: OracleCase = {
  id: "C06-first25",
  title: "The first customers of M/M/1 at ρ = 0.9, from empty",
  runs: {
    c2: run(lastOf(2), hours(1000, 7000)),
    c10: run(lastOf(10), hours(300, 2000)),
    c2000: run(lastOf(2000), hours(4, 440)),
    first25: run(customers(25), hours(150, 500)),
    first100: run(customers(100), hours(60, 600)),
    first1000: run(customers(1000), hours(15, 340)),
    steady: run(station({ rate: "90/s", time: "exponential(10ms)" }), { warmUp: 40, short: 300, long: 4000 }),
  },
  checks: [
    exact("mean wait of customer 2", 0.00473684210526, waitOfLast("c2")),
    exact("mean wait of customer 10", 0.0219500343701, waitOfLast("c10")),
    exact("average wait of customers 1..25", 0.0236054371837, of.meanWait("first25", "counter")),
    exact("average wait of customers 1..100", 0.0459353844776, of.meanWait("first100", "counter")),
    exact("average wait of customers 1..1000", 0.0811059982721, of.meanWait("first1000", "counter")),
    exact("mean wait of customer 2000", 0.0899887774782, waitOfLast("c2000"), ONE_A_DAY),
    exact("steady state", 0.09, of.meanWait("steady")),
  ],
};

export const overTime = [tide, flash, firstCustomers];
