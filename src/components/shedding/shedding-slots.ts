/**
 * Slots whose queue refuses some of those who wait: by rules when it is their turn, or for a more important one when it
 * is full.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Histogram } from "../../engine/histogram.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { Slots, type SlotsOptions } from "../../engine/slots.js";
import type { Outcome } from "../../engine/step.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import type { Shedding } from "./shedding.js";

export interface SheddingOptions {
  readonly rules: readonly Shedding[]; // Of this bank alone.
  readonly whenShed: CauseId;
  readonly room: Room;
}

/** Who makes room where the queue is full; otherwise the one who comes is refused. */
interface Room {
  readonly lessImportant: Int32Column | null; // By the importance of each, 0 first: one that is less than who comes.
  readonly oldest: boolean; // Of those that are no more important.
}

export class SheddingSlots extends Slots {
  private readonly shedding: SheddingOptions;
  private filledSinceMs = 0.5; // Since when some have always been waiting.
  private room: number; // How many may wait.

  constructor(
    flow: Flow,
    options: SlotsOptions,
    shedding: SheddingOptions,
    columns: WaitingColumns,
    waitingTimeMs: Histogram,
  ) {
    super(flow, options, columns, waitingTimeMs);
    this.shedding = shedding;
    this.room = options.queueMax;
    this.filledSinceMs = 0;
  }

  override wait(request: RequestId): Outcome {
    const { nowMs } = this.flow.simulation;
    if (this.queue.length.value >= this.room) this.makeRoom(request);
    if (this.queue.isEmpty) this.filledSinceMs = nowMs;
    const outcome = super.wait(request);
    for (const rule of this.shedding.rules) rule.joins(request, nowMs - this.filledSinceMs);
    return outcome;
  }

  override release(): void {
    this.released++;
    if (this.busy.value > this.capacity || !this.letNextGoOn()) this.busy.add(-1);
  }

  override fill(): void {
    while (!this.queue.isEmpty && this.busy.value < this.capacity) if (this.letNextGoOn()) this.busy.add(1);
  }

  override limitQueue(most: number): void {
    this.room = most;
    super.limitQueue(most);
  }

  /** @returns false if none is left */
  private letNextGoOn(): boolean {
    let hasRefused = false;
    while (!this.queue.isEmpty) {
      const request = this.queue.shift();
      if (!this.isRefused(request)) {
        this.goesOn(request);
        return true;
      }
      this.shed(request, this.shedding.whenShed);
      hasRefused = true;
    }
    if (hasRefused) for (const rule of this.shedding.rules) rule.ranDry();
    return false;
  }

  private isRefused(request: RequestId): boolean {
    const { lastWaitMs, isEmpty } = this.queue;
    for (const rule of this.shedding.rules)
      if (rule.refuses(request, this.flow.simulation.nowMs, lastWaitMs, isEmpty)) return true;
    return false;
  }

  private makeRoom(request: RequestId): void {
    if (this.queue.isEmpty) return;
    const { lessImportant, oldest } = this.shedding.room;
    const { expendable } = this.queue;
    const less = lessImportant === null ? 0 : lessImportant.at[expendable] - lessImportant.at[request];
    if (less < 0 || (less === 0 && !oldest)) return;
    this.queue.remove(expendable);
    this.shed(expendable, this.whenFull);
  }

  /** One that has left the queue. */
  private shed(request: RequestId, cause: CauseId): void {
    if (this.patience !== null) this.flow.simulation.calmRequest(request);
    this.refused++;
    this.flow.readyToFail(request, cause);
  }

  private goesOn(request: RequestId): void {
    if (this.patience !== null) this.flow.simulation.calmRequest(request);
    this.granted++;
    this.waitingTimeMs.record(this.queue.lastWaitMs);
    this.flow.ready(request);
  }
}
