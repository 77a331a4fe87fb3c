/**
 * What Facebook made of CoDel for queues of requests: a request may wait for an interval, but only for a short time if
 * the queue has not been empty for the whole of the last interval when it comes.
 *
 * Under a load that never lets the queue run empty it is M/M/c+D, with the short time as patience.
 * Source: Maurer, Fail at scale, ACM Queue 13 (2015).
 */
import type { Float64Column, RequestId } from "../../engine/request-table.js";
import type { Shedding } from "./shedding.js";

export class ControlledDelay implements Shedding {
  private readonly targetMs: number;
  private readonly intervalMs: number;
  private readonly mayWaitMs: Float64Column;

  constructor(targetMs: number, intervalMs: number, mayWaitMs: Float64Column) {
    this.targetMs = targetMs;
    this.intervalMs = intervalMs;
    this.mayWaitMs = mayWaitMs;
  }

  joins(request: RequestId, filledForMs: number): void {
    this.mayWaitMs.at[request] = filledForMs > this.intervalMs ? this.targetMs : this.intervalMs;
  }

  refuses(request: RequestId, _nowMs: number, waitedMs: number): boolean {
    return waitedMs > this.mayWaitMs.at[request];
  }

  ranDry(): void {}
}
