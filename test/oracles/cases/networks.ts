/** Several stations in a row, and in a loop. */
import { context, exact, exactMean, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

/** Variance of the waits from Σw², Σw and n, plus that of an exponential service of mean s: both are independent. */
const sojournVariance = (squares: number, sum: number, n: number, s: number): number =>
  squares / n - (sum / n) ** 2 + s * s;

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
      { warmUp: 20, short: 200, long: 5700 },
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
      { warmUp: 60, short: 600, long: 120_000 },
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

export const networks = [tandem, centralServer];
