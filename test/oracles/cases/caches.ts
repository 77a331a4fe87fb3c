/** A cache in front of a busy database. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import {
  exact,
  exactMean,
  FEWER,
  MEAN,
  type OracleCase,
  roughly,
  run,
  TAIL,
  tooFineForShort,
  verdict,
} from "../case.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

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

/** Look-ups that take no time, `each` at once. */
const keyed = (cache: string, traffic = "rate: 1000/s", each = 1): string => `
version: 1
traffic: { readers: { ${traffic}, to: web.read } }
parts:
  web: { type: service, endpoints: { read: [{ repeat: ${each}, steps: [{ get: cache, miss: [] }] }] } }
  cache: { type: cache, time: 0, ${cache} }
`;
const hitRatio = (run: string): Statistic => smooth(run, hits, of.ratio);
function hits(m: Measurements): number[] {
  const found = of.measure(m, "cache", "hitRate");
  return found.kind === "ratio" ? [found.part, found.whole] : [];
}
const missRatio = (run: string): Statistic => smooth(run, hits, (part, whole) => 1 - part / whole);
const misses = (run: string): Statistic => smooth(run, hits, (part, whole) => whole - part);

const smallLru: OracleCase = {
  id: "E01-lru-small",
  title: "Ten keys, of which three are held",
  runs: {
    lru: run(keyed("keys: { count: 10, zipf: 1 }, capacity: 3"), { warmUp: 1, short: 1, long: 10 }),
    lfu: run(keyed("keys: { count: 10, zipf: 1 }, capacity: 3, keeps: most-popular"), {
      warmUp: 1,
      short: 1,
      long: 10,
    }),
  },
  checks: [
    exact("hit ratio, exact", 0.470664190015, hitRatio("lru")),
    exact("perfect-LFU / static top-3", 0.625931445604, hitRatio("lfu")),
  ],
  leftOut: { "an approximation that is off here": ["Che approximation (for contrast, not the oracle)"] },
};

const largeLru: OracleCase = {
  id: "E04-lru-che-large",
  title: "10,000 keys, of which a tenth is held",
  runs: {
    lru: run(keyed("keys: { count: 10000, zipf: 0.8 }, capacity: 1000", "rate: 1000/s, arrivals: constant", 100), {
      warmUp: 2,
      short: 0.5,
      long: 100,
      replications: { short: 5, long: 30 },
      coolDown: 0,
    }),
  },
  checks: [
    tooFineForShort(
      roughly("hit ratio (Che/Fagin approximation)", 0.436659722231, { absolute: 0.0002 }, hitRatio("lru")),
    ),
    {
      quantity: "hit ratio, reference simulation 3e8 requests",
      expected: 0.43671,
      judgement: { class: "reference-simulation", halfWidth: 7e-5, limits: MEAN },
      statistic: hitRatio("lru"),
    },
  ],
  leftOut: {
    "a number of the theory": ["characteristic time in requests"],
    "hits are not counted by key": ["hit ratio of item 1", "hit ratio of item 1000"],
  },
};

const oneKey = (expires: string, gaps = ""): string =>
  keyed(`keys: { count: 1 }, ttl: 1s, expires: ${expires}`, `rate: 2/s${gaps}`);
const ERLANG = ', arrivals: { gaps: "erlang(shape 2, mean 1)" }';
const LIVES = { warmUp: 20, short: 600, long: 10_000 };

const timeToLive: OracleCase = {
  id: "E06-ttl",
  title: "One key for a second: (r) from the latest hit, (n) from the fill; (a) Poisson, (b) Erlang gaps",
  runs: {
    ar: run(oneKey("after-use"), LIVES),
    an: run(oneKey("after-fill"), LIVES),
    br: run(oneKey("after-use", ERLANG), LIVES),
    bn: run(oneKey("after-fill", ERLANG), LIVES),
  },
  checks: [
    exact("hit ratio (a,r)", 0.864664716763, hitRatio("ar")),
    exact("hit ratio (a,n)", 0.666666666667, hitRatio("an")),
    exact("hit ratio (b,r)", 0.908421805556, hitRatio("br")),
    exact("hit ratio (b,n)", 0.636374725699, hitRatio("bn")),
    exact(
      "occupancy = fraction of time key is cached (a,n)",
      0.666666666667,
      smooth(
        "an",
        (m) => [...hits(m), of.seconds(m)],
        (part, whole, seconds) => (whole - part) / seconds,
      ), // A second each.
    ),
  ],
};

/** Around a moment, in a window of a share of the time since the flush: the curve bends by at most 0.1 % in it. */
const around = (seconds: number, share: number, replications: { short: number; long: number }) =>
  run(keyed("keys: { count: 1000, zipf: 1 }"), {
    warmUp: (1 - share / 2) * seconds,
    short: share * seconds,
    long: share * seconds,
    replications,
    coolDown: 0,
  });
const until = (seconds: number) =>
  run(keyed("keys: { count: 1000, zipf: 1 }"), {
    warmUp: 0,
    short: seconds,
    long: seconds,
    replications: { short: 10, long: 400 },
    coolDown: 0,
  });

const coldCache: OracleCase = {
  id: "E10-coldcache",
  title: "A cache that is empty at first and holds everything",
  runs: {
    tenth: around(0.1, 0.2, { short: 110, long: 5000 }),
    one: around(1, 0.2, { short: 50, long: 1500 }),
    ten: around(10, 0.05, { short: 60, long: 6000 }),
    untilOne: until(1),
    untilTen: until(10),
  },
  checks: [
    exact("miss probability of a request at t=0.1 s", 0.501256821676, missRatio("tenth")),
    exact("miss probability at t=1 s", 0.209131171724, missRatio("one")),
    exact("miss probability at t=10 s", 0.0171379051537, missRatio("ten"), TAIL),
    exact("expected keys cached at t=1 s", 333.688398008, misses("untilOne")), // One a miss.
    exact("expected origin fetches in the first 10 s", 908.156098898, misses("untilTen")),
  ],
};

export const caches = [behindCache, smallLru, largeLru, timeToLive, coldCache];
