/** The queue of jobs for the threads: the longest first, so that no long job is left at the end (LPT rule). */
import { Piscina } from "piscina";
import type { Job } from "../plan/study.js";
import { expectedRequests } from "./expected-requests.js";

type Task = Parameters<NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>["taskQueue"]>["push"]>[0];

/** The job, with its queue position where piscina looks for it; a symbol is not sent to the worker. */
export const inLine = (job: Job): Job => ({
  ...job,
  [Piscina.queueOptionsSymbol]: { requests: expectedRequests(job) },
});

const requestsOf = (task: Task): number =>
  (task as unknown as Record<symbol, { requests: number }>)[Piscina.queueOptionsSymbol].requests;

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
