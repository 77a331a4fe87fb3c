/**
 * The one queueing primitive: c slots, each held by at most one request, and a queue for the rest.
 *
 * Threads, connections, the servers of a database, workers: all are slots. With Poisson arrivals,
 * exponential holding times and no limits it is M/M/c; a queue limit of K − c makes it M/M/c/K; constant
 * patience M/M/c+D, exponential patience M/M/c+M (Erlang A). Source: Gross et al., Fundamentals of
 * Queueing Theory, ch. 2 and 3.
 */
import type { CauseId, Flow } from "./flow.js";
import { Level } from "./gauges.js";
import type { Histogram } from "./histogram.js";
import type { Sampler } from "./random/sampler.js";
import type { RequestId } from "./request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING } from "./step.js";
import { type NewQueue, type Queue, type WaitingColumns, WaitingQueue } from "./waiting-queue.js";

export interface SlotsOptions {
  readonly capacity: number; // c ≥ 1; with Infinity no request waits.
  readonly queueMax: number; // Requests allowed to wait: 0 refuses at once, Infinity never.
  readonly patience: Sampler | null; // Longest wait of each request [ms]; null: unlimited.
  readonly whenFull: CauseId;
  readonly whenImpatient: CauseId;
  readonly newQueue?: NewQueue | undefined; // First come first served without it.
}

/** Slots for one bank, if they are not the usual ones. */
export type NewSlots = (options: SlotsOptions, columns: WaitingColumns, waitingTimeMs: Histogram) => Slots;

export class Slots {
  capacity: number;
  readonly busy: Level; // Mean ÷ capacity is the utilisation.
  readonly queue: Queue; // Mean length is Lq.
  granted = 0;
  released = 0;
  refused = 0;
  hasChanged = false; // Whether the capacity has ever been another.

  private capacityArea = 0.5; // ∫ capacity dt until it last changed [ms].
  private capacitySinceMs = 0.5;
  protected readonly flow: Flow;
  protected queueMax: number;
  protected readonly patience: Sampler | null;
  protected readonly whenFull: CauseId;
  private readonly whenImpatient: CauseId;
  protected readonly waitingTimeMs: Histogram; // Of requests that got a slot, zeros included; shared by all instances.

  constructor(flow: Flow, options: SlotsOptions, columns: WaitingColumns, waitingTimeMs: Histogram) {
    this.flow = flow;
    this.queueMax = options.queueMax;
    this.patience = options.patience;
    this.whenFull = options.whenFull;
    this.whenImpatient = options.whenImpatient;
    this.waitingTimeMs = waitingTimeMs;
    this.capacity = options.capacity;
    this.capacityArea = 0;
    this.capacitySinceMs = 0;
    this.busy = new Level(flow.simulation);
    this.queue = options.newQueue?.(flow.simulation, columns) ?? new WaitingQueue(flow.simulation, columns);
  }

  acquire(request: RequestId): Outcome {
    if (this.busy.value < this.capacity) {
      this.busy.add(1);
      this.granted++;
      this.waitingTimeMs.recordZero();
      return GO_ON;
    }
    return this.wait(request);
  }

  /** Waits, even where a slot is free. */
  wait(request: RequestId): Outcome {
    if (this.queue.length.value >= this.queueMax) return this.refuse(request, this.whenFull);
    this.queue.join(request);
    if (this.patience !== null) {
      const { number, visit, simulation } = this.flow;
      simulation.wakeRequestAt(request, simulation.nowMs + this.patience.next(number.at[request], visit.at[request]));
    }
    return PENDING;
  }

  /** Takes a slot that is known to be there. */
  occupy(): void {
    this.busy.add(1);
    this.granted++;
    this.waitingTimeMs.recordZero();
  }

  /** A request shares the slot of another, and did not wait for it. */
  passThrough(): void {
    this.granted++;
    this.released++;
    this.waitingTimeMs.recordZero();
  }

  /** The next of those who wait shares the slot of another, and goes on. */
  takeAlong(): RequestId {
    this.released++;
    return this.grantNext();
  }

  /** A waiting request's patience has ended. */
  losePatience(request: RequestId): Outcome {
    this.queue.remove(request);
    return this.refuse(request, this.whenImpatient);
  }

  /** Takes a request out of the queue. */
  withdraw(request: RequestId): void {
    this.queue.remove(request);
    if (this.patience !== null) this.flow.simulation.calmRequest(request);
  }

  /** Releases a slot, straight to the next in the queue, so that no new arrival can overtake. */
  release(): void {
    this.released++;
    if (this.queue.isEmpty || this.busy.value > this.capacity) {
      this.busy.add(-1);
      return;
    }
    this.grantNext();
  }

  /** More slots go to those who wait; of fewer, those held beyond are given up when they are released. */
  resize(capacity: number): void {
    this.hasChanged = true;
    this.capacityArea = this.capacityIntegral;
    this.capacitySinceMs = this.flow.simulation.nowMs;
    this.capacity = capacity;
    this.fill();
  }

  /** Gives free slots to those who wait and may go on. */
  fill(): void {
    while (!this.queue.isEmpty && this.busy.value < this.capacity) {
      this.busy.add(1);
      this.grantNext();
    }
  }

  /** So many may wait from now on; those who do stay. */
  limitQueue(most: number): void {
    this.queueMax = most;
  }

  /** ∫ capacity dt from the start until now [ms]; of a limited one. */
  get capacityIntegral(): number {
    return this.capacityArea + this.capacity * (this.flow.simulation.nowMs - this.capacitySinceMs);
  }

  protected grantNext(): RequestId {
    const request = this.queue.shift();
    if (this.patience !== null) this.flow.simulation.calmRequest(request);
    this.granted++;
    this.waitingTimeMs.record(this.queue.lastWaitMs);
    this.flow.ready(request);
    return request;
  }

  protected refuse(request: RequestId, cause: CauseId): Outcome {
    this.refused++;
    this.flow.cause.at[request] = cause;
    return FAILED;
  }
}
