/** Runs jobs on this thread, one by one; between two of them progress and signals are handled. */
import { setImmediate } from "node:timers/promises";
import runJob from "./run-job.js";
import type { Runner } from "./runner.js";

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
