/** A wave of arrivals. */

import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { meanConcurrency } from "../../theory/sinusoidal-load.js";
import { context, exact, type OracleCase, run } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

const PERIOD = 10; // Seconds; one bin is a hundredth of it.
const BINS_A_PERIOD = 100;
const wave = station({
  rate: "{ wave: { mean: 100/s, swing: 60/s, period: 10s } }",
  servers: Number.POSITIVE_INFINITY,
  time: "exponential(1s)",
}).replace("Infinity", "unlimited");

/** Mean concurrency at a time that is the edge of two bins. */
const concurrencyAt = (run: string, second: number): Statistic => smooth(run, (m) => [meanAt(m, second)], of.identity);

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
// And while it rises, what any two instants of the window share is that of the earlier one, w ÷ 6 before the middle.
const LOAD = { mean: 100, amplitude: 60, period: PERIOD };
const SLOPE = (meanConcurrency(LOAD, 1, 42.6) - meanConcurrency(LOAD, 1, 42.4)) / 0.2;

const variance = smooth(
  "settled",
  (m) => {
    const at = quarterPast(m);
    return [at.reduce((sum, n) => sum + n * n, 0), at.reduce((sum, n) => sum + n, 0), at.length];
  },
  (squares, sum, n) => (squares / n - (sum / n) ** 2) / SMOOTHED + (SLOPE * WINDOW) / 6,
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
      replications: { short: 200, long: 3000 },
      bins: 255, // Of 20 ms.
      coolDown: 0,
    }),
    // In whole periods, from a time that is one.
    settled: run(wave, {
      warmUp: 4 * PERIOD,
      short: 20 * PERIOD,
      long: 100 * PERIOD,
      replications: { short: 20, long: 260 },
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

export const waves = [tide];
