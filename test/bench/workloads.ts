/** The three workloads, run as any other model is: nanoseconds a request, everything measured. */
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { type Job, windowJobs } from "../../src/experiment/plan/study.js";
import "../../src/experiment/execute/inlining.js"; // As every run has it.
import { nodeFiles } from "../../src/model/source/node-files.js";
import { compile } from "../../src/model/wiring/compile.js";

export interface Speed {
  readonly nsPerRequest: number;
  readonly nsPerEvent: number;
  readonly requestsPerSecond: number;
}

const WARM_UP_REQUESTS = 600_000;
const MEASURED_REQUESTS = 1_500_000;
const REPETITIONS = 5;
/** Arrivals a millisecond. */
const WORKLOADS = { W1: 0.0009, W2: 0.0144, W3: 2 };

/** The median of several runs, after one that warms the compiler up. */
export function measureWorkload(name: keyof typeof WORKLOADS): Speed {
  const { study, diagnostics } = openStudy(`models/bench/${name.toLowerCase()}.yaml`, nodeFiles, {});
  if (study === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const [job] = windowJobs(study, study.variants[0]!);
  simulate(job!, WARM_UP_REQUESTS / WORKLOADS[name]);
  const runs = Array.from({ length: REPETITIONS }, () => simulate(job!, MEASURED_REQUESTS / WORKLOADS[name]));
  return runs.sort((a, b) => a.nsPerRequest - b.nsPerRequest)[(REPETITIONS - 1) / 2]!;
}

export const workloadNames = Object.keys(WORKLOADS) as (keyof typeof WORKLOADS)[];

function simulate({ model, plan }: Job, durationMs: number): Speed {
  const binMs = Math.max(1000, durationMs / 1000); // Every second, or a thousand bins.
  const system = compile(model, { ...plan, warmUpMs: 0, durationMs, binMs, coolDownMs: 0 });
  const startedNs = process.hrtime.bigint();
  const { requests, events } = system.simulate();
  const ns = Number(process.hrtime.bigint() - startedNs);
  return { nsPerRequest: ns / requests, nsPerEvent: ns / events, requestsPerSecond: (requests * 1e9) / ns };
}
