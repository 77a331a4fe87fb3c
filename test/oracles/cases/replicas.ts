/** A replica that lags. */
import { exact, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

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

const share = (run: string, name: string) =>
  smooth(
    run,
    (m) => {
      const reads = of.measure(m, "db", name);
      return reads.kind === "ratio" ? [reads.part, reads.whole] : [];
    },
    of.ratio,
  );

const behind = (run: string) => share(run, "readsBehind"); // All is one key: behind is stale.
const ownMissed = (run: string) => share(run, "staleReads");

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
    a: run(replicated(MANY, "300ms"), { warmUp: 10, short: 200, long: 4000 }),
    b: run(replicated(MANY, "exponential(300ms)"), { warmUp: 10, short: 200, long: 4000 }),
    c: run(replicated(MANY, "lognormal(mean 300ms, cv 2)"), { warmUp: 60, short: 200, long: 4000 }),
    ownA: run(replicated(ALONE, "300ms"), { warmUp: 0, short: 6000, long: 72_000 }),
    ownB: run(replicated(ALONE, "exponential(300ms)"), { warmUp: 0, short: 6000, long: 72_000 }),
  },
  checks: [
    exact("P(stale) (a)", 0.451188363906, behind("a")),
    exact("P(stale) (b)", 0.451188363906, behind("b")),
    exact("P(stale) (c)", 0.451188363906, behind("c")),
    exact("mean number of unapplied writes at a read", 0.6, underWay),
    exact("P(own write still invisible 200 ms later) (b)", 0.513417119033, ownMissed("ownB")),
    exact("P(own write still invisible 200 ms later) (a)", 1, ownMissed("ownA")),
  ],
};

export const replicas = [replica];
