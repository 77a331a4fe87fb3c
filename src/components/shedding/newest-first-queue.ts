/**
 * Newest first while it is overloaded, that is, has not been empty for an interval; in turn otherwise. Under overload the
 * oldest will be answered too late in any case, and the newest may still be answered in time.
 * Source: Maurer, Fail at scale, ACM Queue 13 (2015): adaptive LIFO.
 */
import type { RequestId } from "../../engine/request-table.js";
import type { Simulation } from "../../engine/simulation.js";
import { type WaitingColumns, WaitingQueue } from "../../engine/waiting-queue.js";

export class NewestFirstQueue extends WaitingQueue {
  private readonly clock: { readonly nowMs: number };
  private readonly intervalMs: number;
  private filledSinceMs = 0.5;

  constructor(simulation: Simulation, columns: WaitingColumns, intervalMs: number) {
    super(simulation, columns);
    this.clock = simulation;
    this.intervalMs = intervalMs;
    this.filledSinceMs = 0;
  }

  override join(request: RequestId): void {
    if (this.isEmpty) this.filledSinceMs = this.clock.nowMs;
    super.join(request);
  }

  override shift(): RequestId {
    if (this.clock.nowMs - this.filledSinceMs < this.intervalMs) return super.shift();
    const newest = this.last;
    this.remove(newest);
    return newest;
  }
}
