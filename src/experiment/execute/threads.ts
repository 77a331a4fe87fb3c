/** Runs jobs on this thread, or on several others. A job is a pure function: its numbers do not depend on where it runs. */

import { setImmediate } from "node:timers/promises";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Job } from "../plan/study.js";
import { otherThreads } from "./other-threads.js";
import runJob from "./run-job.js";

export const threads = (count: number): Runner => (count <= 1 ? thisThread() : otherThreads(count));

/** Runs jobs on this thread, one by one; between two of them progress and signals are handled. */
export function thisThread(): Runner {
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  return {
    run(job) {
      const measured = last.then(async () => {
        await setImmediate();
        if (isClosed) throw new Error("closed before this job's turn");
        return runJob(job);
      });
      last = measured.catch(() => {});
      return measured;
    },
    async close() {
      isClosed = true;
    },
  };
}

/** Runs jobs. A job is a pure function, so its numbers are the same wherever and however often it runs. */
export interface Runner {
  run(job: Job): Promise<Measurements>;
  /** What is not finished is given up: its promises are rejected. */
  close(): Promise<void>;
}
