/**
 * Which messages are done within the deadline after they were published. Each is judged once, when it is due, so that a
 * window of time judges those alone that are due in it: late are all that were not done by then, whatever became of them.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Messages, MessageWatcher } from "./messages.js";

export class Lateness implements MessageWatcher {
  readonly measure: Measure;
  private readonly flow: Flow;
  private readonly deadlineMs: number;
  private readonly order: Int32Column; // Of each message, from 0.
  private dueMs = new Float64Array(256); // Of those that are not judged yet, by their order: a ring.
  private inTime = new Uint8Array(256);
  private published = 0;
  private judged = 0;
  private late = 0;

  constructor(flow: Flow, messages: Messages, deadlineMs: number) {
    this.flow = flow;
    this.deadlineMs = deadlineMs;
    this.order = messages.column();
    this.measure = { kind: "ratio", name: "lateMessages", part: () => this.lateNow(), whole: () => this.judgedNow() };
  }

  comes(message: RequestId): void {
    this.judge();
    if (this.published - this.judged === this.dueMs.length) this.grow();
    const place = this.published & (this.dueMs.length - 1);
    this.dueMs[place] = this.flow.simulation.nowMs + this.deadlineMs;
    this.inTime[place] = 0;
    this.order.at[message] = this.published++;
  }

  finished(message: RequestId): void {
    this.judge();
    const order = this.order.at[message];
    if (order >= this.judged) this.inTime[order & (this.dueMs.length - 1)] = 1;
  }

  private lateNow(): number {
    this.judge();
    return this.late;
  }

  private judgedNow(): number {
    this.judge();
    return this.judged;
  }

  /** What is due at this very instant may still be done. */
  private judge(): void {
    const { nowMs } = this.flow.simulation;
    const last = this.dueMs.length - 1;
    while (this.judged < this.published && this.dueMs[this.judged & last] < nowMs) {
      if (this.inTime[this.judged & last] === 0) this.late++;
      this.judged++;
    }
  }

  private grow(): void {
    const [{ length }, due, inTime] = [this.dueMs, this.dueMs, this.inTime];
    this.dueMs = new Float64Array(length * 2);
    this.inTime = new Uint8Array(length * 2);
    for (let order = this.judged; order < this.published; order++) {
      this.dueMs[order & (length * 2 - 1)] = due[order & (length - 1)];
      this.inTime[order & (length * 2 - 1)] = inTime[order & (length - 1)];
    }
  }
}
