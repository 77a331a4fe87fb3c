/** Several stations in a row, in a loop, and one that is held while another is asked. */
import { context, exact, exactMean, type OracleCase, run, TAIL } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

/** Variance of the waits from Σw², Σw and n, plus that of an exponential service of mean s: both are independent. */
const sojournVariance = (squares: number, sum: number, n: number, s: number): number => squares / n - (sum / n) ** 2 + s * s;

const moments = ({ sumOfSquares, sum, count }: { sumOfSquares: number; sum: number; count: number }): number[] => [
  sumOfSquares / 1e6,
  sum / 1000,
  count,
];

const correlation = smooth(
  "tandem",
  (m) => [...moments(of.endpoint(m).latencyMs), ...moments(of.waits(m, "web")), ...moments(of.waits(m, "db"))],
  (q, s, n, q1, s1, n1, q2, s2, n2) => {
    const [first, second] = [sojournVariance(q1, s1, n1, 1 / 100), sojournVariance(q2, s2, n2, 1 / 120)];
    return (sojournVariance(q, s, n, 0) - first - second) / (2 * Math.sqrt(first * second));
  },
);

const tandem: OracleCase = {
  id: "B15-tandem",
  title: "Web, then database: two M/M/1 in a row",
  runs: {
    tandem: run(
      `
version: 1
traffic: { users: { rate: 80/s, to: front.page } }
parts:
  front: { type: service, endpoints: { page: [{ call: web.serve }, { call: db.serve }] } }
  web: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(10ms) }] } }
  db: { type: service, threads: 1, endpoints: { serve: [{ delay: exponential(8.33333333333ms) }] } }
`,
      { warmUp: 20, short: 200, long: 3600 },
    ),
  },
  checks: [
    exactMean("mean end-to-end sojourn", 0.075, of.meanSojourn("tandem")),
    exact("p95 end-to-end", 0.183806917354, of.sojournPercentile("tandem", 0.95)),
    exact("p99 end-to-end", 0.264790396956, of.sojournPercentile("tandem", 0.99)),
    exact("correlation of the two sojourn times", 0, correlation),
    context("sum of the two p99s (WRONG answer often reported)", 0.345387763949, of.sojournPercentile("tandem", 0.99)),
  ],
};

const centralServer: OracleCase = {
  id: "B17-jain-341",
  title: "Jain, example 34.1: a CPU and two disks, open",
  runs: {
    jain: run(
      `
version: 1
traffic: { users: { rate: 3/s, to: system.transact } }
parts:
  system:
    type: service
    endpoints:
      transact:
        - repeat: geometric(mean 15)
          steps:
            - call: cpu.visit
            - choose:
                - { share: 46.6666667%, steps: [{ call: disk-a.visit }] }
                - { share: 53.3333333%, steps: [{ call: disk-b.visit }] }
        - call: cpu.visit
  cpu: { type: service, threads: 1, endpoints: { visit: [{ delay: exponential(10ms) }] } }
  disk-a: { type: service, threads: 1, endpoints: { visit: [{ delay: exponential(20ms) }] } }
  disk-b: { type: service, threads: 1, endpoints: { visit: [{ delay: exponential(30ms) }] } }
`,
      { warmUp: 60, short: 500, long: 76_000 },
    ),
  },
  checks: [
    exactMean("residence CPU per visit", 0.0192307692308, of.residence("jain", "cpu")),
    exactMean("residence disk A", 0.0344827586207, of.residence("jain", "disk-a")),
    exactMean("residence disk B", 0.107142857143, of.residence("jain", "disk-b")),
    exactMean("system response time", 1.40621447518, of.meanSojourn("jain")),
    exactMean("utilisation disk B", 0.72, of.utilisation("jain", "disk-b")),
    exactMean("mean number in system", 4.21864342554, of.inSystem("jain")),
  ],
};

const pages = (traffic: string, steps: string, query: string): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
  db: { type: service, threads: 1, endpoints: { query: [{ delay: exponential(${query}) }] } }
`;
const ELEVEN = "{ repeat: 11, steps: [{ call: db.query }] }";

const nPlusOne: OracleCase = {
  id: "B18-nplus1",
  title: "Eleven queries a page, one after the other, against one for all",
  runs: {
    eleven: run(pages("rate: 60/s", ELEVEN, "1ms"), { warmUp: 10, short: 20, long: 2600 }),
    batched: run(pages("rate: 60/s", "{ call: db.query }", "2ms"), { warmUp: 5, short: 20, long: 300 }),
    saturated: run(pages("users: 200, think: exponential(500ms)", ELEVEN, "1ms"), { warmUp: 20, short: 10, long: 100 }),
    idle: run(pages("users: 1, think: 10ms", ELEVEN, "1ms"), { warmUp: 1, short: 10, long: 100 }),
  },
  checks: [
    exactMean("mean page latency, N+1", 0.0323529411765, of.meanSojourn("eleven")),
    exactMean("DB utilisation, N+1", 0.66, of.utilisation("eleven", "db")),
    exactMean("max page rate, N+1", 90.9090909091, of.offeredRate("saturated")),
    exactMean("mean page latency, batched", 0.00227272727273, of.meanSojourn("batched")),
    exactMean("latency with idle DB, N+1", 0.011, of.meanSojourn("idle")),
  ],
};

const threads = (traffic: string): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts:
  web: { type: service, threads: 4, endpoints: { page: [{ delay: exponential(100ms) }, { call: db.query }] } }
  db: { type: service, threads: 1, endpoints: { query: [{ delay: exponential(40ms) }] } }
`;

const threadHeld: OracleCase = {
  id: "B29-threadhold",
  title: "A thread is held while it waits for the database",
  runs: {
    open: run(threads("rate: 18/s"), { warmUp: 50, short: 500, long: 13_000 }),
    saturated: run(threads("users: 40"), { warmUp: 20, short: 100, long: 300 }),
  },
  checks: [
    exact("mean response", 0.342250492924, of.meanSojourn("open")),
    exact("mean wait for a thread", 0.161043314741, of.meanWait("open", "web"), TAIL),
    exact("mean DB stage time (queue+service)", 0.0812071781833, of.residence("open", "db")),
    exact("mean busy threads", 3.2617292073, of.busy("open", "web")),
    exact("P(arrival finds all threads busy)", 0.643179946078, of.waitingShare("open", "web")),
    exact("maximum throughput with 4 threads", 21.2520988247, of.offeredRate("saturated")),
    context(
      "response if threads were released during the call (WRONG model)",
      0.242857142857,
      of.meanSojourn("open"),
    ),
  ],
};

const sequential: OracleCase = {
  id: "B24-max-exp",
  title: "Five calls, one after the other",
  runs: {
    b: run(
      `
version: 1
traffic: { users: { rate: 1000/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ repeat: 5, steps: [{ delay: exponential(10ms) }] }] } }
`,
      { warmUp: 1, short: 2, long: 10 },
    ),
  },
  checks: [
    exactMean("mean (b)", 0.05, of.meanSojourn("b")),
    exact("p99 (b)", 0.116046255795, of.sojournPercentile("b", 0.99)),
  ],
  leftOut: { "no calls in parallel yet": ["mean (a)", "p99 (a)", "standard deviation (a)"] },
};

export const networks = [tandem, centralServer, nPlusOne, threadHeld, sequential];
