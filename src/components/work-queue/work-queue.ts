/**
 * A work queue and its workers: asynchronous work, off the request path.
 *
 * Publishing takes no time and fails only when the queue is full. Messages are taken in order of arrival by `workers`
 * workers, one message each: M/M/c for Poisson publishing and exponential work. Measures: `completionMs`, from
 * publishing to done; `failedMessages`, the share that ended in an error; `oldestMs`, how long the head of the queue
 * has waited.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type PartMeter, type ResourceMeter, SlotsMeter } from "../../engine/meters.js";
import { type Mark, Program } from "../../engine/program.js";
import type { RequestId } from "../../engine/request-table.js";
import { Slots } from "../../engine/slots.js";
import { FAILED, GO_ON, type Outcome, PENDING } from "../../engine/step.js";
import { HoldSlot } from "../../engine/steps/hold-slot.js";
import type { WaitingColumns, WaitingQueue } from "../../engine/waiting-queue.js";
import { type Breakdowns, whileUp } from "../faults/breakdowns.js";
import { Hook, InstantStep } from "../steps/instant-step.js";
import { visitWithin } from "../steps/visit.js";
import { Closed, Crew } from "./crew.js";

export interface WorkQueueOptions {
  readonly name: string;
  readonly workers: number;
  readonly queueMax: number; // Messages that may wait; Infinity: unbounded.
  readonly coresMeter: ResourceMeter | null; // Null if the workers have no cores of their own.
  readonly breakdowns: Breakdowns | null; // Of the workers' host.
  readonly mayStop: boolean; // Whether workers, or the queue itself, are ever down.
}

interface Messages {
  arriving: number; // Published at this instant, not yet in the queue.
  ended: number;
  failed: number;
  readonly completionMs: Histogram;
}

export class WorkQueue {
  readonly meter: PartMeter;
  private readonly flow: Flow;
  private readonly options: WorkQueueOptions;
  /** Null: its workers never stop. */
  readonly crew: Crew | null;
  private readonly workers: Slots;
  private queueMax: number;
  private readonly messages: Messages = { arriving: 0, ended: 0, failed: 0, completionMs: new Histogram() };
  private readonly program: Program;
  private readonly start: Mark;

  constructor(flow: Flow, options: WorkQueueOptions, columns: WaitingColumns) {
    const { name, workers, queueMax, coresMeter } = options;
    this.flow = flow;
    this.options = options;
    this.queueMax = queueMax;
    this.program = new Program(flow);
    this.start = this.program.mark();
    const waitingTimeMs = new Histogram();
    const full = flow.addCause("queue-full", name);
    const slots = { capacity: workers, queueMax, patience: null, whenFull: full, whenImpatient: full };
    this.workers = new Slots(flow, slots, columns, waitingTimeMs);
    this.crew = options.mayStop ? new Crew(flow, this.workers, flow.addCause("instance-down", name)) : null;
    const messages = this.messages;
    this.meter = {
      name,
      type: "work-queue",
      resources: [
        new SlotsMeter("workers", [this.workers], waitingTimeMs),
        ...(coresMeter === null ? [] : [coresMeter]),
      ],
      measures: [
        { kind: "duration", name: "completionMs", histogram: messages.completionMs },
        { kind: "ratio", name: "failedMessages", part: () => messages.failed, whole: () => messages.ended },
        { kind: "level", name: "oldestMs", now: () => (this.workers.queue as WaitingQueue).firstWaitMs },
      ],
    };
  }

  /** The worker's steps for a message. Called once, before anything is published. */
  work(body: (program: Program) => void): void {
    const program = this.program;
    const end = (hasFailed: boolean): void => {
      program.add(new MessageEnds(this.flow, this.messages, hasFailed));
      program.end();
    };
    const { crew } = this;
    const work = (): void => whileUp(this.options.breakdowns, program, this.flow.first, () => body(program));
    program.add(new Hook(() => this.messages.arriving--));
    const queue = program.mark();
    program.attempt(
      () => {
        program.within(new HoldSlot([this.workers], this.flow.first), () =>
          crew === null ? work() : crew.around(program, work),
        );
        end(false);
      },
      () => {
        if (crew === null) end(true);
        else program.branch(crew.returns, [() => end(true), () => program.goTo(queue.step)]);
      },
    );
  }

  /** @param times how many messages the request has published here, from 1: each draws work of its own */
  publish(program: Program, times: number): void {
    const { flow, crew, options } = this;
    const full = flow.addCause("queue-full", options.name);
    if (crew !== null) program.add(new Closed(flow, crew, flow.addCause("instance-down", options.name)));
    program.add(new Publish(this.flow, () => this.accepts(), full, this.messages, this.start, times));
  }

  private accepts(): boolean {
    const { busy, queue } = this.workers;
    const inside = busy.value + queue.length.value + this.messages.arriving;
    const accepts = inside < this.workers.capacity + this.queueMax;
    if (!accepts) this.workers.refused++;
    return accepts;
  }

  /** @param most messages that may wait, from now on */
  limit(most: number): void {
    this.queueMax = most;
    this.workers.limitQueue(most);
  }

  /** @param workers from now on */
  resize(workers: number): void {
    (this.crew ?? this.workers).resize(workers);
  }
}

class Publish extends InstantStep {
  private readonly flow: Flow;
  private readonly accepts: () => boolean;
  private readonly full: CauseId;
  private readonly messages: Messages;
  private readonly start: Mark; // The worker's steps may be written after the publisher's.

  private readonly times: number;

  constructor(flow: Flow, accepts: () => boolean, full: CauseId, messages: Messages, start: Mark, times: number) {
    super();
    this.times = times;
    this.flow = flow;
    this.accepts = accepts;
    this.full = full;
    this.messages = messages;
    this.start = start;
  }

  enter(request: RequestId): Outcome {
    const { requests, visit, arrivedMs, simulation, cause } = this.flow;
    if (!this.accepts()) {
      cause.at[request] = this.full;
      return FAILED;
    }
    const message = requests.take();
    this.flow.inherit(message, request);
    if (this.times > 1) visit.at[message] = visitWithin(visit.at[request], this.times, 0);
    arrivedMs.at[message] = simulation.nowMs;
    this.messages.arriving++;
    this.flow.begin(message, this.start.step);
    return GO_ON;
  }
}

class MessageEnds extends InstantStep {
  private readonly flow: Flow;
  private readonly messages: Messages;
  private readonly hasFailed: boolean;

  constructor(flow: Flow, messages: Messages, hasFailed: boolean) {
    super();
    this.flow = flow;
    this.messages = messages;
    this.hasFailed = hasFailed;
  }

  enter(message: RequestId): Outcome {
    const { simulation, arrivedMs, requests } = this.flow;
    this.messages.ended++;
    if (this.hasFailed) this.messages.failed++;
    else this.messages.completionMs.record(simulation.nowMs - arrivedMs.at[message]);
    requests.giveBack(message);
    return PENDING;
  }
}
