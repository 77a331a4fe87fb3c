/** Who runs the jobs: this thread, or a pool of others. */
import { Piscina } from "piscina";
import type { Measurements } from "../model/measurements.js";
import runJob from "./run-job.js";
import type { Job } from "./study.js";

export interface Runner {
  run(job: Job): Promise<Measurements>;
  close(): Promise<void>;
}

/** Results do not depend on the number of threads. */
export function threads(count: number): Runner {
  if (count <= 1) return { run: async (job) => runJob(job), close: async () => {} };
  const pool = new Piscina<Job, Measurements>({
    filename: new URL("./run-job.js", import.meta.url).href,
    minThreads: 1,
    maxThreads: count,
    concurrentTasksPerWorker: 1,
  });
  return { run: (job) => pool.run(job), close: () => pool.destroy() };
}
