/**
 * Reads of one's own writes: for a time after a write, its writer reads from the primary.
 *
 * The writer is the customer where traffic says whose requests these are, and otherwise the request.
 */
import type { Flow } from "../../engine/flow.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { Hook } from "../steps/instant-step.js";

export class OwnWrites {
  private readonly flow: Flow;
  private readonly owner: Int32Column | null;
  private readonly forMs: number;
  private readonly wroteMs = new Map<number, number>(); // By writer, the earliest first.

  /** @param owner null: traffic does not say @param forMs after a write */
  constructor(flow: Flow, owner: Int32Column | null, forMs: number) {
    this.flow = flow;
    this.owner = owner;
    this.forMs = forMs;
  }

  /** Follows a commit. */
  note(): Hook {
    return new Hook((request) => {
      const { nowMs } = this.flow.simulation;
      const writer = this.writer(request);
      this.wroteMs.delete(writer);
      this.wroteMs.set(writer, nowMs);
      for (const [earlier, atMs] of this.wroteMs) {
        if (atMs + this.forMs > nowMs) break;
        this.wroteMs.delete(earlier);
      }
    });
  }

  isRecent(request: RequestId): boolean {
    const atMs = this.wroteMs.get(this.writer(request));
    return atMs !== undefined && this.flow.simulation.nowMs < atMs + this.forMs;
  }

  /** Customers count from 0, requests below, so that the two never meet. */
  private writer(request: RequestId): number {
    const owner = this.owner === null ? -1 : this.owner.at[request];
    return owner >= 0 ? owner : -1 - (this.flow.number.at[request] >>> 0);
  }
}
