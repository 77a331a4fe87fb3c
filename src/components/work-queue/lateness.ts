/**
 * Which messages are done within the deadline after they were published. Each is judged once, when it is due, so that a
 * window of time judges those alone that are due in it: late are all that were not done by then, whatever became of them.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { RequestId } from "../../engine/request-table.js";
import { InTurn } from "./in-turn.js";
import type { Messages, MessageWatcher } from "./messages.js";

export class Lateness implements MessageWatcher {
  readonly measure: Measure;
  private readonly flow: Flow;
  private readonly deadlineMs: number;
  private readonly due: InTurn; // Those that are not judged yet; marked: done.
  private judged = 0;
  private late = 0;

  constructor(flow: Flow, messages: Messages, deadlineMs: number) {
    this.flow = flow;
    this.deadlineMs = deadlineMs;
    this.due = new InTurn(messages);
    this.measure = { kind: "ratio", name: "lateMessages", part: () => this.lateNow(), whole: () => this.judgedNow() };
  }

  comes(message: RequestId): void {
    this.judge();
    this.due.add(message, this.flow.simulation.nowMs + this.deadlineMs);
  }

  finished(message: RequestId): void {
    this.judge();
    this.due.mark(message);
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
    for (const { due } = this; !due.isEmpty && due.firstMs < nowMs; due.shift()) {
      if (!due.isFirstMarked) this.late++;
      this.judged++;
    }
  }
}
