/** Balancers: random, in turn, the shortest queue, the better of two; equal and unequal servers. */
import { type Check, context, exact, exactMean, type OracleCase, roughly, run, USUAL, verdict } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { smooth, type Statistic } from "../statistic.js";

const servers = (instances: number, rate: number, balance: string, time = "1s"): string =>
  station({ rate: `${rate}/s`, time: `exponential(${time})`, options: `instances: ${instances}, balance: ${balance},` });

const reference = (quantity: string, expected: number, halfWidth: number, statistic: Statistic): Check => ({
  quantity,
  expected,
  judgement: { class: "reference-simulation", halfWidth, limits: USUAL },
  statistic,
});

const MANY = { short: 30, long: 300, replications: { short: 10, long: 20 } };

const twoChoices: OracleCase = {
  id: "D01-pow2-a",
  title: "The better of two distinct servers, of 100 and of 1,000",
  runs: {
    two70: run(servers(100, 70, "power-of-two"), { warmUp: 50, short: 50, long: 500 }),
    two90: run(servers(100, 90, "power-of-two"), { warmUp: 100, short: 100, long: 1000 }),
    one70: run(servers(10, 7, "random"), { warmUp: 400, short: 400, long: 40_000 }),
    one90: run(servers(10, 9, "random"), { warmUp: 4000, short: 2000, long: 30_000 }),
    many70: run(servers(1000, 700, "power-of-two"), { ...MANY, warmUp: 20 }),
    many90: run(servers(1000, 900, "power-of-two"), { ...MANY, warmUp: 60 }),
  },
  checks: [
    reference("mean sojourn, lambda=0.7, d=2, n=100, d DISTINCT servers", 1.619835, 0.00108, of.meanSojourn("two70")),
    reference("mean sojourn, lambda=0.9, d=2, n=100, d DISTINCT servers", 2.645998, 0.004731, of.meanSojourn("two90")),
    exactMean("mean sojourn, lambda=0.7, d=1 (exact, any n)", 3.33333333333, of.meanSojourn("one70")),
    roughly("mean sojourn, lambda=0.7, d=2, n->infinity", 1.61445377032, { relative: 0.01 }, of.meanSojourn("many70")),
    context("mean sojourn, lambda=0.7, d=2, n=100: printed in the paper", 1.6202, of.meanSojourn("two70"), "simulation-published"),
    exact("mean sojourn, lambda=0.9, d=1 (exact, any n)", 10.0, of.meanSojourn("one90")),
    roughly("mean sojourn, lambda=0.9, d=2, n->infinity", 2.61405737732, { relative: 0.02 }, of.meanSojourn("many90")),
    context("mean sojourn, lambda=0.9, d=2, n=100: printed in the paper", 2.6454, of.meanSojourn("two90"), "simulation-published"),
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
    shorter: run(servers(2, 1.8, "least-connections"), { warmUp: 3000, short: 15_000, long: 250_000 }),
    random: run(servers(2, 1.8, "random"), { warmUp: 5000, short: 15_000, long: 300_000 }),
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
        (m) => [of.resource(m, "station").busy, of.taken(m, "station") - of.zeros(of.waits(m, "station")), of.taken(m, "station")],
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
    a: run(servers(4, 320, "random", "10ms"), { warmUp: 20, short: 80, long: 2600 }),
    b: run(servers(4, 320, "round-robin", "10ms"), { warmUp: 20, short: 60, long: 2300 }),
  },
  checks: [
    exactMean("mean sojourn (a)", 0.05, of.meanSojourn("a")),
    exactMean("mean sojourn (b)", 0.0326738361032, of.meanSojourn("b")),
    exact("p99 sojourn (a)", 0.230258509299, of.sojournPercentile("a", 0.99)),
    exact("p99 sojourn (b)", 0.150468575884, of.sojournPercentile("b", 0.99)),
    exactMean("P(wait>0) (b)", 0.693944721752, of.waitingShare("b")),
  ],
};

/** Each part one server; the traffic itself chooses among them at random. */
const split = (rate: string, parts: readonly { name: string; share: string; time: string }[]): string => `
version: 1
traffic: { users: { rate: ${rate}, mix: { ${parts.map(({ name, share }) => `${name}.serve: ${share}`).join(", ")} } } }
parts:
${parts.map(({ name, time }) => `  ${name}: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(${time}) }] } }`).join("\n")}
`;
const unequal = (rate: string, a: string, b: string): string =>
  split(rate, [{ name: "a", share: a, time: "10ms" }, { name: "b", share: b, time: "20ms" }]);

/** Of all requests, whichever endpoint they went to. */
const overall = (run: string): Statistic =>
  smooth(
    run,
    (m) => [
      m.endpoints.reduce((sum, { latencyMs }) => sum + latencyMs.sum / 1000, 0),
      m.endpoints.reduce((sum, { latencyMs }) => sum + latencyMs.count, 0),
    ],
    of.ratio,
  );

const hidden: OracleCase = {
  id: "D09-hetero-split",
  title: "Two unequal servers, and an overload that the mean utilisation hides",
  runs: {
    a: run(unequal("80/s", "50%", "50%"), { warmUp: 20, short: 150, long: 15_000 }),
    b: run(unequal("80/s", "66.6666667%", "33.3333333%"), { warmUp: 10, short: 100, long: 1700 }),
    c: run(unequal("110/s", "50%", "50%"), { warmUp: 10, short: 200, long: 1000, bins: 100, coolDown: 2 }),
  },
  checks: [
    exactMean("mean sojourn (a)", 0.0583333333333, overall("a")),
    exactMean("mean sojourn (b)", 0.0285714285714, overall("b")),
    verdict("(c) is the system stable", false, of.isStable("c")),
    exact("(c) mean sojourn of requests sent to A", 0.0222222222222, of.meanSojourn("c", "a.serve")),
    roughly(
      "(c) growth rate of B queue",
      5,
      { relative: 0.15 },
      smooth("c", (m) => [growth(of.resource(m, "b").queueByBin, m.binMs)], of.identity),
    ),
  ],
};

/** From the first bin to the last, per second. */
function growth(byBin: readonly number[], binMs: number): number {
  return ((byBin[byBin.length - 1] - byBin[0]) / ((byBin.length - 1) * binMs)) * 1000;
}

// Zipf's law over keys 1 … 1,000, dealt to four shards in turn.
const shares = [0, 1, 2, 3].map((shard) => {
  const weights = (from: number, step: number): number => {
    let sum = 0;
    for (let key = from; key <= 1000; key += step) sum += 1 / key;
    return sum;
  };
  return weights(shard + 1, 4) / weights(1, 1);
});

const hotShard: OracleCase = {
  id: "F30-hot-shard",
  title: "Four shards with unequal shares of the keys, drawn as a mix",
  runs: {
    shards: run(
      split("200/s", shares.map((share, i) => ({ name: `shard${i}`, share: `${(share * 100).toFixed(10)}%`, time: "10ms" }))),
      { warmUp: 20, short: 80, long: 2500 },
    ),
  },
  checks: [
    exactMean(
      "share of shard 0",
      0.325561170449,
      smooth("shards", (m) => [of.endpoint(m, "shard0.serve").offered, m.endpoints.reduce((sum, e) => sum + e.offered, 0)], of.ratio),
    ),
    exactMean("mean sojourn on shard 0", 0.0286633429775, of.meanSojourn("shards", "shard0.serve")),
    exactMean("mean sojourn on shard 3", 0.016877668522, of.meanSojourn("shards", "shard3.serve")),
    exactMean("mean sojourn over all requests", 0.0217209463561, overall("shards")),
    context("uniform-shard prediction (WRONG)", 0.02, overall("shards")),
  ],
  leftOut: {
    "100 ÷ the share of shard 0, which is checked": ["maximum stable total rate"],
    "no calls in parallel yet": ["scatter-gather latency, idle system"],
  },
};

const competing: OracleCase = {
  id: "F32-partitions",
  title: "Eight workers on one queue",
  runs: {
    queue: run(
      `
version: 1
traffic: { publishers: { rate: 320/s, to: door.publish } }
parts:
  door: { type: service, endpoints: { publish: [{ publish: topic }] } }
  topic: { type: work-queue, workers: 8, steps: [{ delay: exponential(10ms) }] }
`,
      { warmUp: 5, short: 20, long: 100 },
    ),
  },
  checks: [exactMean("mean sojourn, competing consumers M/M/8", 0.0100385308323, of.residence("queue", "topic"))],
  leftOut: {
    "no partitions yet; a random split into four lines is D05 (a)": [
      "mean sojourn, partitioned",
      "busy consumers",
      "idle consumers always",
      "maximum throughput, partitioned",
    ],
  },
};

export const balancers = [twoChoices, shortest, inTurn, hidden];
export const shards = [hotShard, competing];
