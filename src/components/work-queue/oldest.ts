/**
 * How long ago the oldest message was published that is not over: one that waits, is worked on, waits for its next attempt,
 * or for the lease of a worker that has gone. Measure: `oldestOpenMs`.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Messages, MessageWatcher } from "./messages.js";

export class Oldest implements MessageWatcher {
  readonly measure: Measure;
  private readonly flow: Flow;
  private readonly order: Int32Column; // Of each message, from 0.
  private publishedMs = new Float64Array(256); // Of those from the first that is not over, by their order: a ring.
  private isOver = new Uint8Array(256);
  private first = 0;
  private next = 0;

  constructor(flow: Flow, messages: Messages) {
    this.flow = flow;
    this.order = messages.column();
    this.measure = { kind: "level", name: "oldestOpenMs", now: () => this.ageMs };
    messages.watchers.push(this);
  }

  private get ageMs(): number {
    if (this.first === this.next) return 0;
    return this.flow.simulation.nowMs - this.publishedMs[this.first & (this.isOver.length - 1)];
  }

  comes(message: RequestId): void {
    if (this.next - this.first === this.isOver.length) this.grow();
    const place = this.next & (this.isOver.length - 1);
    this.publishedMs[place] = this.flow.simulation.nowMs;
    this.isOver[place] = 0;
    this.order.at[message] = this.next++;
  }

  /** One put back counts from then. */
  comesBack(message: RequestId): void {
    this.comes(message);
  }

  over(message: RequestId): void {
    const last = this.isOver.length - 1;
    this.isOver[this.order.at[message] & last] = 1;
    while (this.first < this.next && this.isOver[this.first & last] === 1) this.first++;
  }

  private grow(): void {
    const { publishedMs, isOver } = this;
    const { length } = isOver;
    this.publishedMs = new Float64Array(length * 2);
    this.isOver = new Uint8Array(length * 2);
    for (let order = this.first; order < this.next; order++) {
      const [from, to] = [order & (length - 1), order & (length * 2 - 1)];
      this.publishedMs[to] = publishedMs[from];
      this.isOver[to] = isOver[from];
    }
  }
}
