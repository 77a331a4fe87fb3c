/** Servers that are not equal, or not equally loaded: what a mean over them hides. */
import { context, exact, exactMean, FEWER, type OracleCase, roughly, run, verdict } from "../case.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

/** Each part one server; the traffic itself chooses among them at random. */
const split = (rate: string, parts: readonly { name: string; share: string; time: string }[]): string => `
version: 1
traffic: { users: { rate: ${rate}, mix: { ${parts.map(({ name, share }) => `${name}.serve: ${share}`).join(", ")} } } }
parts:
${parts.map(({ name, time }) => `  ${name}: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(${time}) }] } }`).join("\n")}
`;
const ofTwo = (rate: string, a: string, b: string): string =>
  split(rate, [
    { name: "a", share: a, time: "10ms" },
    { name: "b", share: b, time: "20ms" },
  ]);

/** Of all requests, whichever endpoint they went to. */
const ofAll = (run: string): Statistic =>
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
    a: run(ofTwo("80/s", "50%", "50%"), { warmUp: 20, short: 150, long: 29_000 }),
    b: run(ofTwo("80/s", "66.6666667%", "33.3333333%"), { warmUp: 10, short: 100, long: 2700 }),
    c: run(ofTwo("110/s", "50%", "50%"), {
      warmUp: 10,
      short: 200,
      long: 1000,
      replications: FEWER,
      bins: 100,
      coolDown: 2,
    }),
  },
  checks: [
    exactMean("mean sojourn (a)", 0.0583333333333, ofAll("a")),
    exactMean("mean sojourn (b)", 0.0285714285714, ofAll("b")),
    verdict("(c) is the system stable", false, of.isStable("c")),
    exact("(c) mean sojourn of requests sent to A", 0.0222222222222, of.meanSojourn("c", "a.serve")),
    roughly(
      "(c) growth rate of B queue",
      5,
      { relative: 0.15 },
      smooth("c", (m) => [of.growth(of.resource(m, "b").queueByBin, m.binMs)], of.identity),
    ),
  ],
};

// Zipf's law over keys 1 … 1,000, dealt to four shards in turn.
const shares = [0, 1, 2, 3].map((shard) => {
  const weights = (from: number, step: number): number => {
    let sum = 0;
    for (let key = from; key <= 1000; key += step) sum += 1 / key;
    return sum;
  };
  return weights(shard + 1, 4) / weights(1, 1);
});

const sharded = (rate: string, cores: string, asked: string): string => `
version: 1
traffic: { users: { ${rate}, to: web.ask } }
data: { key: { keys: 1000, popularity: zipf(1) } }
parts:
  web: { type: service, endpoints: { ask: [{ query: db.read }] } }
  db: { type: database, ${cores} shards: { count: 4, by: key, place: modulo }, queries: { read: { time: exponential(10ms), ${asked} } } }
`;

const hotShard: OracleCase = {
  id: "F30-hot-shard",
  title: "Four shards with unequal shares of the keys: as a database by key, and each of them drawn as a mix",
  runs: {
    shards: run(
      split(
        "200/s",
        shares.map((share, i) => ({ name: `shard${i}`, share: `${(share * 100).toFixed(10)}%`, time: "10ms" })),
      ),
      { warmUp: 20, short: 80, long: 8800 },
    ),
    keyed: run(sharded("rate: 200/s", "cores: 1, scheduling: first-come-first-served,", "of: key"), {
      warmUp: 20,
      short: 80,
      long: 8800,
    }),
    gather: run(sharded("rate: 1000/s", "", "on: all"), { warmUp: 0, short: 2, long: 20 }),
  },
  checks: [
    exactMean(
      "share of shard 0",
      0.325561170449,
      smooth(
        "shards",
        (m) => [of.endpoint(m, "shard0.serve").offered, m.endpoints.reduce((sum, e) => sum + e.offered, 0)],
        of.ratio,
      ),
    ),
    exactMean("mean sojourn on shard 0", 0.0286633429775, of.meanSojourn("shards", "shard0.serve")),
    exactMean("mean sojourn on shard 3", 0.016877668522, of.meanSojourn("shards", "shard3.serve")),
    exactMean("mean sojourn over all requests", 0.0217209463561, of.meanSojourn("keyed")),
    context("uniform-shard prediction (WRONG)", 0.02, ofAll("shards")),
    exactMean("scatter-gather latency, idle system", 0.0208333333333, of.meanSojourn("gather")),
  ],
  leftOut: {
    "100 ÷ the share of shard 0, which is checked": ["maximum stable total rate"],
  },
};

export const unequal = [hidden, hotShard];
