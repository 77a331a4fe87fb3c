/** One line, Poisson arrivals, service that is not exponential: M/D/1, M/G/1, M/D/c, M/D/1/K. */
import { mmc } from "../../../src/analysis/theory/mmc.js";
import { exact, exactMean, type OracleCase, run } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const constant: OracleCase = {
  id: "A08-md1",
  title: "M/D/1, ρ = 0.8",
  runs: { md1: run(station({ rate: "80/s", time: "10ms" }), { warmUp: 20, short: 300, long: 10_000 }) },
  checks: [
    exactMean("mean wait", 0.02, of.meanWait("md1")),
    exact("p95 wait", 0.0662032499684, of.waitPercentile("md1", 0.95)),
    exact("p99 wait", 0.10355886792, of.waitPercentile("md1", 0.99)),
    exactMean(
      "P(wait=0)",
      0.2,
      smooth("md1", (m) => [of.zeros(of.waits(m, "station")), of.taken(m, "station")], of.ratio),
    ),
    exactMean("mean sojourn", 0.03, of.meanSojourn("md1")),
  ],
};

// The waits' own fourth moment is so large that 0.3 % of their mean takes 5 · 10⁸ requests, and 1 % of their standard
// deviation more than 10⁹.
const HEAVY = { short: 0.3, long: 0.06 };
const HEAVY_MEAN = { short: 0.06, long: 0.007 };

const lognormal: OracleCase = {
  id: "A09-mg1-lognormal",
  title: "M/G/1, lognormal service of squared variation 4, ρ = 0.7",
  runs: {
    mg1: run(station({ rate: "70/s", time: "lognormal(mean 10ms, cv 2)" }), { warmUp: 50, short: 500, long: 40_000 }),
  },
  checks: [
    exact("mean wait", 0.0583333333333, of.meanWait("mg1"), HEAVY_MEAN),
    exact("standard deviation of wait", 0.114564392374, of.deviationOfWait("mg1"), HEAVY),
    exact("mean sojourn", 0.0683333333333, of.meanSojourn("mg1"), HEAVY_MEAN),
    exactMean("utilisation", 0.7, of.utilisation("mg1")),
    exact("standard deviation of sojourn", 0.116297033496, of.deviationOfSojourn("mg1"), HEAVY),
  ],
};

const five: OracleCase = {
  id: "A29-mdc",
  title: "M/D/5, ρ = 0.9",
  runs: { mdc: run(station({ rate: "450/s", servers: 5, time: "10ms" }), { warmUp: 8, short: 60, long: 800 }) },
  checks: [
    exact("mean wait", 0.00776695158164, of.meanWait("mdc")),
    exact("P(arrival finds all 5 busy)", 0.747828546069, of.waitingShare("mdc")),
    exact("mean sojourn", 0.0177669515816, of.meanSojourn("mdc")),
    exact(
      "ratio to M/M/5 wait (naive approximation says 0.5)",
      0.509312828656,
      smooth(
        "mdc",
        (m) => [of.waits(m, "station").sum / 1000 / mmc(450, 100, 5).meanWait, of.taken(m, "station")],
        of.ratio,
      ),
    ),
  ],
};

// A bucket of 5 tokens that refills at 100/s refuses whom M/D/1/5 with a service of 10 ms refuses.
const bucket: OracleCase = {
  id: "F09-token-bucket",
  title: "M/D/1/5 and M/D/1/1, the loss systems that a token bucket is equal to",
  runs: {
    five: run(station({ rate: "95/s", time: "10ms", options: "queue: 4," }), { warmUp: 10, short: 120, long: 700 }),
    one: run(station({ rate: "60/s", time: "10ms", options: "queue: 0," }), { warmUp: 10, short: 60, long: 300 }),
  },
  checks: [
    exact("rejection probability", 0.0827885493489, of.failedShare("five")),
    exact("accepted rate", 87.1350878119, of.goodput("five")),
    exact("rejection probability, bucket 1 (i.e. M/D/1/1), 60 req/s", 0.375, of.failedShare("one")),
  ],
};

export const general = [constant, lognormal, five, bucket];
