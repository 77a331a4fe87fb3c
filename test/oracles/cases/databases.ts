/** Databases: a pool in front of a contended one, a cache in front of a busy one, and a replica that lags. */
import { exact, exactMean, type OracleCase, run, TAIL, verdict } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const pooled = (connections: number, rate = "1200/s"): string => `
version: 1
traffic: { users: { rate: ${rate}, to: app.ask } }
parts:
  app: { type: service, endpoints: { ask: [{ query: db.q }] } }
  db:
    type: database
    contention: 3%
    coherency: 0.05%
    pool: { connections: ${connections} }
    queries: { q: { time: exponential(10ms) } }
`;
const LENGTH = { warmUp: 10, short: 20, long: 900 };
const DRIFTING = { warmUp: 2, short: 20, long: 100, replications: { short: 8, long: 20 }, bins: 50, coolDown: 0 };
// It is bistable: a burst takes it over the peak, from where it does not come back.
const BURST = "{ profile: [{ at: 0s, rate: 4000/s }, { at: 2s, rate: 1200/s }] }";

// Few wait at all with 40 connections; with 80 the mean comes from few and long excursions.
const RARE = { short: 0.4, long: 0.03 };
const EXCURSIONS = { short: 0.2, long: 0.02 };

const contended: OracleCase = {
  id: "B26-dbpool",
  title: "A pool in front of a database that slows down with every query it runs",
  runs: {
    p28: run(pooled(28), { ...LENGTH, long: 200 }),
    p40: run(pooled(40), LENGTH),
    p80: run(pooled(80), { ...LENGTH, long: 2000 }),
    p20: run(pooled(20), DRIFTING),
    p100: run(pooled(100, BURST), DRIFTING),
  },
  checks: [
    exact("mean total response P=40", 0.0220031430715, of.meanSojourn("p40")),
    exact("mean pool wait P=40", 0.000616720341406, of.meanWait("p40", "db.pool"), RARE),
    exact(
      "mean DB time P=40",
      0.0213864227301,
      smooth("p40", (m) => [of.resource(m, "db.pool").busy * of.seconds(m), of.taken(m, "db.pool")], of.ratio),
    ),
    exact("mean busy connections P=40", 25.6637072761, of.busy("p40", "db.pool")),
    exact("mean total response P=80", 0.0234754636069, of.meanSojourn("p80"), EXCURSIONS),
    exact("mean total response P=28", 0.0263884730345, of.meanSojourn("p28")),
    verdict("stable with P=20", false, of.isStable("p20")),
    verdict("stable with P=100", false, of.isStable("p100")),
  ],
  leftOut: { "the wait of a few long excursions, too rare to simulate to any precision": ["mean pool wait P=80"] },
};

const cached = (traffic: string, hit: string): string => `
version: 1
traffic: { readers: { ${traffic}, to: web.read } }
parts:
  web: { type: service, endpoints: { read: [{ get: cache, miss: [{ query: db.read }] }] } }
  cache: { type: cache, hit: ${hit}, time: 1ms }
  db: { type: database, cores: 1, scheduling: first-come-first-served, queries: { read: { time: exponential(8ms) } } }
`;
const SATURATED = { warmUp: 5, short: 10, long: 150 };
const MANY_LOOKUPS = { short: 0.06, long: 0.005 }; // Ten for each query that decides: 0.3 % takes 3 · 10⁸.

const missRate = (m: Parameters<typeof of.measure>[0]): number[] => {
  const hits = of.measure(m, "cache", "hitRate");
  return hits.kind === "ratio" ? [(hits.whole - hits.part) / of.seconds(m)] : [];
};

const behindCache: OracleCase = {
  id: "E08-cache-db",
  title: "A hit rate of 90 % in front of a database",
  runs: {
    cached: run(cached("rate: 1000/s", "90%"), { warmUp: 12, short: 25, long: 2600 }),
    most90: run(cached("users: 300", "90%"), SATURATED),
    most95: run(cached("users: 300", "95%"), SATURATED),
    lost: run(cached("rate: 1000/s", "0%"), { warmUp: 2, short: 20, long: 60, replications: { short: 8, long: 20 }, bins: 60, coolDown: 0 }),
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

const replicated = (traffic: string, lag: string): string => `
version: 1
traffic: { ${traffic} }
parts:
  app:
    type: service
    endpoints:
      write: [{ query: db.write }]
      read: [{ query: db.read }]
      own: [{ query: db.write }, { delay: 200ms }, { query: db.read }]
  db:
    type: database
    replicas: { count: 1, lag: "${lag}" }
    queries: { write: { time: 0, write: true }, read: { time: 0 } }
`;
const MANY = "writers: { rate: 2/s, to: app.write }, readers: { rate: 20/s, to: app.read }";
const ALONE = "writer: { users: 1, think: 1min, to: app.own }"; // By then the write before is applied.

const stale = (run: string) =>
  smooth(
    run,
    (m) => {
      const reads = of.measure(m, "db", "staleReads");
      return reads.kind === "ratio" ? [reads.part, reads.whole] : [];
    },
    of.ratio,
  );

const underWay = smooth(
  "a",
  (m) => {
    const lag = of.measure(m, "db", "lagMs");
    return [lag.kind === "duration" ? lag.histogram.sum / m.windowMs : 0];
  },
  of.identity,
);

const replica: OracleCase = {
  id: "F13-stale-read",
  title: "Stale reads from a replica: constant, exponential and lognormal lag of one mean",
  runs: {
    a: run(replicated(MANY, "300ms"), { warmUp: 10, short: 500, long: 4000 }),
    b: run(replicated(MANY, "exponential(300ms)"), { warmUp: 10, short: 500, long: 4000 }),
    c: run(replicated(MANY, "lognormal(mean 300ms, cv 2)"), { warmUp: 60, short: 500, long: 4000 }),
    ownA: run(replicated(ALONE, "300ms"), { warmUp: 0, short: 6000, long: 60_000 }),
    ownB: run(replicated(ALONE, "exponential(300ms)"), { warmUp: 0, short: 6000, long: 60_000 }),
  },
  checks: [
    exact("P(stale) (a)", 0.451188363906, stale("a")),
    exact("P(stale) (b)", 0.451188363906, stale("b")),
    exact("P(stale) (c)", 0.451188363906, stale("c")),
    exact("mean number of unapplied writes at a read", 0.6, underWay),
    exact("P(own write still invisible 200 ms later) (b)", 0.513417119033, stale("ownB")),
    exact("P(own write still invisible 200 ms later) (a)", 1, stale("ownA")),
  ],
};

export const databases = [contended, behindCache, replica];
