/** Closed users: the machine repairman, mean value analysis, the interactive response-time law. */
import { type Check, context, exact, exactMean, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const USERS = 3;

const repair: OracleCase = {
  id: "B01-repair-line",
  title: "Three users, two servers",
  runs: {
    closed: run(
      `
version: 1
traffic: { users: { users: ${USERS}, think: exponential(2s), to: station.serve } }
parts:
  station: { type: service, threads: 2, endpoints: { serve: [{ delay: exponential(250ms) }] } }
`,
      { warmUp: 30, short: 3000, long: 30_000 },
    ),
  },
  checks: [
    exactMean(
      "mean number thinking",
      2.66483893077,
      smooth("closed", (m) => [USERS - m.inSystemMean], of.identity),
    ),
    exactMean("mean number at service station", 0.335161069225, of.numberAt("closed", "station")),
    exactMean("mean response time", 0.251543209877, of.meanSojourn("closed")),
    exactMean("throughput", 1.33241946539, of.offeredRate("closed")),
    exactMean("per-server utilisation", 0.166552433173, of.utilisation("closed")),
    context(
      "LINE CTMC printed: QLen Delay/Queue, RespT, Util, Tput",
      2.66484,
      smooth("closed", (m) => [USERS - m.inSystemMean], of.identity),
      "simulation-published",
    ),
  ],
};

// Visits in Markov order: the CPU, then a disk, a geometric number of times; then the CPU once more.
const timesharing: OracleCase = {
  id: "B03-jain-342",
  title: "Jain, example 34.2: twenty terminals, a CPU and two disks",
  runs: {
    jain: run(
      `
version: 1
traffic: { terminals: { users: 20, think: exponential(4s), to: system.interact } }
parts:
  system:
    type: service
    endpoints:
      interact:
        - repeat: geometric(mean 15)
          steps:
            - call: cpu.visit
            - choose:
                - { share: 66.6666667%, steps: [{ call: disk-a.visit }] }
                - { share: 33.3333333%, steps: [{ call: disk-b.visit }] }
        - call: cpu.visit
  cpu: { type: service, threads: 1, endpoints: { visit: [{ delay: exponential(125ms) }] } }
  disk-a: { type: service, threads: 1, endpoints: { visit: [{ delay: exponential(300ms) }] } }
  disk-b: { type: service, threads: 1, endpoints: { visit: [{ delay: exponential(200ms) }] } }
`,
      { warmUp: 1000, short: 2000, long: 30_000 },
    ),
  },
  checks: [
    exact("system throughput", 0.333246512221, of.offeredRate("jain")),
    exact("system response time", 56.0156318718, of.meanSojourn("jain")),
    exact("residence per visit CPU", 0.373339107078, of.residence("jain", "cpu")),
    exact("residence per visit disk A", 4.8542596932, of.residence("jain", "disk-a")),
    exact("residence per visit disk B", 0.299921845322, of.residence("jain", "disk-b")),
    exact("mean number at disk A", 16.1766511217, of.numberAt("jain", "disk-a")),
    bound("asymptotic bound X<=1/Dmax", 0.333333333333, "at most", of.offeredRate("jain")),
    bound("asymptotic bound R>=max(D,N Dmax-Z)", 56, "at least", of.meanSojourn("jain")),
  ],
};

function bound(quantity: string, expected: number, side: "at most" | "at least", statistic: Check["statistic"]): Check {
  return { quantity, expected, judgement: { class: "invariant", bound: side }, statistic };
}

// The waits that were reported are put in as times that pass, for such a pool would not give rise to them.
const reported = (waitMs: number, connections: number, queryMs: number): string => `
version: 1
traffic: { threads: { users: 9600, think: exponential(550ms), to: app.work } }
parts:
  app: { type: service, endpoints: { work: [{ delay: ${waitMs}ms }, { query: db.sql }] } }
  db: { type: database, pool: { connections: ${connections} }, queries: { sql: { time: ${queryMs}ms } } }
`;

const hikari: OracleCase = {
  id: "B28-hikari-law",
  title: "9,600 threads that think for 550 ms, with the latencies that were reported",
  runs: {
    large: run(reported(33, 2048, 77), { warmUp: 3, short: 0.5, long: 20, replications: 20 }),
    small: run(reported(1, 96, 2), { warmUp: 3, short: 0.5, long: 20, replications: 20 }),
  },
  checks: [
    exact("implied throughput, pool 2048", 14545.4545455, of.offeredRate("large")),
    exact("implied throughput, pool 96", 17359.8553345, of.offeredRate("small")),
    exact("implied mean busy connections, pool 96 (X*2 ms)", 34.7197106691, of.busy("small", "db.pool")),
    exact("implied mean busy connections, pool 2048 (X*77 ms)", 1120.0, of.busy("large", "db.pool")),
  ],
  leftOut: {
    "a claim, not a law of any model": [
      "pool formula cores*2+spindles, 4-core i7 one disk",
      'PostgreSQL claim: hard-disk, i7 4 cores "about 10 connections handle 3000 users at 6000 TPS"',
    ],
  },
};

export const closed = [repair, timesharing, hikari];
