/** What the messages of a batch do: they are taken together, do their own work one after the other, and wait for its end. */
import type { Flow } from "../../../engine/flow.js";
import type { RequestId } from "../../../engine/request-table.js";
import type { Slots } from "../../../engine/slots.js";
import { type Awaited, FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../../engine/step.js";
import { InstantStep } from "../../steps/instant-step.js";
import type { Batches } from "./batches.js";

/** Waits for a worker; one that takes it takes others along. */
export class TakenTogether implements Step {
  private readonly workers: Slots;
  private readonly batches: Batches;

  constructor(workers: Slots, batches: Batches) {
    this.workers = workers;
    this.batches = batches;
  }

  enter(message: RequestId): Outcome {
    if (!this.batches.takesMore) return this.workers.wait(message);
    this.batches.takeNow(message);
    return GO_ON;
  }

  /** Its patience has ended. */
  wake(message: RequestId): Outcome {
    return this.workers.losePatience(message);
  }

  withdraw(message: RequestId): void {
    this.workers.withdraw(message);
  }

  waitsFor(): Awaited {
    return { slots: this.workers };
  }
}

/** After that: the first of a batch begins it. */
export class BeginsBatch extends InstantStep {
  private readonly batches: Batches;

  constructor(batches: Batches) {
    super();
    this.batches = batches;
  }

  enter(message: RequestId): Outcome {
    if (this.batches.of(message) === undefined) this.batches.begin(message);
    return GO_ON;
  }
}

abstract class WaitsForBatch implements Step {
  protected readonly flow: Flow;
  protected readonly batches: Batches;

  constructor(flow: Flow, batches: Batches) {
    this.flow = flow;
    this.batches = batches;
  }

  abstract enter(message: RequestId): Outcome;

  wake(): Outcome {
    return PENDING; // It has no event of its own.
  }

  withdraw(message: RequestId): void {
    this.batches.leave(message);
  }

  waitsFor(message: RequestId): Awaited | undefined {
    const batch = this.batches.of(message);
    return batch && { requests: [batch.row], needs: 1, stopsRest: false };
  }
}

/** Until it is its turn to do its own work. */
export class WaitsForTurn extends WaitsForBatch {
  enter(message: RequestId): Outcome {
    const batch = this.batches.of(message);
    if (batch === undefined) return GO_ON;
    batch.there++;
    this.batches.mayGoOn(batch);
    return PENDING;
  }
}

/** Its own work is done; it lets the next have its turn. */
export class WaitsForRest extends WaitsForBatch {
  enter(message: RequestId): Outcome {
    const batch = this.batches.of(message);
    if (batch === undefined) return GO_ON; // All are done.
    batch.turn++;
    this.flow.ready(batch.messages[batch.turn] ?? batch.row);
    return PENDING;
  }
}

/** Its own work has failed, and with it the batch; or the batch has. */
export class FailsBatch extends WaitsForBatch {
  enter(message: RequestId): Outcome {
    const batch = this.batches.of(message);
    if (batch === undefined) return FAILED;
    if (!batch.hasFailed) this.flow.readyToFail(batch.row, this.flow.cause.at[message]);
    batch.hasFailed = true;
    return PENDING;
  }
}

/** Around its own work, out of which a batch that is stopped takes it. */
export class OwnWork extends InstantStep implements Scope {
  enter(): Outcome {
    return GO_ON;
  }

  leave(): void {}
}
