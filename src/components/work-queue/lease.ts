/**
 * Leases: a delivery that is not acknowledged in time is made again, whatever its worker does.
 *
 * The worker's row goes on with the work. A second row of the same message keeps the lease: when it ends, that row is the
 * message, and goes back into the queue. Rows of one message share a *family*, which knows how often it has been done.
 */
import type { Flow } from "../../engine/flow.js";
import type { Measure } from "../../engine/meters.js";
import type { Mark, Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import type { ActorId } from "../../engine/simulation.js";
import { GO_ON, type Outcome, PENDING, type Step } from "../../engine/step.js";
import { TimerList } from "../../engine/timer-list.js";
import { Fork, InstantStep } from "../steps/instant-step.js";
import { NO_REQUEST } from "../steps/request-lists.js";
import type { Deliveries } from "./deliveries.js";
import { Families } from "./families.js";
import type { Messages } from "./messages.js";

export class Lease implements Step {
  readonly doneTwice: Measure;
  unheld = 0; // Messages whose worker says nothing, until their lease ends.
  late = 0; // Workers that go on after their lease.
  private readonly flow: Flow;
  private readonly messages: Messages;
  private readonly deliveries: Deliveries;
  private readonly families: Families;
  private readonly timers: TimerList;
  private readonly isHeld: Int32Column; // 1 while a worker's lease lasts.
  private readonly leaseOf: Int32Column; // The row that keeps the lease of a worker's row,
  private readonly holderOf: Int32Column; // and the other way round; NO_REQUEST: the worker says nothing any more.
  private start: Mark | null = null;
  private readonly isDone: Int32Column; // Acknowledged in time.
  private readonly acknowledgedLate: RequestId[] = []; // By these workers' rows.
  private readonly closer: ActorId;

  constructor(flow: Flow, messages: Messages, deliveries: Deliveries) {
    this.flow = flow;
    this.messages = messages;
    this.deliveries = deliveries;
    this.families = new Families(messages.column());
    this.isHeld = flow.requests.int32();
    this.isDone = flow.requests.int32();
    this.leaseOf = flow.requests.int32();
    this.holderOf = flow.requests.int32();
    this.timers = new TimerList(flow.simulation, flow.requests, deliveries.options.leaseMs, (row) => this.expire(row));
    this.closer = flow.simulation.addActor({ fire: () => this.closeAll() });
    const { families } = this;
    this.doneTwice = { kind: "ratio", name: "doneTwice", part: () => families.doneTwice, whole: () => families.done };
  }

  /** Writes where a lease is kept, and what follows its end: the message is over, or goes back. */
  write(program: Program, ways: readonly (() => void)[]): void {
    this.start = program.mark();
    program.add(this);
    program.branch(new Fork((message) => this.comesAgain(message)), ways);
  }

  first(message: RequestId): void {
    this.isHeld.at[message] = 0;
    this.families.found(message);
  }

  /** A worker takes the message. */
  begin(message: RequestId): void {
    const lease = this.messages.copy(message);
    this.families.join(lease);
    this.isHeld.at[lease] = 0;
    this.isHeld.at[message] = 1;
    this.isDone.at[message] = 0;
    this.leaseOf.at[message] = lease;
    this.holderOf.at[lease] = message;
    this.flow.start(lease, this.start!.step);
  }

  isLate(message: RequestId): boolean {
    return this.isHeld.at[message] === 0;
  }

  finished(message: RequestId): void {
    if (this.families.finish(message)) this.messages.finished(message);
  }

  /** PENDING until a message acknowledged late is taken from where it is. */
  acknowledge(message: RequestId): Outcome {
    if (!this.isLate(message)) {
      this.giveUp(message);
      this.isOver(message);
      this.isDone.at[message] = 1;
      return GO_ON;
    }
    if (!this.deliveries.options.acceptsLate) return GO_ON;
    this.acknowledgedLate.push(message);
    this.flow.simulation.wakeActorAt(this.closer, this.flow.simulation.nowMs);
    return PENDING;
  }

  /** Exit 0 where the message is done; otherwise the worker's row goes. */
  get afterwards(): InstantStep {
    return new Afterwards((message) => (this.isDone.at[message] === 1 ? GO_ON : this.saysNothing(message)));
  }

  /** The worker's row goes: its lease, or the row of a later delivery, is the message. */
  saysNothing(message: RequestId): Outcome {
    if (this.isLate(message)) this.late--;
    else {
      this.unheld++;
      const lease = this.leaseOf.at[message];
      this.holderOf.at[lease] = NO_REQUEST;
      this.is(message, lease);
    }
    this.families.leave(message);
    this.flow.requests.giveBack(message);
    return PENDING;
  }

  /** The worker gives the message back before its lease ends. */
  giveUp(message: RequestId): void {
    this.isHeld.at[message] = 0;
    this.drop(this.leaseOf.at[message]);
  }

  /** No row of the message comes again. */
  isOver(message: RequestId): void {
    this.families.close(message);
    this.families.leave(message);
    this.deliveries.line?.over(message);
  }

  enter(lease: RequestId): Outcome {
    this.timers.start(lease);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(lease: RequestId): void {
    this.timers.stop(lease);
  }

  private drop(lease: RequestId): void {
    this.flow.abort(lease);
    this.families.leave(lease);
    this.flow.requests.giveBack(lease);
  }

  private expire(lease: RequestId): void {
    this.timers.stop(lease);
    const worker = this.holderOf.at[lease];
    if (worker === NO_REQUEST) this.unheld--;
    else {
      this.isHeld.at[worker] = 0;
      this.late++;
      this.is(worker, lease);
    }
    this.flow.resume(lease);
  }

  /** From one row to another: this one is the message. */
  private is(before: RequestId, message: RequestId): void {
    this.families.is(message);
    this.deliveries.line?.becomes(before, message);
  }

  private comesAgain(message: RequestId): boolean {
    const again = this.deliveries.next(message);
    if (!again) this.isOver(message);
    return again;
  }

  /** When all walks of this instant are over: a row that is about to go on cannot be taken out. */
  private closeAll(): void {
    for (const worker of this.acknowledgedLate.splice(0)) {
      if (!this.families.isClosed(worker)) this.close(this.families.messageOf(worker));
      this.flow.ready(worker);
    }
  }

  private close(message: RequestId): void {
    const { families, flow } = this;
    if (this.isHeld.at[message] === 1) {
      this.giveUp(message); // Its worker goes on, and is late from now on.
      this.late++;
      families.close(message);
      this.messages.isDone(message);
      return;
    }
    if (flow.stepOf(message) === this) this.unheld--;
    flow.abort(message);
    this.isOver(message);
    this.messages.end(message, "done");
  }
}

class Afterwards extends InstantStep {
  private readonly goesOn: (message: RequestId) => Outcome;
  constructor(goesOn: (message: RequestId) => Outcome) {
    super();
    this.goesOn = goesOn;
  }
  enter(message: RequestId): Outcome {
    return this.goesOn(message);
  }
}
