/** Messages that are delivered again until they are deleted, and events that wait for a poll. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, exactMean, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { type Statistic, smooth } from "../statistic.js";

const part = (name: string): string =>
  `  ${name}: { type: service, endpoints: { process: [{ delay: exponential(20s) }] } }`;

/** One a delivery, to count them apart. */
const NAMES = ["first", "second", "third", "later"];
const PARTS = NAMES.map(part).join("\n");

const delivering = (steps: string): string => `
version: 1
traffic: { messages: { rate: 10/s, to: queue.deliver } }
parts:
  queue:
    type: service
    endpoints:
      deliver:
${steps}
${PARTS}
`;

/** (a) Every 30 s a copy more, until one of them, however old, is done. An eighth is needed once in 10¹⁸. */
const anyDeletes = delivering(`        - parallel:
            - steps: [{ call: first.process }]
${[1, 2, 3, 4, 5, 6].map((n) => `            - steps: [{ delay: ${30 * n}s }, { call: ${NAMES[Math.min(n, 3)]}.process }]`).join("\n")}
          needs: 1`);
/** (b) An answer after its 30 s is not heard; what it does goes on. */
const latestDeletes = delivering(`        - call: first.process
          timeout: 30s
          fallback:
            - call: second.process
              timeout: 30s
              fallback:
                - call: third.process
                  timeout: 30s
                  fallback: [{ call: later.process, timeout: 30s, retry: { attempts: 1000 } }]`);
/** By rates: a message of one window may be delivered again in a later one. */
const perMessage = (run: string, visits: (m: Measurements) => number): Statistic =>
  smooth(run, (m) => [visits(m), of.endpoint(m).offered], of.ratio);
const deliveries = (m: Measurements): number => NAMES.reduce((sum, name) => sum + of.taken(m, name), 0);
const MESSAGES = { warmUp: 300, short: 600, long: 15_000, replications: 20, coolDown: 0 };

const duplicates: OracleCase = {
  id: "F15-duplicates",
  title: "Deliveries every 30 s: (a) the first to be done deletes, (b) only the latest does",
  runs: { a: run(anyDeletes, MESSAGES), b: run(latestDeletes, MESSAGES) },
  checks: [
    exact(
      "P(duplicate)",
      0.223130160148,
      perMessage("b", (m) => of.taken(m, "second")),
    ),
    exactMean("mean deliveries (a)", 1.23436287256, perMessage("a", deliveries)),
    exactMean("mean deliveries (b)", 1.28721691679, perMessage("b", deliveries)),
    exact(
      "P(>2 deliveries) (a)",
      0.0111089965382,
      perMessage("a", (m) => of.taken(m, "third")),
      { short: 0.1, long: 0.015 },
    ),
    exact(
      "P(>2 deliveries) (b)",
      0.0497870683679,
      perMessage("b", (m) => of.taken(m, "third")),
    ),
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
