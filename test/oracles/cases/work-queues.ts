/** Work queues: messages in batches, and workers that compete for them. */
import { exactMean, type OracleCase, run } from "../case.js";
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

const competing: OracleCase = {
  id: "F32-partitions",
  title: "Eight workers on one queue",
  runs: {
    queue: run(
      `
version: 1
traffic: { publishers: { rate: 320/s, to: door.publish } }
parts:
  door: { type: service, endpoints: { publish: [{ publish: topic }] } }
  topic: { type: work-queue, workers: 8, steps: [{ delay: exponential(10ms) }] }
`,
      { warmUp: 5, short: 20, long: 100 },
    ),
  },
  checks: [exactMean("mean sojourn, competing consumers M/M/8", 0.0100385308323, of.residence("queue", "topic"))],
  leftOut: {
    "no partitions yet; a random split into four lines is D05 (a)": [
      "mean sojourn, partitioned",
      "busy consumers",
      "idle consumers always",
      "maximum throughput, partitioned",
    ],
  },
};

export const workQueues = [batches, competing];
