/** What a batch does: it waits for its messages while it holds a worker, and lets them do their own work in turn. */
import type { CauseId, Flow, ScopeId } from "../../../engine/flow.js";
import type { RequestId } from "../../../engine/request-table.js";
import type { Slots } from "../../../engine/slots.js";
import { type Awaited, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../../engine/step.js";
import { InstantStep } from "../../steps/instant-step.js";
import type { Batches } from "./batches.js";

/** The worker that its first message has taken. */
export class HoldsWorker extends InstantStep implements Scope {
  private readonly workers: Slots;

  constructor(workers: Slots) {
    super();
    this.workers = workers;
  }

  enter(): Outcome {
    return GO_ON;
  }

  leave(): void {
    this.workers.release();
  }

  slotsOf(): Slots {
    return this.workers;
  }
}

/** Waits for more messages, and until all that it has are there. */
export class Gathers implements Step {
  private readonly flow: Flow;
  private readonly batches: Batches;

  constructor(flow: Flow, batches: Batches) {
    this.flow = flow;
    this.batches = batches;
  }

  enter(row: RequestId): Outcome {
    const { batches, flow } = this;
    const batch = batches.of(row)!;
    if (batches.isComplete(batch)) return GO_ON;
    batch.isWaiting = true;
    if (batch.isOpen) flow.simulation.wakeRequestAt(row, flow.simulation.nowMs + batches.options.waitMs);
    return PENDING;
  }

  /** It has waited long enough. */
  wake(row: RequestId): Outcome {
    const batch = this.batches.of(row)!;
    batch.isWaiting = false;
    this.batches.close(batch);
    batch.isWaiting = !this.batches.isComplete(batch);
    return batch.isWaiting ? PENDING : GO_ON;
  }

  withdraw(row: RequestId): void {
    this.batches.of(row)!.isWaiting = false;
    this.flow.simulation.calmRequest(row);
  }
}

/** One message after the other does its own work. */
export class EachInTurn implements Step {
  private readonly flow: Flow;
  private readonly batches: Batches;
  private readonly ownWork: () => ScopeId;

  constructor(flow: Flow, batches: Batches, ownWork: () => ScopeId) {
    this.flow = flow;
    this.batches = batches;
    this.ownWork = ownWork;
  }

  enter(row: RequestId): Outcome {
    this.flow.ready(this.batches.of(row)!.messages[0]!);
    return PENDING;
  }

  wake(): Outcome {
    return PENDING; // It has no event of its own.
  }

  /** Stopped, with the message in work. */
  withdraw(row: RequestId): void {
    const batch = this.batches.of(row)!;
    batch.hasFailed = true;
    const message = batch.messages[batch.turn];
    if (message !== undefined) this.flow.interrupt(message, this.ownWork(), this.flow.cause.at[row]);
  }

  waitsFor(row: RequestId): Awaited | undefined {
    const batch = this.batches.of(row);
    const message = batch?.messages[batch.turn];
    return message === undefined ? undefined : { requests: [message], needs: 1, stopsRest: false };
  }
}

/** The batch is over. */
export class EndsBatch extends InstantStep {
  private readonly flow: Flow;
  private readonly batches: Batches;
  private readonly hasFailed: boolean;
  private readonly tell: (row: RequestId, message: RequestId) => void;

  /** @param tell called for each message before it goes on */
  constructor(flow: Flow, batches: Batches, hasFailed: boolean, tell: (row: RequestId, message: RequestId) => void) {
    super();
    this.flow = flow;
    this.batches = batches;
    this.hasFailed = hasFailed;
    this.tell = tell;
  }

  enter(row: RequestId): Outcome {
    const cause: CauseId | null = this.hasFailed ? this.flow.cause.at[row] : null;
    this.batches.end(this.batches.of(row)!, cause, (message) => this.tell(row, message));
    return PENDING;
  }
}
