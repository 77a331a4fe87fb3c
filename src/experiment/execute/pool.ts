/** Runs jobs on other threads. A worker that dies fails the job it had; another one takes its place. */
import type { Worker } from "node:worker_threads";
import { Piscina } from "piscina";
import type { Job } from "../plan/study.js";
import { inLine, LongestFirst } from "./longest-first.js";
import { type Packed, unpack } from "./packed.js";
import type { Runner } from "./runner.js";

export interface Pool extends Runner {
  readonly workers: readonly Worker[]; // Those alive.
}

const STACK_MB = 16; // For calls that stand a thousand deep; on the main thread it is about one, and `check` needs less.

/** @param filename what a worker runs; its default export takes a job. The first job starts the threads. */
export function pool(count: number, filename = new URL("./worker.js", import.meta.url).href): Pool {
  let current: Piscina<Job, Packed> | null = null;
  let isClosed = false;
  const open = (): Piscina<Job, Packed> => {
    const opened = new Piscina<Job, Packed>({
      filename,
      minThreads: 1,
      maxThreads: count,
      idleTimeout: Number.POSITIVE_INFINITY, // A search has pauses; a thread that starts anew has all to compile again.
      concurrentTasksPerWorker: 1,
      resourceLimits: { stackSizeMb: STACK_MB },
      taskQueue: new LongestFirst(),
    });
    // A worker died before it had a job, and piscina will start no other: its jobs fail, and the next opens a new pool.
    opened.on("error", () => {
      if (current === opened) current = null;
      void opened.destroy();
    });
    return opened;
  };
  return {
    async run(job) {
      if (isClosed) throw new Error("the pool is closed");
      current ??= open();
      return unpack(await current.run(inLine(job)));
    },
    async close() {
      isClosed = true;
      await current?.destroy();
    },
    get workers() {
      return current?.threads ?? [];
    },
  };
}
