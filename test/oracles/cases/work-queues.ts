/** Work queues: messages in batches, and workers that compete for them. */
import type { Measurements } from "../../../src/model/wiring/measurements.js";
import { exact, exactMean, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

const batches: OracleCase = {
  id: "B08-batch-geo",
  title: "Batches of a geometric size, mean 3, ρ = 0.6",
  runs: {
    batches: run(
      `
version: 1
traffic: { batches: { rate: 20/s, to: door.batch } }
parts:
  door:
    type: service
    endpoints:
      batch: [{ publish: line }, { repeat: geometric(mean 2), steps: [{ publish: line }] }]
  line: { type: work-queue, workers: 1, steps: [{ delay: exponential(10ms) }] }
`,
      { warmUp: 20, short: 400, long: 25_000 },
    ),
  },
  checks: [
    exactMean("time-average number in system", 4.5, of.numberAt("batches", "line")),
    exactMean("mean sojourn", 0.075, of.residence("batches", "line")),
    exactMean("mean wait", 0.065, of.meanWait("batches", "line")),
    exactMean(
      "P(server idle)",
      0.4,
      smooth("batches", (m) => [1 - of.resource(m, "line").busy], of.identity),
    ),
  ],
};

const topic = (options: string, rate = 320): string => `
version: 1
data: { key: { keys: 1M } }
traffic: { publishers: { rate: ${rate}/s, to: door.publish } }
parts:
  door: { type: service, endpoints: { publish: [{ publish: topic }] } }
  topic: { type: work-queue, workers: 8, ${options} steps: [{ delay: exponential(10ms) }] }
`;
const PARTITIONED = "of: key, in-order: { partitions: 4 },";
const idle = (m: Measurements): number => of.resource(m, "topic").busyByInstance.filter((busy) => busy === 0).length;

const competing: OracleCase = {
  id: "F32-partitions",
  title: "Eight workers on one queue, and on four partitions",
  runs: {
    queue: run(topic(""), { warmUp: 5, short: 20, long: 100 }),
    partitions: run(topic(PARTITIONED), { warmUp: 5, short: 40, long: 400 }),
    full: run(topic(PARTITIONED, 800), { warmUp: 5, short: 10, long: 100 }),
  },
  checks: [
    exactMean("mean sojourn, partitioned", 0.05, of.residence("partitions", "topic")),
    exactMean("busy consumers", 3.2, of.busy("partitions", "topic")),
    exact(
      "idle consumers always",
      4,
      smooth("partitions", (m) => [idle(m)], of.identity),
    ),
    exact("maximum throughput, partitioned", 400, of.visitRate("full", "topic")),
    exactMean("mean sojourn, competing consumers M/M/8", 0.0100385308323, of.residence("queue", "topic")),
  ],
};

export const workQueues = [batches, competing];
