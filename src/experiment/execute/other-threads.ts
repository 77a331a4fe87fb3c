/** Runs jobs on other threads, and runs again what failed on the way: a worker may be killed, or out of memory. */

import type { Job } from "../plan/study.js";
import { pool } from "./pool.js";
import type { Runner } from "./threads.js";

/** Leaves this thread free to hear Ctrl-C, even if there is but one other. */
export const otherThreads = (count: number): Runner => runAgain(pool(count));

const ATTEMPTS = 3;

/** A run that fails however often it is tried. */
export class RunFailed extends Error {
  constructor({ variant, plan }: Job, cause: unknown) {
    const which = `${variant === undefined ? "a run" : `“${variant}”`}, replication ${plan.replication}, seed ${plan.seed}`;
    super(`${which}: failed ${ATTEMPTS} times, at last with: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
    this.name = "RunFailed";
  }
}

export function runAgain(runner: Runner): Runner {
  let isClosed = false;
  return {
    async run(job) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await runner.run(job);
        } catch (problem) {
          if (isClosed) throw problem;
          if (attempt === ATTEMPTS) throw new RunFailed(job, problem);
        }
      }
    },
    async close() {
      isClosed = true;
      await runner.close();
    },
  };
}
