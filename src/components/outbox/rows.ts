/**
 * The rows of an outbox: messages that transactions have committed, and that their relay has not marked as sent.
 *
 * Measures: `publishingLagMs`, from the commit until a message is published for the first time; `publishedAgain`, the share
 * of what is published that had been before; `oldestMs`, how long the first row has been there. Every row is marked once:
 * committed = marked + there, at each instant.
 */
import type { Flow } from "../../engine/flow.js";
import { Level } from "../../engine/gauges.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure, ResourceAudit, ResourceMeter } from "../../engine/meters.js";
import { type Mark, Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { type Outcome, PENDING } from "../../engine/step.js";
import { type WaitingColumns, WaitingQueue } from "../../engine/waiting-queue.js";
import { InstantStep } from "../steps/instant-step.js";

export class OutboxRows {
  readonly measures: readonly Measure[];
  readonly meter: ResourceMeter;
  /** How much of what the relay can take it has: of a batch, or of its time. */
  readonly inUse: Level;
  /** Called for every row that is added. */
  whenAdded: (message: RequestId) => void = () => {};
  private readonly flow: Flow;
  private readonly queue: WaitingQueue;
  private readonly columns: WaitingColumns;
  private readonly rest: Mark;
  private readonly timesPublished: Int32Column;
  private readonly lagMs = new Histogram();
  private readonly storedMs = new Histogram();
  private committed = 0;
  private marked = 0;
  private published = 0;
  private again = 0;

  constructor(flow: Flow, columns: WaitingColumns) {
    this.flow = flow;
    this.columns = columns;
    this.queue = new WaitingQueue(flow.simulation, columns);
    this.inUse = new Level(flow.simulation);
    this.timesPublished = flow.requests.int32();
    const program = new Program(flow);
    this.rest = program.mark();
    program.add(new Rest());
    program.end();
    this.measures = [
      { kind: "duration", name: "publishingLagMs", histogram: this.lagMs },
      { kind: "ratio", name: "publishedAgain", part: () => this.again, whole: () => this.published },
      { kind: "level", name: "oldestMs", now: () => this.queue.longestWaitMs },
    ];
    this.meter = {
      name: "relay",
      capacity: 1,
      hasChanged: false,
      instances: 1,
      waitingTimeMs: this.storedMs,
      capacityIntegral: () => flow.simulation.nowMs,
      busyIntegral: () => this.inUse.integral,
      queueIntegral: () => this.queue.length.integral,
      served: () => this.marked,
      refused: () => 0,
      audit: () => this.audit(),
    };
  }

  get count(): number {
    return this.queue.length.value;
  }

  /** The oldest; only where there are any. */
  get first(): RequestId {
    return this.queue.expendable;
  }

  after(message: RequestId): RequestId {
    return this.columns.next.at[message]!;
  }

  /** A transaction of the request commits what it published. @param visit when it did @param round the same */
  add(request: RequestId, visit: number, round: number): void {
    const { flow } = this;
    const message = flow.requests.take();
    flow.inherit(message, request);
    flow.visit.at[message] = visit;
    flow.round.at[message] = round;
    flow.arrivedMs.at[message] = flow.simulation.nowMs;
    this.timesPublished.at[message] = 0;
    this.committed++;
    this.queue.join(message);
    flow.begin(message, this.rest.step);
    this.whenAdded(message);
  }

  isPublished(message: RequestId): void {
    this.published++;
    if (this.timesPublished.at[message]++ > 0) this.again++;
    else this.lagMs.record(this.flow.simulation.nowMs - this.flow.arrivedMs.at[message]!);
  }

  /** The first ones need not be published any more. */
  mark(count: number): void {
    for (let i = 0; i < count; i++) {
      const message = this.queue.shift();
      this.storedMs.record(this.queue.lastWaitMs);
      this.flow.requests.giveBack(message);
    }
    this.marked += count;
  }

  private audit(): ResourceAudit {
    const area = this.queue.length.integral;
    const unbalanced = Math.abs(this.committed - this.marked - this.count);
    return { littlesLaw: Math.abs(area - this.queue.totalWaitMs) / Math.max(area, 1), flowBalance: unbalanced };
  }
}

/** Where a message lies until it is marked. */
class Rest extends InstantStep {
  enter(): Outcome {
    return PENDING;
  }
}
