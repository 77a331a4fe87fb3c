/** Messages in the order in which they were published, from the first that counts on: a time of each, and whether it is marked. */
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Messages } from "./messages.js";

export class InTurn {
  private readonly order: Int32Column; // Of each message, from 0.
  private timesMs = new Float64Array(256); // By their order: a ring.
  private marks = new Uint8Array(256);
  private first = 0;
  private next = 0;

  constructor(messages: Messages) {
    this.order = messages.column();
  }

  get isEmpty(): boolean {
    return this.first === this.next;
  }

  /** The time of the first. */
  get firstMs(): number {
    return this.timesMs[this.first & (this.marks.length - 1)];
  }

  get isFirstMarked(): boolean {
    return this.marks[this.first & (this.marks.length - 1)] === 1;
  }

  add(message: RequestId, ms: number): void {
    if (this.next - this.first === this.marks.length) this.grow();
    const place = this.next & (this.marks.length - 1);
    this.timesMs[place] = ms;
    this.marks[place] = 0;
    this.order.at[message] = this.next++;
  }

  /** Nothing is done with one that counts no more. */
  mark(message: RequestId): void {
    const order = this.order.at[message];
    if (order >= this.first) this.marks[order & (this.marks.length - 1)] = 1;
  }

  /** The first counts no more. */
  shift(): void {
    this.first++;
  }

  private grow(): void {
    const { timesMs, marks } = this;
    const { length } = marks;
    this.timesMs = new Float64Array(length * 2);
    this.marks = new Uint8Array(length * 2);
    for (let order = this.first; order < this.next; order++) {
      const [from, to] = [order & (length - 1), order & (length * 2 - 1)];
      this.timesMs[to] = timesMs[from];
      this.marks[to] = marks[from];
    }
  }
}
