/** Holds one slot of a bank of them: a thread of the chosen instance, a connection of a pool. */

import type { Int32Column, RequestId } from "../request-table.js";
import type { Slots } from "../slots.js";
import type { Awaited, Outcome, Scope, Step } from "../step.js";

export class HoldSlot implements Step, Scope {
  private readonly bank: readonly Slots[];
  private readonly which: Int32Column;

  /** `which` gives the index in the bank for each request. */
  constructor(bank: readonly Slots[], which: Int32Column) {
    this.bank = bank;
    this.which = which;
  }

  enter(request: RequestId): Outcome {
    return this.bank[this.which.at[request]].acquire(request);
  }

  /** Its patience has ended; a freed slot lets it go on without an event. */
  wake(request: RequestId): Outcome {
    return this.bank[this.which.at[request]].losePatience(request);
  }

  withdraw(request: RequestId): void {
    this.bank[this.which.at[request]].withdraw(request);
  }

  leave(request: RequestId): void {
    this.bank[this.which.at[request]].release();
  }

  waitsFor(request: RequestId): Awaited {
    return { slots: this.slotsOf(request) };
  }

  slotsOf(request: RequestId): Slots {
    return this.bank[this.which.at[request]];
  }
}
