/** Holds a worker, of those that may take the message. */
import type { RequestId } from "../../../engine/request-table.js";
import type { Slots } from "../../../engine/slots.js";
import { type Awaited, GO_ON, type Outcome, type Scope, type Step } from "../../../engine/step.js";
import type { Line } from "./line.js";

export class TakeWorker implements Step, Scope {
  private readonly workers: Slots;
  private readonly line: Line;

  /** @param line the queue of those workers */
  constructor(workers: Slots, line: Line) {
    this.workers = workers;
    this.line = line;
  }

  enter(message: RequestId): Outcome {
    const { workers, line } = this;
    if (workers.busy.value >= workers.capacity || !line.admits(message)) return workers.wait(message);
    line.begin(message);
    workers.occupy();
    return GO_ON;
  }

  /** Its patience has ended. */
  wake(message: RequestId): Outcome {
    const outcome = this.workers.losePatience(message);
    this.workers.fill(); // Who waited behind it may go on.
    return outcome;
  }

  withdraw(message: RequestId): void {
    this.workers.withdraw(message);
    this.workers.fill();
  }

  leave(message: RequestId): void {
    this.line.left(message);
    this.workers.release();
    this.workers.fill(); // Where stopped workers still finish, the others go on.
  }

  waitsFor(): Awaited {
    return { slots: this.workers };
  }

  slotsOf(): Slots {
    return this.workers;
  }
}
