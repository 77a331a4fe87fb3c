/** A cache in front of a busy database. */
import { exact, exactMean, FEWER, type OracleCase, run, TAIL, verdict } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const cached = (traffic: string, hit: string): string => `
version: 1
traffic: { readers: { ${traffic}, to: web.read } }
parts:
  web: { type: service, endpoints: { read: [{ get: cache, miss: [{ query: db.read }] }] } }
  cache: { type: cache, hit: ${hit}, time: 1ms }
  db: { type: database, cores: 1, scheduling: first-come-first-served, queries: { read: { time: exponential(8ms) } } }
`;
const SATURATED = { warmUp: 5, short: 8, long: 270, replications: FEWER };
const MANY_LOOKUPS = { short: 0.06, long: 0.005 }; // Ten for each query that decides: 0.3 % takes 3 · 10⁸.

const missRate = (m: Parameters<typeof of.measure>[0]): number[] => {
  const hits = of.measure(m, "cache", "hitRate");
  return hits.kind === "ratio" ? [(hits.whole - hits.part) / of.seconds(m)] : [];
};

const behindCache: OracleCase = {
  id: "E08-cache-db",
  title: "A hit rate of 90 % in front of a database",
  runs: {
    cached: run(cached("rate: 1000/s", "90%"), { warmUp: 8, short: 25, long: 3100 }),
    most90: run(cached("users: 300", "90%"), SATURATED),
    most95: run(cached("users: 300", "95%"), SATURATED),
    lost: run(cached("rate: 1000/s", "0%"), {
      warmUp: 2,
      short: 20,
      long: 60,
      replications: { short: 8, long: 20 },
      bins: 60,
      coolDown: 0,
    }),
  },
  checks: [
    exactMean("DB arrival rate", 100, of.visitRate("cached", "db")),
    exact("mean read latency", 0.005, of.meanSojourn("cached"), MANY_LOOKUPS),
    exact("p99 read latency", 0.0931034037198, of.sojournPercentile("cached", 0.99), TAIL),
    exactMean("max stable read rate", 1250, of.offeredRate("most90")),
    exactMean("max stable read rate at 95% hits", 2500, of.offeredRate("most95")),
    verdict("stable after cache loss at 1000/s", false, of.isStable("lost")),
    exact(
      "DB load multiplier when a 90%-hit cache is lost",
      10,
      smooth("cached", missRate, (misses) => 1000 / misses), // Without a cache every read misses.
    ),
  ],
};

export const caches = [behindCache];
