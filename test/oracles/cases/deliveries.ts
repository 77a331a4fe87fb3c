/** Messages that are delivered again until they are deleted, and events that wait for a poll. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, exactMean, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

/** Unlimited workers, each at one message for 20 s in the mean, and deliveries every 30 s. */
const leased = (rest: string) =>
  run(
    `
version: 1
traffic: { messages: { rate: 40/s, to: door.publish } }
parts:
  door: { type: service, endpoints: { publish: [{ publish: queue }] } }
  queue: { type: work-queue, workers: 100000, lease: 30s, ${rest}, dead-letter: parked, steps: [{ delay: exponential(20s) }] }
  parked: { type: dead-letters }
`,
    { warmUp: 300, short: 300, long: 6000, replications: 20, coolDown: 0 },
  );

const share = (name: string, measured: string): Statistic =>
  smooth(
    name,
    (m: Measurements) => {
      const found = of.measure(m, "queue", measured);
      return found.kind === "ratio" || found.kind === "times" ? [found.part, found.whole] : [];
    },
    of.ratio,
  );

const duplicates: OracleCase = {
  id: "F15-duplicates",
  title: "Deliveries every 30 s: (a) the first to be done deletes, (b) only the latest does",
  runs: {
    a: leased("late-acknowledgements: accepted"),
    b: leased("late-acknowledgements: ignored"),
    "a, twice at most": leased("late-acknowledgements: accepted, attempts: 2"),
    "b, twice at most": leased("attempts: 2"),
  },
  checks: [
    exact("P(duplicate)", 0.223130160148, share("b", "doneTwice")),
    exactMean("mean deliveries (a)", 1.23436287256, share("a", "deliveries")),
    exactMean("mean deliveries (b)", 1.28721691679, share("b", "deliveries")),
    exact("P(>2 deliveries) (a)", 0.0111089965382, share("a, twice at most", "parkedAttemptsUsedUp"), {
      short: 0.1,
      long: 0.015,
    }),
    exact("P(>2 deliveries) (b)", 0.0497870683679, share("b, twice at most", "parkedAttemptsUsedUp")),
  ],
};

// The poller holds a gate for 500 ms, lets those that wait pass, and closes it again.
const outboxModel = `
version: 1
traffic:
  events: { rate: 40/s, to: gate.pass }
  poller: { users: 1, to: gate.close }
parts:
  gate: { type: service, threads: 1, endpoints: { pass: [], close: [{ delay: 500ms }] } }
`;
const outbox: OracleCase = {
  id: "F17-outbox",
  title: "Events that wait for a poll every 500 ms",
  runs: { poll: run(outboxModel, { warmUp: 5, short: 50, long: 2500 }) },
  checks: [
    exactMean("mean delay", 0.25, of.meanSojourn("poll", "gate.pass")),
    exact("p99 delay", 0.495, of.sojournPercentile("poll", 0.99, "gate.pass")),
    exact(
      "variance of delay",
      0.0208333333333,
      smooth(
        "poll",
        (m) => {
          const { sum, sumOfSquares, count } = of.endpoint(m, "gate.pass").latencyMs;
          return [sumOfSquares / 1e6, sum / 1000, count];
        },
        (squares, sum, n) => squares / n - (sum / n) ** 2,
      ),
    ),
    exact(
      "mean batch size",
      20,
      smooth("poll", (m) => [of.endpoint(m, "gate.pass").offered, of.endpoint(m, "gate.close").offered], of.ratio),
    ),
  ],
  leftOut: { "too rare to be seen": ["P(empty poll)"] },
};

export const deliveriesAndPolls = [duplicates, outbox];
