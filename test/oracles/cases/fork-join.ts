/** Calls in parallel: the slowest of all decides, and branches that share their arrivals are not independent. */
import { context, exact, exactMean, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

/** Both stations at once, and an answer when both are done. */
const fork = (traffic: string, stations: readonly string[]): string => `
version: 1
traffic: { users: { ${traffic}, to: web.ask } }
parts:
  web: { type: service, endpoints: { ask: [{ parallel: [{ steps: [{ call: a.do }] }, { steps: [{ call: b.do }] }] }] } }
${stations.map((station, i) => `  ${"ab"[i]}: { type: service, ${station} } }`).join("\n")}
`;
const fifo = (time: string): string => `threads: 1, endpoints: { do: [{ delay: exponential(${time}) }]`;
const shared = (time: string): string => `cores: 1, endpoints: { do: [{ cpu: exponential(${time}) }]`;

/** Waiting and service at both stations, by Little's law, per task. */
const taskSojourn = (run: string): Statistic =>
  smooth(
    run,
    (m) => [(of.atStation(m, "a") + of.atStation(m, "b")) * of.seconds(m), of.taken(m, "a") + of.taken(m, "b")],
    of.ratio,
  );
/** How long a finished task waits for its sibling. */
const joinWait = (run: string): Statistic =>
  smooth(
    run,
    (m) => {
      const { sum, count } = of.endpoint(m).latencyMs;
      return [
        sum / 1000,
        count,
        (of.atStation(m, "a") + of.atStation(m, "b")) * of.seconds(m),
        of.taken(m, "a") + of.taken(m, "b"),
      ];
    },
    (response, answers, tasks, n) => response / answers - tasks / n,
  );

const twoBranches: OracleCase = {
  id: "B21-forkjoin2",
  title: "Two branches, each a server with a line",
  runs: {
    fork: run(fork("rate: 50/s", [fifo("10ms"), fifo("10ms")]), { warmUp: 5, short: 60, long: 3000 }),
  },
  checks: [
    exactMean("mean response", 0.02875, of.meanSojourn("fork")),
    exactMean("mean task sojourn", 0.02, taskSojourn("fork")),
    exact("mean synchronisation delay per task", 0.00875, joinWait("fork")),
  ],
};

const unlikeBranches: OracleCase = {
  id: "B31-line-fj-open",
  title: "Two branches, one twice as fast",
  runs: { fork: run(fork("rate: 0.05/s", [fifo("1s"), fifo("500ms")]), { warmUp: 100, short: 3000, long: 400_000 }) },
  checks: [
    exactMean("mean response", 1.21810251975, of.meanSojourn("fork")),
    exactMean("mean sojourn Queue1", 1.05263157895, of.residence("fork", "a")),
    exactMean("mean sojourn Queue2", 0.512820512821, of.residence("fork", "b")),
    exact("mean wait of a finished task at the join", 0.435376473864, joinWait("fork"), { short: 0.06, long: 0.01 }),
    context("JMT printed join RespT (per task)", 0.452004486643, joinWait("fork"), "simulation-published"),
  ],
};

const CLOSED = { warmUp: 100, short: 400, long: 12_000 };
const bothStations = (run: string): Statistic =>
  smooth(run, (m) => [(of.atStation(m, "a") + of.atStation(m, "b")) / 2], of.identity);

const closedBranches: OracleCase = {
  id: "B33-line-fj-ps",
  title: "Five users, two branches: (p) shared processors, (f) lines",
  runs: {
    p: run(fork("users: 5, think: exponential(1s)", [shared("1s"), shared("1s")]), CLOSED),
    f: run(fork("users: 5, think: exponential(1s)", [fifo("1s"), fifo("1s")]), CLOSED),
  },
  checks: [
    exact("throughput (p)", 0.882362716667, of.offeredRate("p")),
    exact("mean number at a station (p)", 2.63679035855, bothStations("p")),
    exact("throughput (f)", 0.88753894854, of.offeredRate("f")),
    exact("mean number at a station (f)", 2.9525723114, bothStations("f")),
    context("JMT printed (p): throughput / queue length", 0.880072823732, of.offeredRate("p"), "simulation-published"),
  ],
};
const calls: OracleCase = {
  id: "B24-max-exp",
  title: "Five calls: (a) all at once, (b) one after the other",
  runs: {
    a: run(fiveCalls("parallel: [{ times: 5, steps: [{ delay: exponential(10ms) }] }]"), {
      warmUp: 1,
      short: 2,
      long: 20,
    }),
    b: run(fiveCalls("repeat: 5, steps: [{ delay: exponential(10ms) }]"), { warmUp: 1, short: 2, long: 10 }),
  },
  checks: [
    exactMean("mean (a)", 0.0228333333333, of.meanSojourn("a")),
    exact("p99 (a)", 0.0621059200445, of.sojournPercentile("a", 0.99)),
    exactMean("mean (b)", 0.05, of.meanSojourn("b")),
    exact("p99 (b)", 0.116046255795, of.sojournPercentile("b", 0.99)),
    exact("standard deviation (a)", 0.0120979796293, of.deviationOfSojourn("a")),
  ],
};
function fiveCalls(step: string): string {
  return `
version: 1
traffic: { users: { rate: 1000/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ ${step} }] } }
`;
}

// 100 ms of work, of which 5 cannot be shared out.
const workers = (n: number | string, each: string): string => `
version: 1
traffic: { jobs: { rate: 1/s, to: job.run } }
parts:
  job: { type: service, endpoints: { run: [{ delay: 5ms }, { parallel: [{ times: ${n}, steps: [{ delay: ${each} }] }] }] } }
`;
const QUIET = { warmUp: 0, short: 10, long: 10, replications: 2, coolDown: 1 };
const speedUp = (run: string): Statistic =>
  smooth(
    run,
    (m) => [of.endpoint(m).latencyMs.sum, of.endpoint(m).latencyMs.count],
    (sum, n) => (100 * n) / sum,
  );

const amdahl: OracleCase = {
  id: "F21-amdahl",
  title: "Work of which 5 % is serial",
  runs: {
    n16: run(workers(16, "5.9375ms"), QUIET),
    n64: run(workers(64, "1.484375ms"), QUIET),
    limit: run(workers(64, "0ms"), QUIET), // What infinitely many would take.
  },
  checks: [
    exact("speed-up N=16", 9.14285714286, speedUp("n16")),
    exact("speed-up N=64", 15.421686747, speedUp("n64")),
    exact("limit", 20, speedUp("limit")),
  ],
};

/** A second copy after 20 ms; the first answer wins and the other is stopped. */
const asked = (steps: string): string => `
version: 1
traffic: { users: { rate: 1000/s, to: web.ask } }
parts:
  web: { type: service, endpoints: { ask: [${steps}] } }
  extra: { type: service, endpoints: { second: [{ call: work.do }] } }
  work: { type: service, endpoints: { do: [{ delay: exponential(10ms) }] } }
`;
const HEDGED =
  "{ parallel: [{ steps: [{ call: work.do }] }, { steps: [{ delay: 20ms }, { call: extra.second }] }], needs: 1 }";
const MANY = { warmUp: 0, short: 4, long: 100, coolDown: 1 };

const hedge: OracleCase = {
  id: "F02-hedge-exp",
  title: "A second copy after 20 ms, the first answer wins",
  runs: { hedged: run(asked(HEDGED), MANY), plain: run(asked("{ call: work.do }"), MANY) },
  checks: [
    exactMean("mean latency", 0.00932332358382, of.meanSojourn("hedged")),
    exact("p99 latency", 0.0330258509299, of.sojournPercentile("hedged", 0.99)),
    exact("p99.9 latency", 0.0445387763949, of.sojournPercentile("hedged", 0.999)),
    exact("extra requests", 0.135335283237, of.visitsPerRequest("hedged", "extra")),
    exact("p99 without hedging", 0.0460517018599, of.sojournPercentile("plain", 0.99)),
  ],
};

export const forkJoins = [twoBranches, unlikeBranches, closedBranches, calls, amdahl, hedge];
