/**
 * How long ago the oldest message was published that is not over: one that waits, is worked on, waits for its next attempt,
 * or for the lease of a worker that has gone. Measure: `oldestOpenMs`.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { RequestId } from "../../engine/request-table.js";
import { InTurn } from "./in-turn.js";
import type { Messages, MessageWatcher } from "./messages.js";

export class Oldest implements MessageWatcher {
  readonly measure: Measure;
  private readonly flow: Flow;
  private readonly open: InTurn; // Marked: over.

  constructor(flow: Flow, messages: Messages) {
    this.flow = flow;
    this.open = new InTurn(messages);
    this.measure = { kind: "level", name: "oldestOpenMs", now: () => this.ageMs };
    messages.watchers.push(this);
  }

  private get ageMs(): number {
    return this.open.isEmpty ? 0 : this.flow.simulation.nowMs - this.open.firstMs;
  }

  comes(message: RequestId): void {
    this.open.add(message, this.flow.simulation.nowMs);
  }

  /** One put back counts from then. */
  comesBack(message: RequestId): void {
    this.comes(message);
  }

  over(message: RequestId): void {
    this.open.mark(message);
    while (!this.open.isEmpty && this.open.isFirstMarked) this.open.shift();
  }
}
