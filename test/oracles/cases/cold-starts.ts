/** Instances that are off until a request comes. */
import { exact, exactMean, type OracleCase, run } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

/** Σ of the starts' times: their share of the time, and of the time in which the thread is held. */
const started = (m: Parameters<typeof of.measure>[0]): number => {
  const starts = of.measure(m, "station", "coldStartMs");
  return starts.kind === "duration" ? starts.histogram.sum / m.windowMs : Number.NaN;
};
const share = (run: string, totals: (m: Parameters<typeof of.measure>[0]) => number): Statistic =>
  smooth(run, (m) => [totals(m)], of.identity);

const scaleToZero: OracleCase = {
  id: "B12-coldstart-exp",
  title: "One instance, off as soon as it is idle, a start of 1 s",
  runs: {
    cold: run(station({ rate: "5/s", time: "exponential(100ms)", options: "cold-start: { time: exponential(1s) }," }), {
      warmUp: 60,
      short: 900,
      long: 60_000,
    }),
  },
  checks: [
    exact("mean sojourn", 1.2, of.meanSojourn("cold")),
    exact(
      "mean wait",
      1.1,
      smooth(
        "cold",
        (m) => {
          // In line for the thread, or holding it while the instance starts.
          const { sum, count } = of.endpoint(m).latencyMs;
          const served = of.resource(m, "station").busy - started(m);
          return [sum / 1000, count, served * of.seconds(m)];
        },
        (sojourns, n, service) => (sojourns - service) / n,
      ),
    ),
    exactMean(
      "fraction of time serving",
      0.5,
      share("cold", (m) => of.resource(m, "station").busy - started(m)),
    ),
    exactMean("fraction of time in cold start", 0.416666666667, share("cold", started)),
  ],
};

export const coldStarts = [scaleToZero];
