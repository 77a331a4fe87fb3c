/**
 * Priorities without preemption: the first request of the most important class with a queue.
 *
 * With Poisson arrivals, W₀ = Σ λ E S² ÷ 2 and σₖ the load of the classes up to k, one server makes
 *   Wₖ = W₀ ÷ ((1 − σₖ₋₁) (1 − σₖ))
 * Source: Cobham (1954); Kleinrock, Queueing Systems II, ch. 3.
 */
import { Level } from "../gauges.js";
import type { Int32Column, RequestId } from "../request-table.js";
import type { Simulation } from "../simulation.js";
import type { Queue } from "../waiting-queue.js";

export class PriorityQueue implements Queue {
  readonly length: Level;
  lastWaitMs = 0.5;
  private readonly queues: readonly Queue[];
  private readonly rankOf: Int32Column;

  /** @param queues of each class, the most important first @param rankOf which class a request is in */
  constructor(simulation: Simulation, queues: readonly Queue[], rankOf: Int32Column) {
    this.length = new Level(simulation);
    this.queues = queues;
    this.rankOf = rankOf;
    this.lastWaitMs = 0;
  }

  get isEmpty(): boolean {
    return this.length.value === 0;
  }

  get longestWaitMs(): number {
    return this.queues.reduce((most, queue) => Math.max(most, queue.longestWaitMs), 0);
  }

  get expendable(): RequestId {
    const last = this.queues.findLast((queue) => !queue.isEmpty) ?? this.queues[0];
    return last.expendable;
  }

  get totalWaitMs(): number {
    return this.queues.reduce((sum, queue) => sum + queue.totalWaitMs, 0);
  }

  join(request: RequestId): void {
    this.queues[this.rankOf.at[request]].join(request);
    this.length.add(1);
  }

  /** @throws TypeError if the queue is empty */
  shift(): RequestId {
    let rank = 0;
    while (this.queues[rank].isEmpty) rank++;
    const request = this.queues[rank].shift();
    this.left(rank);
    return request;
  }

  remove(request: RequestId): void {
    const rank = this.rankOf.at[request];
    this.queues[rank].remove(request);
    this.left(rank);
  }

  private left(rank: number): void {
    this.length.add(-1);
    this.lastWaitMs = this.queues[rank].lastWaitMs;
  }
}
