/**
 * A work queue and its workers: asynchronous work, off the request path.
 *
 * Publishing takes no time and fails only when the queue is full. Messages are taken in order of arrival by `workers`
 * workers, one message each: M/M/c for Poisson publishing and exponential work. Measures: those of its messages,
 * `depth`, how many wait, and `oldestMs`, how long the head of the queue has waited.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import { Peak } from "../../engine/gauges.js";
import { Histogram } from "../../engine/histogram.js";
import type { PartMeter, ResourceMeter } from "../../engine/meters.js";
import { type Mark, Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { RequestId } from "../../engine/request-table.js";
import { Slots } from "../../engine/slots.js";
import type { Scope, Step } from "../../engine/step.js";
import { HoldSlot } from "../../engine/steps/hold-slot.js";
import type { WaitingColumns } from "../../engine/waiting-queue.js";
import type { KeyOf } from "../data/datum.js";
import { type Breakdowns, whileUp } from "../faults/breakdowns.js";
import { Hook } from "../steps/instant-step.js";
import { Admission, type AdmissionOptions } from "./admission.js";
import type { BatchOptions } from "./batches/batches.js";
import { Together } from "./batches/together.js";
import { Closed, Crew } from "./crew.js";
import type { Deliveries } from "./deliveries.js";
import { type FateOptions, Fates } from "./fates.js";
import type { Line } from "./lines/line.js";
import { TakeOrder, type TakeOrderOptions } from "./lines/take-order.js";
import { TakeWorker } from "./lines/take-worker.js";
import { workersMeter } from "./lines/workers-meter.js";
import { type Ending, Messages } from "./messages.js";
import { Oldest } from "./oldest.js";
import { Parking } from "./parking.js";
import { type Entrance, MessageEnds, Publish } from "./publish.js";
import { Subjects } from "./subjects.js";

const NO_CAUSE: CauseId = -1;

export interface WorkQueueOptions {
  readonly name: string;
  readonly workers: number;
  readonly admission: AdmissionOptions;
  readonly coresMeter: ResourceMeter | null; // Null if the workers have no cores of their own.
  readonly breakdowns: Breakdowns | null; // Of the workers' host.
  readonly stops: RandomStream | null; // Who stops; null: neither workers nor the queue itself are ever down.
  readonly of: { readonly keyOf: KeyOf; readonly keys: number } | null; // What messages are about; null: not said.
  readonly fates: FateOptions;
  readonly order: TakeOrderOptions;
  readonly batch: BatchOptions | null; // Null: a worker takes one message.
  /** Null: a message has one attempt, and is over when its worker is. */
  deliveries(messages: Messages, line: Line | null): Deliveries | null;
}

export class WorkQueue implements Entrance {
  readonly meter: PartMeter;
  readonly messages: Messages;
  readonly start: Mark;
  readonly whenFull: CauseId;
  /** Null: what is given up is dropped. */
  readonly parking: Parking | null;
  private readonly fates: Fates;
  /** Null: its workers never stop. */
  readonly crew: Crew | null;
  private readonly deliveries: Deliveries | null;
  private readonly flow: Flow;
  private readonly options: WorkQueueOptions;
  private readonly workers: Slots;
  private readonly line: Line | null;
  private readonly order: TakeOrder;
  private readonly together: Together | null;
  private readonly letsAllIn: boolean;
  private readonly admission: Admission;
  private readonly deepest = new Peak(() => this.workers.queue.length.value);
  private queueMax: number;
  private workersNow: number; // Those that stand still too.
  private readonly program: Program;

  constructor(flow: Flow, options: WorkQueueOptions, columns: WaitingColumns) {
    const { name, workers, admission, coresMeter } = options;
    const { limit: queueMax, whenFull } = admission;
    this.flow = flow;
    this.options = options;
    this.queueMax = queueMax;
    this.workersNow = workers;
    this.parking = options.fates.isParked ? new Parking(flow) : null;
    this.messages = new Messages(flow, this.parking);
    this.fates = new Fates(flow, name, options.fates, this.messages, this.parking);
    this.program = new Program(flow);
    this.start = this.program.mark();
    this.whenFull = flow.addCause("queue-full", name);
    const { of } = options;
    const subjects = of === null ? null : new Subjects(this.messages, of.keyOf, of.keys);
    const waitingTimeMs = new Histogram();
    this.order = new TakeOrder(flow, columns, options.order, this.messages, subjects, () => this.workers.fill());
    const { line } = this.order;
    this.line = line;
    if (line !== null) this.messages.watchers.push({ comes() {}, over: (message) => this.isOver(line, message) });
    this.deliveries = options.deliveries(this.messages, line);
    // Who waits for a key or comes again was let in before.
    this.letsAllIn = line !== null || this.deliveries !== null || whenFull !== "refuse";
    const { expiry } = this.fates;
    const slots = {
      capacity: workers,
      queueMax: this.letsAllIn ? Number.POSITIVE_INFINITY : queueMax,
      newQueue: this.order.newQueue,
      patience: expiry,
      whenFull: this.whenFull,
      whenImpatient: expiry?.cause ?? this.whenFull,
    };
    this.workers = new Slots(flow, slots, columns, waitingTimeMs);
    this.together = options.batch === null ? null : new Together(flow, this.workers, options.batch);
    this.admission = new Admission(flow, name, columns, this.messages, this.workers, line, admission);
    const { stops } = options;
    this.crew =
      stops && new Crew(flow, this.workers, line?.eachWorker ?? null, stops, flow.addCause("instance-down", name));
    const { queue } = this.workers;
    // Of those that have left, each was the oldest for a moment.
    const oldest = { restart() {}, most: () => Math.max(queue.longestWaitMs, waitingTimeMs.max) };
    this.meter = {
      name,
      type: "work-queue",
      resources: [workersMeter(this.workers, line, waitingTimeMs), ...(coresMeter === null ? [] : [coresMeter])],
      measures: [
        ...this.messages.measures,
        ...this.fates.measures,
        ...(subjects === null ? [] : [subjects.measure]),
        ...this.admission.measures,
        ...(this.together === null ? [] : [this.together.measure]),
        { kind: "level", name: "depth", now: () => queue.length.value, peak: this.deepest },
        ...(this.deliveries?.measures ?? []),
        new Oldest(flow, this.messages).measure,
        { kind: "level", name: "oldestMs", now: () => queue.longestWaitMs, peak: oldest },
      ],
      behind: this.admission.behind,
      unbalanced: () => ({ what: "messages", count: Math.abs(this.messages.inside - this.inside) }),
    };
  }

  /**
   * The worker's steps for a message; of batches, for a batch, and for each of its messages. Called once, before anything
   * is published.
   */
  work(body: (program: Program) => void, each: (program: Program) => void): void {
    const { flow, program, crew, messages, line, deliveries } = this;
    const end = (how: Ending): void => {
      program.add(new MessageEnds(messages, how, how === "done" && deliveries === null));
      program.end();
    };
    const { expiry } = this.fates;
    const bare = (): void =>
      whileUp(this.options.breakdowns, program, this.flow.first, () => this.fates.around(program, () => body(program)));
    const { together } = this;
    together?.work(body, crew, this.options.breakdowns);
    const own = (): void => together?.each(program, () => this.fates.around(program, () => each(program)));
    const alone = (): void => (crew === null ? bare() : crew.around(program, bare));
    const work = together === null ? alone : own;
    const held = (inner: () => void): void => {
      if (together === null) program.within(this.takingWorker(), inner);
      else together.taken(program, inner);
    };
    flow.opens({ sort: "message", name: this.meter.name, part: this.meter.name });
    program.add(new Hook(() => messages.arriving--));
    const { admission } = this;
    if (deliveries !== null) program.add(new Hook((message) => deliveries.first(message)));
    const queue = program.mark();
    program.add(new Hook(() => this.notesDepth()));
    const again = (): void => program.goTo(queue.step);
    const afterFailure = (): void => {
      if (deliveries !== null) deliveries.failure(program, this.crashes, crew, end, again);
      else if (crew === null) end("failed");
      else program.branch(crew.returns, [() => end("failed"), again]);
    };
    const attempt = (): void => {
      if (expiry !== null) program.add(expiry);
      admission.makeRoom(program);
      if (deliveries !== null) deliveries.work(program, held, work, end);
      else {
        held(() => {
          work();
          if (line !== null) program.add(new Hook((message) => line.over(message))); // Before its worker is free.
        });
        end("done");
      }
    };
    const failed = (): void => {
      if (expiry === null) afterFailure();
      else program.branch(expiry.hasExpired, [afterFailure, () => this.givesUp(end, "expired")]);
    };
    admission.around(program, () =>
      program.attempt(attempt, () => admission.afterwards(program, failed, () => this.givesUp(end, "dropped"))),
    );
    flow.closes();
  }

  /** What has just come to the queue, and may have to wait. */
  private notesDepth(): void {
    const { busy, queue, capacity } = this.workers;
    this.deepest.note(queue.length.value + (busy.value < capacity ? 0 : 1));
  }

  /** A message that waited goes for good. */
  private givesUp(end: (how: Ending) => void, how: Ending): void {
    const lease = this.deliveries?.lease ?? null;
    if (lease !== null) this.program.add(new Hook((message) => lease.isOver(message)));
    end(how);
  }

  /** Why work may fail without a word of its worker; the first is that of the crew. */
  private get crashes(): readonly CauseId[] {
    const { breakdowns } = this.options;
    return [this.crew?.whenDown ?? NO_CAUSE, ...(breakdowns === null ? [] : [breakdowns.whenDown])];
  }

  /**
   * @param times how many messages the request has published here, from 1: each draws work of its own
   * @param rank of who publishes, from 0
   */
  publish(program: Program, times: number, rank: number): void {
    const { flow, crew } = this;
    if (crew !== null) program.add(new Closed(flow, crew, flow.addCause("instance-down", this.options.name)));
    this.admission.waitForRoom(program);
    program.add(new Publish(flow, this, times, rank));
  }

  /** One that another queue has given up. @returns whether there is room */
  receive(message: RequestId): boolean {
    return this.begins(message, () => this.messages.receive(message));
  }

  /** One that this queue has given up. @returns whether there is room */
  takeBack(message: RequestId): boolean {
    return this.begins(message, () => this.messages.takeBack(message));
  }

  private begins(message: RequestId, enter: () => void): boolean {
    if (this.crew?.isClosed === true || !this.admission.takesOne()) return false;
    enter();
    this.flow.begin(message, this.start.step);
    return true;
  }

  ranks(message: RequestId, rank: number): void {
    this.order.ranks(message, rank);
  }

  accepts(): boolean {
    return this.admission.accepts();
  }

  /** Messages that wait or are worked on, as found where they are. */
  private get inside(): number {
    const { busy, queue } = this.workers;
    return (
      (this.together?.batches.inWork ?? busy.value) +
      queue.length.value +
      this.messages.arriving +
      (this.deliveries?.elsewhere ?? 0)
    );
  }

  /** @param most messages that may wait, from now on */
  limit(most: number): void {
    this.queueMax = most;
    this.admission.limit(most, this.workersNow);
    if (!this.letsAllIn) this.workers.limitQueue(most);
  }

  /** @param workers from now on */
  resize(workers: number): void {
    this.workersNow = workers;
    this.admission.limit(this.queueMax, workers);
    if (this.crew !== null) this.crew.resize(workers);
    else {
      this.line?.eachWorker?.present(workers, 0);
      this.workers.resize(workers);
    }
  }

  private takingWorker(): Step & Scope {
    const { workers, line, flow } = this;
    return line === null ? new HoldSlot([workers], flow.first) : new TakeWorker(workers, line);
  }

  private isOver(line: Line, message: RequestId): void {
    line.over(message);
    this.workers.fill();
  }
}
