/** An instance that dies, and how long it takes until no request is sent there. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

/** It dies within 10 s, independently of the phase of the checks. */
const oneDies = (retry: string): string => `
version: 1
traffic: { users: { rate: 500/s, to: web.ask, ${retry} } }
parts:
  web:
    type: service
    instances: 5
    balance: round-robin
    breakdowns: { up: "uniform(0s, 10s)", down: 1000h, instances: 1 }
    health-check: { every: 10s, failures: 3 }
    endpoints: { ask: [] }
`;
const UNTIL_OUT = { warmUp: 0, short: 41, long: 41, coolDown: 1 };
const ejection = (m: Measurements) => {
  const found = of.measure(m, "web", "ejectionMs");
  if (found.kind !== "duration") throw new Error("ejections are durations");
  return found.histogram;
};

const dead: OracleCase = {
  id: "F34-healthcheck",
  title: "One of five dies; three failed checks, 10 s apart, take it out",
  runs: {
    plain: run(oneDies(""), { ...UNTIL_OUT, replications: { short: 24, long: 600 } }),
    retried: run(oneDies("retry: { attempts: 2 }"), { ...UNTIL_OUT, replications: { short: 3, long: 50 } }),
  },
  checks: [
    exact("mean time to ejection", 25, of.meanOver("plain", 1, ejection)),
    exact(
      "expected failed requests",
      2500,
      smooth("plain", (m) => [of.endpoint(m).failed], of.identity),
    ),
    exact(
      "expected failed requests with one retry to a different instance",
      0,
      smooth("retried", (m) => [of.endpoint(m).failed], of.identity),
    ),
  ],
  leftOut: {
    "the ends of what is drawn, which no sample reaches": ["min / max time to ejection: min", "max time to ejection"],
  },
};

export const failures = [dead];
