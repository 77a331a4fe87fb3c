/** Arrivals that are not Poisson: constant gaps, bursty gaps. */
import { exact, exactMean, type OracleCase, run, TAIL } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const clockwork: OracleCase = {
  id: "A12-dm1",
  title: "D/M/1, ρ = 0.9: arrivals do not see time averages",
  runs: {
    dm1: run(station({ rate: "90/s", arrivals: "constant", time: "exponential(10ms)" }), {
      warmUp: 40,
      short: 400,
      long: 15_000,
    }),
  },
  checks: [
    exact("mean wait", 0.0417865942215, of.meanWait("dm1")),
    exact("P(wait>0) at arrivals (= sigma, not rho)", 0.806899832856, of.waitingShare("dm1")),
    exact("time-average utilisation", 0.9, of.utilisation("dm1")),
    exact("p99 wait", 0.227374968632, of.waitPercentile("dm1", 0.99), TAIL),
    exact("mean sojourn", 0.0517865942215, of.meanSojourn("dm1")),
    exact("time-average number in system", 4.66079347993, of.inSystem("dm1")),
  ],
};

const bursty: OracleCase = {
  id: "A14-h2m1",
  title: "H2/M/1, gaps of squared variation 5, ρ = 0.8",
  runs: {
    h2m1: run(
      station({
        rate: "80/s",
        arrivals: "{ gaps: 'hyperexponential(mean 1, cv 2.2360679775)' }",
        time: "exponential(10ms)",
      }),
      { warmUp: 50, short: 500, long: 40_000 },
    ),
  },
  checks: [
    exactMean("mean wait", 0.117236354323, of.meanWait("h2m1")),
    exactMean("P(wait>0) at arrivals", 0.92140611028, of.waitingShare("h2m1")),
    exact("p99 wait", 0.575530210697, of.waitPercentile("h2m1", 0.99), TAIL),
    exactMean("mean sojourn", 0.127236354323, of.meanSojourn("h2m1")),
  ],
};

// An on/off source has independent gaps: exponential of rate r₁ or r₂, the roots of r² − (160 + 10 + 10) r + 160 · 10.
const FAST = 90 + Math.sqrt(90 ** 2 - 1600);
const SLOW = 1600 / FAST;
const SHARE = (160 - SLOW) / (FAST - SLOW); // Of the fast gaps, so that the transform is 160 (s + 10) ÷ ((s + r₁)(s + r₂)).
const gaps = `hyperexponential(${SHARE * 100}% ${1 / FAST}, ${100 - SHARE * 100}% ${1 / SLOW})`;

const onOff: OracleCase = {
  id: "B10-ipp",
  title: "Interrupted Poisson arrivals, as the H2 renewal process that they are",
  runs: {
    ipp: run(station({ rate: "80/s", arrivals: `{ gaps: '${gaps}' }`, time: "exponential(10ms)" }), {
      warmUp: 100,
      short: 500,
      long: 65_000,
    }),
  },
  checks: [
    exactMean("mean wait", 0.201803398875, of.meanWait("ipp")),
    exactMean("P(wait>0) at arrivals", 0.9527864045, of.waitingShare("ipp")),
    exact("p99 wait", 0.965146925943, of.waitPercentile("ipp", 0.99), TAIL),
    exactMean("mean sojourn", 0.211803398875, of.meanSojourn("ipp")),
    exactMean("utilisation", 0.8, of.utilisation("ipp")),
    exactMean(
      "ratio of mean wait to Poisson arrivals at the same rate",
      5.04508497187,
      smooth("ipp", (m) => [of.waits(m, "station").sum / 1000 / 0.04, of.taken(m, "station")], of.ratio),
    ),
  ],
};

export const renewal = [clockwork, bursty, onOff];
