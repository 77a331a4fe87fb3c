/** A connection pool in front of a database that slows down. */
import { exact, FEWER, type OracleCase, run, verdict } from "../case.js";
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
const LENGTH = { warmUp: 10, short: 25, long: 1000, replications: FEWER };
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
    p28: run(pooled(28), { ...LENGTH, short: 60, long: 260 }),
    p40: run(pooled(40), LENGTH),
    p80: run(pooled(80), { ...LENGTH, long: 700 }),
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

export const databases = [contended];
