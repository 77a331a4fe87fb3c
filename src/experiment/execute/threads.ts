/** Runs jobs on this thread, or on several others. A job is a pure function: its numbers do not depend on where it runs. */

import { setImmediate } from "node:timers/promises";
import type { Measurements } from "../../model/wiring/measurements.js";
import type { Job } from "../plan/study.js";
import { pool } from "./pool.js";
import runJob from "./run-job.js";

export const threads = (count: number): Runner => (count <= 1 ? thisThread() : otherThreads(count));

/** Leaves this thread free to hear Ctrl-C, even if there is but one other. */
export const otherThreads = (count: number): Runner => runAgain(pool(count));

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

/** Runs jobs. A job is a pure function, so its numbers are the same wherever and however often it runs. */
export interface Runner {
  run(job: Job): Promise<Measurements>;
  /** What is not finished is given up: its promises are rejected. */
  close(): Promise<void>;
}
