/** When no steady-state number may be given, and what holds on every path. */
import { type Check, type OracleCase, roughly, run, verdict } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { overall, type Statistic, smooth } from "../statistic.js";

const GROWING = { warmUp: 0, replications: 20, bins: 100, coolDown: 0 };

const unstable: OracleCase = {
  id: "F26-unstable",
  title: "No steady-state mean at ρ ≥ 1, nor from a thirteenth of a relaxation time",
  runs: {
    a: run(station({ rate: "105/s", time: "exponential(10ms)" }), { ...GROWING, short: 300, long: 2000 }),
    b: run(station({ rate: "400/s", servers: 4, time: "exponential(10ms)" }), { ...GROWING, short: 100, long: 1000 }),
    c: run(station({ rate: "99/s", time: "exponential(10ms)" }), { ...GROWING, short: 30, long: 30 }),
  },
  checks: [
    roughly(
      "(a) queue growth rate",
      5,
      { relative: 0.1 },
      smooth("a", ({ inSystem, binMs }) => [of.growth(inSystem, binMs)], of.identity),
    ),
    verdict("(a) steady-state mean wait reported", false, of.isStable("a")),
    verdict("(b) steady-state mean wait reported", false, of.isStable("b")),
    verdict("(c) stable but undersampled: half-width / refusal required", true, negated(of.isStable("c"))),
  ],
};

function negated(statistic: Statistic): Statistic {
  return {
    ...statistic,
    estimate: (samples) => ({ value: 1 - statistic.estimate(samples).value, standardError: Number.NaN }),
  };
}

// Starts and ends empty. Refused, impatient, late, failed, retried, abandoned, or answered: all must add up.
const everything = `
version: 1
traffic:
  users:
    rate: { profile: [{ at: 0s, rate: 300/s }, { at: 60s, rate: 0/s }] }
    mix: { web.page: 60%, web.fixed: 40% }
    timeout: 300ms
    retry: { attempts: 2, backoff: 20ms }
parts:
  web:
    type: service
    instances: 2
    threads: 12
    queue: 20
    patience: 100ms
    endpoints:
      page: [{ query: db.read, deadline: 80ms }, { fail: 1% }]
      fixed: [{ call: exactly.ten }]
  exactly: { type: service, threads: 2, endpoints: { ten: [{ delay: 10ms }] } }
  db: { type: database, cores: 4, contention: 3%, pool: { connections: 16, acquire: 50ms }, queries: { read: { time: exponential(20ms) } } }
`;

const worst = (of: "littlesLaw" | "flowBalance") =>
  overall(
    ["all"],
    ({ audit }) => Math.max(...audit.map((entry) => entry[of])),
    (samples) => Math.max(...samples.flat()),
  );

const zero = (quantity: string, statistic: Statistic): Check => ({
  quantity,
  expected: 0,
  judgement: { class: "invariant", bound: "zero" },
  statistic,
});

const identities: OracleCase = {
  id: "F28-little",
  title: "Little's law, the utilisation law and flow balance on every path, with all that can go wrong going wrong",
  runs: { all: run(everything, { warmUp: 0, short: 120, long: 120, replications: 20, bins: 1, coolDown: 0 }) },
  checks: [
    zero("time-integral of N minus sum of sojourns", worst("littlesLaw")),
    zero(
      "busy-server integral minus sum of service executed",
      overall(
        ["all"],
        (m) => of.resource(m, "exactly").busy * of.seconds(m) - 0.01 * of.taken(m, "exactly"),
        (samples) => Math.max(...samples.flat().map(Math.abs)),
      ),
    ),
    zero(
      "arrivals - (completed+rejected+abandoned+in system)",
      overall(
        ["all"],
        ({ endpoints, audit }) =>
          Math.max(
            ...endpoints.map(
              ({ offered, answered, failed, failures }) =>
                Math.abs(offered - answered - failed) +
                Math.abs(failed - failures.reduce((sum, { count }) => sum + count, 0)),
            ),
            ...audit.map(({ flowBalance }) => flowBalance),
          ),
        (samples) => Math.max(...samples.flat()),
      ),
    ),
  ],
};

export const stability = [unstable, identities];
