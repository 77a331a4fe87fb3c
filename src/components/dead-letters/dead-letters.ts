/**
 * Dead letters: messages that their queue has given up, kept in the order in which they came, with the queue they came from.
 * A redrive hands those that are there when it begins back to their queues, all at once or at a pace, where they count as
 * new but for the time of their publishing. What fails again comes back, and that redrive does not take it again.
 */
import type { Flow } from "../../engine/flow.js";
import type { PartMeter } from "../../engine/meters.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { Actor, ActorId } from "../../engine/simulation.js";
import { type WaitingColumns, WaitingQueue } from "../../engine/waiting-queue.js";

/** A queue that takes back what it has given up. */
export interface Origin {
  /** @returns whether it has room */
  takeBack(message: RequestId): boolean;
}

export class DeadLetters implements Actor {
  readonly meter: PartMeter;
  private readonly flow: Flow;
  private readonly limit: number; // Of messages.
  private readonly letters: WaitingQueue;
  private readonly origins: Origin[] = [];
  private readonly originOf: Int32Column;
  private readonly self: ActorId;
  private parked = 0;
  private redriven = 0;
  private left = 0; // Of the redrive, to take.
  private everyMs = 0.5;

  constructor(flow: Flow, name: string, limit: number, columns: WaitingColumns) {
    this.flow = flow;
    this.limit = limit;
    this.everyMs = 0;
    this.letters = new WaitingQueue(flow.simulation, columns);
    this.originOf = flow.requests.int32();
    this.self = flow.simulation.addActor(this);
    this.meter = {
      name,
      type: "dead-letters",
      resources: [],
      measures: [
        { kind: "level", name: "letters", now: () => this.letters.length.value },
        { kind: "level", name: "oldestMs", now: () => this.letters.longestWaitMs },
        { kind: "events", name: "redriven", total: () => this.redriven },
      ],
      unbalanced: () => ({
        what: "letters",
        count: Math.abs(this.parked - this.redriven - this.letters.length.value),
      }),
    };
  }

  /** @returns how the queue parks a message here */
  parkingOf(origin: Origin): (message: RequestId) => boolean {
    const index = this.origins.push(origin) - 1;
    return (message) => {
      if (this.letters.length.value >= this.limit) return false;
      this.originOf.at[message] = index;
      this.parked++;
      this.letters.join(message);
      return true;
    };
  }

  /** A later one takes the place of one that goes on. @param perMs null: all at once */
  redrive(perMs: number | null): void {
    this.left = this.letters.length.value;
    this.everyMs = perMs === null ? 0 : 1 / perMs;
    this.fire();
  }

  fire(): void {
    const { simulation } = this.flow;
    do this.takeOne();
    while (this.everyMs === 0 && this.left > 0);
    if (this.left > 0) simulation.wakeActorAt(this.self, simulation.nowMs + this.everyMs);
    else simulation.calmActor(this.self);
  }

  /** What its queue has no room for stays, behind the others. */
  private takeOne(): void {
    if (this.left === 0) return;
    this.left--;
    const message = this.letters.shift();
    const origin = this.origins[this.originOf.at[message]] as Origin;
    if (origin.takeBack(message)) this.redriven++;
    else this.letters.join(message);
  }
}
