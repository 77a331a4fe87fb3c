/** Two classes of jobs that share the processors. */
import { exact, type OracleCase, run } from "../case.js";
import * as of from "../quantities.js";
import { smooth } from "../statistic.js";

// Each class visits through a part of its own, which counts how many of it are there.
const classes: OracleCase = {
  id: "B06-lazowska-2class",
  title: "Two classes, one job each, on two stations that are shared",
  runs: {
    closed: run(
      `
version: 1
traffic:
  a: { users: 1, to: job.a }
  b: { users: 1, to: job.b }
parts:
  job:
    type: service
    endpoints:
      a: [{ repeat: geometric(mean 9), steps: [{ call: a-cpu.visit }, { call: a-disk.visit }] }, { call: a-cpu.visit }]
      b: [{ repeat: geometric(mean 4), steps: [{ call: b-cpu.visit }, { call: b-disk.visit }] }, { call: b-cpu.visit }]
  a-cpu: { type: service, endpoints: { visit: [{ call: cpu.a }] } }
  b-cpu: { type: service, endpoints: { visit: [{ call: cpu.b }] } }
  a-disk: { type: service, endpoints: { visit: [{ call: disk.a }] } }
  b-disk: { type: service, endpoints: { visit: [{ call: disk.b }] } }
  cpu: { type: service, cores: 1, endpoints: { a: [{ cpu: exponential(100ms) }], b: [{ cpu: exponential(400ms) }] } }
  disk: { type: service, cores: 1, endpoints: { a: [{ cpu: exponential(333.333333333ms) }], b: [{ cpu: exponential(1s) }] } }
`,
      { warmUp: 300, short: 3000, long: 50_000 },
    ),
  },
  checks: [
    exact(
      "throughput A",
      0.157894736842,
      smooth("closed", (m) => [of.endpoint(m, "job.a").offered / of.seconds(m)], of.identity),
    ),
    exact(
      "throughput B",
      0.105263157895,
      smooth("closed", (m) => [of.endpoint(m, "job.b").offered / of.seconds(m)], of.identity),
    ),
    exact("mean number A at CPU", 0.210526315789, of.busy("closed", "a-cpu")),
    exact("mean number A at disk", 0.789473684211, of.busy("closed", "a-disk")),
    exact("mean number B at CPU", 0.263157894737, of.busy("closed", "b-cpu")),
    exact("mean number B at disk", 0.736842105263, of.busy("closed", "b-disk")),
  ],
};

export const jobClasses = [classes];
