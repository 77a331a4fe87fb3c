/** What a queue's workers have done lately, so that a message that comes again is not done again. */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";

/**
 * Remembers each message from when its work is done, for a window. Two deliveries at once both do the work. A message is
 * known by its request, also when it is published again.
 */
export class DoneBefore {
  private readonly flow: Flow;
  private readonly place: Int32Column;
  private readonly windowMs: number;
  private readonly doneMs = new Map<number, number>(); // In the order in which they were done.

  /** @param place which of the messages of its request it is */
  constructor(flow: Flow, place: Int32Column, windowMs: number) {
    this.flow = flow;
    this.place = place;
    this.windowMs = windowMs;
  }

  knows(message: RequestId): boolean {
    const doneMs = this.doneMs.get(this.idOf(message));
    return doneMs !== undefined && this.flow.simulation.nowMs - doneMs < this.windowMs;
  }

  remember(message: RequestId): void {
    const { nowMs } = this.flow.simulation;
    for (const [id, doneMs] of this.doneMs) {
      if (nowMs - doneMs < this.windowMs) break;
      this.doneMs.delete(id);
    }
    const id = this.idOf(message);
    this.doneMs.delete(id); // So that it is the last.
    this.doneMs.set(id, nowMs);
  }

  private idOf(message: RequestId): number {
    const { number, round } = this.flow;
    const within = (Math.imul(round.at[message], 0x9e3779b1) + this.place.at[message]) & 0xffff;
    return number.at[message] * 0x10000 + within;
  }
}
