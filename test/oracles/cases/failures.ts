/** Failures, retries, and what they do to the load. */
import { context, exact, exactMean, type OracleCase, roughly, run, verdict } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { overall, smooth, type Statistic } from "../statistic.js";

/** A chain of tiers, each of which tries the next so many times; the last one fails so often. */
const chain = (tiers: number, attempts: number, fails: string): string => `
version: 1
traffic: { users: { rate: 100/s, to: tier1.serve, retry: { attempts: ${attempts}, jitter: none } } }
parts:
${Array.from({ length: tiers - 1 }, (_, i) => tier(i + 1, `call: tier${i + 2}.serve, retry: { attempts: ${attempts}, jitter: none }`)).join("\n")}
${tier(tiers, `fail: ${fails}`)}
`;
const tier = (i: number, step: string): string => `  tier${i}: { type: service, endpoints: { serve: [{ ${step} }] } }`;

const OUTAGE = { warmUp: 0, short: 2, long: 2, replications: 20 };
const FAILING = { warmUp: 0, short: 20, long: 150 };

const amplification: OracleCase = {
  id: "F04-retry-arith",
  title: "Retries multiply: attempts of one tier, and of tier upon tier",
  runs: {
    half: run(chain(1, 4, "50%"), FAILING),
    tenth: run(chain(1, 3, "10%"), FAILING),
    out1: run(chain(1, 4, "100%"), OUTAGE),
    out3x4: run(chain(3, 4, "100%"), OUTAGE),
    out3x3: run(chain(3, 3, "100%"), OUTAGE),
    out5x3: run(chain(5, 3, "100%"), OUTAGE),
    half3: run(chain(3, 4, "50%"), FAILING),
  },
  checks: [
    exactMean("mean attempts p=0.5 r=3", 1.875, of.visitsPerRequest("half", "tier1")),
    exact("request failure probability p=0.5 r=3", 0.0625, of.failedShare("half")),
    exactMean("mean attempts p=0.1 r=2", 1.11, of.visitsPerRequest("tenth", "tier1")),
    exact("total outage p=1, r=3, one tier", 4, of.visitsPerRequest("out1", "tier1")),
    exact("total outage, 3 tiers x 3 retries each (4 attempts)", 64, of.visitsPerRequest("out3x4", "tier3")),
    exact("total outage, 3 tiers x 3 attempts each", 27, of.visitsPerRequest("out3x3", "tier3")),
    exact("total outage, 5 tiers x 3 attempts", 243, of.visitsPerRequest("out5x3", "tier5")),
    exactMean("3 tiers x (r=3), bottom fails with p=0.5: mean bottom attempts", 2.0, of.visitsPerRequest("half3", "tier3")),
  ],
};

// A fallback that waits and then fails makes the next attempt come after an exponential time. The first attempt is
// made apart from the others, so that what it sees can be told.
const orbiting = `
version: 1
traffic: { users: { rate: 70/s, to: front.ask } }
parts:
  front: { type: service, endpoints: { ask: [{ call: server.serve, fallback: [{ call: refused.wait }] }] } }
  refused: { type: service, endpoints: { wait: [{ call: again.try, retry: { attempts: 1000, jitter: none } }] } }
  again: { type: service, endpoints: { try: [{ call: orbit.back-off }, { call: server.serve }] } }
  orbit: { type: service, endpoints: { back-off: [{ delay: exponential(50ms) }] } }
  server: { type: service, threads: 1, queue: 0, endpoints: { serve: [{ delay: exponential(10ms) }] } }
`;

const retrial: OracleCase = {
  id: "F06-retrial",
  title: "No line: who finds the server busy comes back after an exponential time, for ever",
  runs: {
    orbit: run(orbiting, { warmUp: 20, short: 150, long: 7500 }),
    line: run(station({ rate: "70/s", time: "exponential(10ms)" }), { warmUp: 10, short: 100, long: 7500 }),
  },
  checks: [
    exactMean("mean number backing off (orbit)", 9.8, of.busy("orbit", "orbit")),
    exactMean(
      "mean delay before service starts",
      0.14,
      smooth("orbit", (m) => [of.resource(m, "orbit").busy * of.seconds(m), of.endpoint(m).offered], of.ratio),
    ),
    exactMean("server utilisation", 0.7, of.utilisation("orbit", "server")),
    exactMean("P(server busy) seen by a first attempt", 0.7, of.visitsPerRequest("orbit", "refused")),
    exactMean(
      "attempt rate / arrival rate (retry amplification)",
      3.8,
      smooth("orbit", (m) => [of.taken(m, "server") + of.resource(m, "server").refused, of.endpoint(m).offered], of.ratio),
    ),
    exactMean("M/M/1 queue with FIFO buffer: mean wait (contrast)", 0.0233333333333, of.meanWait("line")),
  ],
};

/** Leaves asked one after the other, the fast ones in no time: slow if any of them is. */
const leaves = (n: number, slow: string, rate: string): string => `
version: 1
traffic: { users: { rate: ${rate}, to: root.ask } }
parts:
  root: { type: service, endpoints: { ask: [{ repeat: ${n}, steps: [{ call: leaf.answer }] }] } }
  leaf:
    type: service
    endpoints:
      answer: [{ choose: [{ share: ${slow}, steps: [{ delay: 1500ms }] }, { share: ${100 - Number.parseFloat(slow)}%, steps: [] }] }]
`;

const isSlow = (run: string): Statistic =>
  smooth(
    run,
    (m) => {
      const { values, counts, count } = of.endpoint(m).latencyMs;
      return [counts.reduce((sum, n, i) => (values[i] > 1000 ? sum + n : sum), 0), count];
    },
    of.ratio,
  );

const fanOut: OracleCase = {
  id: "F01-tail-at-scale",
  title: "The chance that one of n leaves is slow; asked in turn, for which the law is the same",
  runs: {
    n1: run(leaves(1, "1%", "1000/s"), { warmUp: 0, short: 20, long: 100, coolDown: 60 }),
    n100: run(leaves(100, "1%", "100/s"), { warmUp: 0, short: 2, long: 20, coolDown: 120 }),
    n2000: run(leaves(2000, "0.01%", "10/s"), { warmUp: 0, short: 8, long: 160, coolDown: 60 }),
  },
  checks: [
    exact("P(slow) n=100, p=0.01", 0.633967658727, isSlow("n100")),
    exact("P(slow) n=2000, p=0.0001", 0.181277434734, isSlow("n2000"), { short: 0.1, long: 0.015 }),
    exact("P(slow) n=1", 0.01, isSlow("n1")),
    context('paper: 63% at 100 servers; "almost one in five" at 2000 with 1/10,000', 0.63, isSlow("n100")),
  ],
  leftOut: { "the share that is put in": ["per-leaf slow probability for 1% at n=100"] },
};

// The trigger holds the only server for ten seconds, from 400 s on; measured is the time from 610 s to 710 s.
const storm = (rate: number): string => `
version: 1
traffic:
  users:
    rate: { profile: [{ at: 0s, rate: 0/s }, { at: 390s, rate: ${rate}/s }] }
    to: gate.query
    timeout: 1s
    retry: { attempts: 2, jitter: none }
  trigger: { users: 1, think: 400s, to: db.freeze }
parts:
  gate: { type: service, endpoints: { query: [{ call: db.query }] } }
  db: { type: service, threads: 1, endpoints: { query: [{ delay: 3.33333333333ms }], freeze: [{ delay: 10s }] } }
`;
const AFTER = { warmUp: 610, short: 100, long: 100, replications: { short: 2, long: 20 }, bins: 50, coolDown: 5 };
const LAST_MINUTE = 20; // Bins from here on.

const lastAnswers = (run: string): Statistic =>
  smooth(run, (m) => [m.endpoints[0].answersByBin.slice(LAST_MINUTE).reduce((sum, n) => sum + n, 0) / 60], of.identity);

const recovers = (run: string): Statistic =>
  overall(
    [run],
    ({ endpoints: [{ answersByBin, arrivalsByBin }] }) => [answersByBin, arrivalsByBin].map((bins) => total(bins.slice(LAST_MINUTE))),
    (samples) => Number(samples.every(([[answered, arrived]]) => answered > 0.99 * arrived)),
  );
const total = (bins: readonly number[]): number => bins.reduce((sum, n) => sum + n, 0);

const metastable: OracleCase = {
  id: "F22-metastable-hotos",
  title: "A retry storm that outlives its trigger, at 280/s; at 140/s it does not",
  runs: { i: run(storm(280), AFTER), ii: run(storm(140), AFTER) },
  checks: [
    roughly("(i) database arrival rate long after the trigger", 560, { relative: 0.01 }, of.visitRate("i", "gate")),
    roughly(
      "(i) goodput (replies within 1 s of their attempt) in the last 60 s",
      0,
      { absolute: 0.01 },
      lastAnswers("i"),
    ),
    roughly(
      "(i) queue growth rate",
      260,
      { relative: 0.02 },
      smooth("i", (m) => {
        const { queueByBin } = of.resource(m, "db");
        return [((queueByBin[queueByBin.length - 1] - queueByBin[0]) / ((queueByBin.length - 1) * m.binMs)) * 1000];
      }, of.identity),
    ),
    verdict("(i) recovers", false, recovers("i")),
    verdict("(ii) recovers", true, recovers("ii")),
  ],
  leftOut: {
    "a threshold: (i) and (ii) lie on its two sides": [
      "hidden capacity (recovery threshold) = 300/2",
      "retry budget that allows recovery at 280 QPS",
    ],
    "a claim of the paper": [
      "paper: vulnerable above 150 QPS; 280 -> 560 QPS; recovery needs <150 QPS or <20 QPS of retries",
    ],
  },
};

export const failures: readonly OracleCase[] = [amplification, retrial, fanOut, metastable];
