/** Which messages which worker may take, where a free one does not simply take the next. */
import type { RequestId } from "../../../engine/request-table.js";
import type { Queue } from "../../../engine/waiting-queue.js";

export interface Line extends Queue {
  /** Whether a message that comes may be begun at once; a worker is idle. */
  admits(message: RequestId): boolean;
  /** A worker begins a message that did not wait. */
  begin(message: RequestId): void;
  /** The worker of a message is free again. */
  left(message: RequestId): void;
  /** A message will not be worked on again, so that others may go on that waited for that. */
  over(message: RequestId): void;
  /** Another row is the message from now on. */
  becomes(row: RequestId, other: RequestId): void;
  /** Null: any worker does the same. */
  readonly eachWorker: EachWorker | null;
}

/** Workers that are told apart, numbered from 0. */
export interface EachWorker {
  readonly count: number; // The most that there ever are.
  /** @param workers that there are @param stopped how many of them stand still, the first */
  present(workers: number, stopped: number): void;
  /** Whether the worker of a message in work stands still. */
  hasStopped(message: RequestId): boolean;
  /** ∫ (1 while it works) dt [ms]. */
  busyIntegral(worker: number): number;
}

/** Where each message stands: the smaller comes first. */
export type PlaceOf = (message: RequestId) => number;
