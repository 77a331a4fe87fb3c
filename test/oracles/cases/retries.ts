/** Failures and retries, and what they do to the load. */
import { exact, exactMean, type OracleCase, run } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

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
const FAILING = { warmUp: 0, short: 20, long: 230 };

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
    exactMean(
      "3 tiers x (r=3), bottom fails with p=0.5: mean bottom attempts",
      2.0,
      of.visitsPerRequest("half3", "tier3"),
    ),
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
    orbit: run(orbiting, { warmUp: 20, short: 120, long: 10_500 }),
    line: run(station({ rate: "70/s", time: "exponential(10ms)" }), { warmUp: 10, short: 100, long: 12_500 }),
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
      smooth(
        "orbit",
        (m) => [of.taken(m, "server") + of.resource(m, "server").refused, of.endpoint(m).offered],
        of.ratio,
      ),
    ),
    exactMean("M/M/1 queue with FIFO buffer: mean wait (contrast)", 0.0233333333333, of.meanWait("line")),
  ],
};

export const retries = [amplification, retrial];
