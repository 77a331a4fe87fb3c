/** Balancers of equal servers: random, in turn, the shortest queue, the better of two. */
import { type Check, context, exact, exactMean, FEWER, type OracleCase, roughly, run, TAIL } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

const servers = (instances: number, rate: number, balance: string, time = "1s"): string =>
  station({
    rate: `${rate}/s`,
    time: `exponential(${time})`,
    options: `instances: ${instances}, balance: ${balance},`,
  });

// With replacement it would be 0.4 % more, at 0.7, and 0.5 % at 0.9.
const DISTINCT = { short: 0.05, long: 0.003 };

const reference = (quantity: string, expected: number, halfWidth: number, statistic: Statistic): Check => ({
  quantity,
  expected,
  judgement: { class: "reference-simulation", halfWidth, limits: DISTINCT },
  statistic,
});

const MANY = { short: 15, long: 300, replications: 20 };

const twoChoices: OracleCase = {
  id: "D01-pow2-a",
  title: "The better of two distinct servers, of 100 and of 1,000",
  runs: {
    two70: run(servers(100, 70, "power-of-two"), { warmUp: 50, short: 50, long: 5000 }),
    two90: run(servers(100, 90, "power-of-two"), { warmUp: 100, short: 200, long: 5700, replications: FEWER }),
    one70: run(servers(10, 7, "random"), { warmUp: 400, short: 400, long: 52_000 }),
    one90: run(servers(10, 9, "random"), { warmUp: 4000, short: 4000, long: 40_000, replications: FEWER }),
    many70: run(servers(1000, 700, "power-of-two"), { ...MANY, warmUp: 20 }),
    many90: run(servers(1000, 900, "power-of-two"), { ...MANY, warmUp: 40 }),
  },
  checks: [
    reference("mean sojourn, lambda=0.7, d=2, n=100, d DISTINCT servers", 1.619835, 0.00108, of.meanSojourn("two70")),
    reference("mean sojourn, lambda=0.9, d=2, n=100, d DISTINCT servers", 2.645998, 0.004731, of.meanSojourn("two90")),
    exactMean("mean sojourn, lambda=0.7, d=1 (exact, any n)", 3.33333333333, of.meanSojourn("one70")),
    roughly("mean sojourn, lambda=0.7, d=2, n->infinity", 1.61445377032, { relative: 0.01 }, of.meanSojourn("many70")),
    context(
      "mean sojourn, lambda=0.7, d=2, n=100: printed in the paper",
      1.6202,
      of.meanSojourn("two70"),
      "simulation-published",
    ),
    exact("mean sojourn, lambda=0.9, d=1 (exact, any n)", 10.0, of.meanSojourn("one90")),
    roughly("mean sojourn, lambda=0.9, d=2, n->infinity", 2.61405737732, { relative: 0.02 }, of.meanSojourn("many90")),
    context(
      "mean sojourn, lambda=0.9, d=2, n=100: printed in the paper",
      2.6454,
      of.meanSojourn("two90"),
      "simulation-published",
    ),
  ],
  leftOut: {
    "`power-of-two` samples two, and distinct ones": [
      "mean sojourn, lambda=0.7, d=2, n=100, with replacement",
      "mean sojourn, lambda=0.7, d=3, n=100, d DISTINCT servers",
      "mean sojourn, lambda=0.7, d=3, n=100, with replacement",
      "mean sojourn, lambda=0.9, d=2, n=100, with replacement",
      "mean sojourn, lambda=0.9, d=3, n=100, d DISTINCT servers",
      "mean sojourn, lambda=0.9, d=3, n=100, with replacement",
      "mean sojourn, lambda=0.7, d=3, n->infinity",
      "mean sojourn, lambda=0.7, d=3, n=100: printed in the paper",
      "mean sojourn, lambda=0.9, d=3, n->infinity",
      "mean sojourn, lambda=0.9, d=3, n=100: printed in the paper",
    ],
  },
};

const shortest: OracleCase = {
  id: "D03-jsq2",
  title: "The shorter of two queues, ρ = 0.9",
  runs: {
    shorter: run(servers(2, 1.8, "least-connections"), {
      warmUp: 3000,
      short: 25_000,
      long: 160_000,
      replications: FEWER,
    }),
    random: run(servers(2, 1.8, "random"), { warmUp: 5000, short: 30_000, long: 260_000, replications: FEWER }),
  },
  checks: [
    exact("mean sojourn", 5.47491282105, of.meanSojourn("shorter")),
    {
      quantity: "lower bound M/M/2 (central queue)",
      expected: 5.26315789474,
      judgement: { class: "invariant", bound: "at least" },
      statistic: of.meanSojourn("shorter"),
    },
    exact("random split (upper)", 10, of.meanSojourn("random")),
    // P(both busy) is what arrivals see, and the mean number busy is P(one) + 2 P(both).
    exact(
      "P(both idle)",
      0.042245762305,
      smooth(
        "shorter",
        (m) => [
          of.resource(m, "station").busy,
          of.taken(m, "station") - of.zeros(of.waits(m, "station")),
          of.taken(m, "station"),
        ],
        (busy, waited, all) => 1 - busy + waited / all,
      ),
    ),
    exact("P(arrival waits)", 0.842245762305, of.waitingShare("shorter")),
  ],
};

const inTurn: OracleCase = {
  id: "D05-rr4",
  title: "Random against in turn, four servers, ρ = 0.8",
  runs: {
    a: run(servers(4, 320, "random", "10ms"), { warmUp: 10, short: 40, long: 2500 }),
    b: run(servers(4, 320, "round-robin", "10ms"), { warmUp: 10, short: 40, long: 2400 }),
  },
  checks: [
    exactMean("mean sojourn (a)", 0.05, of.meanSojourn("a")),
    exactMean("mean sojourn (b)", 0.0326738361032, of.meanSojourn("b")),
    exact("p99 sojourn (a)", 0.230258509299, of.sojournPercentile("a", 0.99), TAIL),
    exact("p99 sojourn (b)", 0.150468575884, of.sojournPercentile("b", 0.99), TAIL),
    exactMean("P(wait>0) (b)", 0.693944721752, of.waitingShare("b")),
  ],
};

export const balancers = [twoChoices, shortest, inTurn];
