/** Runs jobs on other threads. A worker that dies fails the job it had; another one takes its place. */
import type { Worker } from "node:worker_threads";
import { Piscina } from "piscina";
import type { Job } from "../plan/study.js";
import { expectedRequests } from "./expected-requests.js";
import { inlineMoreIfLong } from "./inlining.js";
import { type Packed, unpack } from "./packed.js";
import type { Runner } from "./threads.js";

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

type Task = Parameters<NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>["taskQueue"]>["push"]>[0];

/** The job, with its queue position where piscina looks for it; a symbol is not sent to the worker. */
function inLine(job: Job): Job {
  const requests = expectedRequests(job);
  inlineMoreIfLong(requests);
  return { ...job, [Piscina.queueOptionsSymbol]: { requests } };
}

const requestsOf = (task: Task): number =>
  (task as unknown as Record<symbol, { requests: number }>)[Piscina.queueOptionsSymbol].requests;

/** The queue of jobs for the threads: the longest first, so that no long job is left at the end (LPT rule). */
export class LongestFirst {
  readonly #tasks: Task[] = []; // Shortest first. Equals leave in the order in which they came.

  get size(): number {
    return this.#tasks.length;
  }

  push(task: Task): void {
    const at = this.#tasks.findIndex((other) => requestsOf(other) >= requestsOf(task));
    this.#tasks.splice(at < 0 ? this.#tasks.length : at, 0, task);
  }

  shift(): Task | null {
    return this.#tasks.pop() ?? null;
  }

  remove(task: Task): void {
    const at = this.#tasks.indexOf(task);
    if (at >= 0) this.#tasks.splice(at, 1);
  }
}
