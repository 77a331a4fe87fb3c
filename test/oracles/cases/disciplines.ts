/** Who is next in line: the newest, or the most important. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, exactMean, type Limits, type OracleCase, run, TAIL } from "../case.js";
import { station } from "../models.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const HEAVY: Limits = { short: 0.15, long: 0.01 }; // A wait is as long as a busy period.

const lastFirst: OracleCase = {
  id: "A16-lifo-np",
  title: "M/M/1, last come first served, ρ = 0.8",
  runs: {
    lifo: run(station({ rate: "80/s", time: "exponential(10ms)", options: "order: last-come-first-served," }), {
      warmUp: 10,
      short: 150,
      long: 30_000,
    }),
  },
  checks: [
    exactMean("mean wait", 0.04, of.meanWait("lifo")),
    exact(
      "E[wait^2]",
      0.02,
      smooth("lifo", (m) => [of.waits(m, "station").sumOfSquares / 1e6, of.taken(m, "station")], of.ratio),
      HEAVY,
    ),
    exact("standard deviation of wait", 0.135646599663, of.deviationOfWait("lifo"), TAIL),
    exact(
      "P(wait=0)",
      0.2,
      smooth("lifo", (m) => [of.zeros(of.waits(m, "station")), of.taken(m, "station")], of.ratio),
    ),
  ],
};

const twoClasses = (options: string): string => `
version: 1
traffic: { a: { rate: 30/s, to: station.a }, b: { rate: 20/s, to: station.b } }
parts:
  station:
    type: service
    threads: 1
    ${options}
    endpoints: { a: [{ delay: exponential(5ms) }], b: [{ delay: exponential(30ms) }] }
`;
/** What is not service; both are drawn alike, so that its mean is known: 5 and 30 ms. */
const wait = (run: string, name: "a" | "b") =>
  smooth(
    run,
    (m: Measurements) => [
      of.endpoint(m, `station.${name}`).latencyMs.sum / 1000,
      of.endpoint(m, `station.${name}`).latencyMs.count,
    ],
    (sum, n) => sum / n - (name === "a" ? 0.005 : 0.03),
  );
const LENGTH = { warmUp: 20, short: 160, long: 40_000 };

const cobham: OracleCase = {
  id: "A19-prio-np",
  title: "Two classes, the first has priority and does not interrupt",
  runs: {
    priority: run(twoClasses("priority: [a]"), LENGTH),
    fifo: run(twoClasses(""), LENGTH),
  },
  checks: [
    exactMean("mean wait A", 0.0220588235294, wait("priority", "a")),
    exactMean("mean wait B", 0.0882352941176, wait("priority", "b")),
    exactMean("mean wait, all", 0.0485294117647, of.meanWait("priority")),
    exactMean("FIFO mean wait for comparison (no priority)", 0.075, of.meanWait("fifo")),
  ],
};

export const disciplines = [lastFirst, cobham];
