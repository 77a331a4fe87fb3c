/** In which order workers take messages: by who published them, by what they are about, and by who has taken them before. */
import type { Flow } from "../../../engine/flow.js";
import { PriorityQueue } from "../../../engine/queues/priority-queue.js";
import type { Int32Column, RequestId } from "../../../engine/request-table.js";
import type { NewQueue, WaitingColumns } from "../../../engine/waiting-queue.js";
import type { Messages } from "../messages.js";
import type { Subjects } from "../subjects.js";
import type { Line } from "./line.js";
import { type LineOptions, newLine } from "./new-line.js";

export interface TakeOrderOptions extends LineOptions {
  readonly classes: number; // By who published a message; 1: all are alike.
  readonly newQueue: NewQueue; // Of each class.
}

const BELOW_RANKS = 2 ** 32; // More than a queue numbers messages.

export class TakeOrder {
  /** Null: a free worker takes the next in the queue. */
  readonly line: Line | null;
  readonly newQueue: NewQueue;
  private readonly rankOf: Int32Column | null = null;

  /** @param mayGoOn called when workers may take messages that have waited */
  constructor(
    flow: Flow,
    columns: WaitingColumns,
    options: TakeOrderOptions,
    messages: Messages,
    subjects: Subjects | null,
    mayGoOn: () => void,
  ) {
    const { classes, newQueue } = options;
    const numberOf = (message: RequestId): number => messages.numberOf.at[message] >>> 0;
    if (classes === 1) {
      this.line = newLine(flow, columns, options, messages, subjects, numberOf, mayGoOn);
      this.newQueue = newQueue;
    } else {
      const rankOf = messages.column();
      this.rankOf = rankOf;
      messages.watchers.push({
        comes: (message) => {
          rankOf.at[message] = classes - 1; // Until its publisher says more.
        },
      });
      const placeOf = (message: RequestId): number => rankOf.at[message] * BELOW_RANKS + numberOf(message);
      this.line = newLine(flow, columns, options, messages, subjects, placeOf, mayGoOn);
      const each = (): ReturnType<NewQueue>[] =>
        Array.from({ length: classes }, () => newQueue(flow.simulation, columns));
      this.newQueue = (simulation) => new PriorityQueue(simulation, each(), rankOf);
    }
    const { line } = this;
    if (line !== null) this.newQueue = () => line;
  }

  /** @param rank 0 goes first */
  ranks(message: RequestId, rank: number): void {
    if (this.rankOf !== null) this.rankOf.at[message] = rank;
  }
}
