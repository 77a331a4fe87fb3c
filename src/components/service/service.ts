/**
 * A service: instances behind a balancer, each with threads, a queue for them, and shared cores.
 *
 * A request holds a thread of one instance from admission to answer, including all waiting. One instance with c
 * threads and only `delay` steps is M/M/c; without a limit, M/M/∞.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import { type Measure, type PartMeter, type ResourceMeter, SlotsMeter } from "../../engine/meters.js";
import type { Processor } from "../../engine/processor.js";
import type { Program } from "../../engine/program.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column } from "../../engine/request-table.js";
import { type NewSlots, Slots } from "../../engine/slots.js";
import { HoldSlot } from "../../engine/steps/hold-slot.js";
import type { NewQueue, WaitingColumns } from "../../engine/waiting-queue.js";
import { type Breakdowns, whileUp } from "../faults/breakdowns.js";
import type { ColdStart } from "../faults/cold-start.js";
import { AnswersOf, type OutlierEjection } from "../faults/outlier-ejection.js";
import { Hook } from "../steps/instant-step.js";
import type { Asker, Balancing } from "./balancing/balancing.js";
import { Equipment } from "./equipment.js";
import { Fleet } from "./fleet.js";
import { LoadBalancer } from "./load-balancer.js";
import type { Rotation } from "./rotation.js";
import { UntilGone } from "./until-gone.js";

const NEVER: CauseId = -1;

export interface ServiceOptions {
  readonly name: string;
  readonly instances: number; // ≥ 1.
  readonly balancing: Balancing;
  readonly ejection: OutlierEjection | null; // Null: answers are not looked at.
  readonly fleet: NewFleet | null; // Null: always the same instances.
  readonly mayHaveNone: boolean; // Whether there may be no instance to send a request to.
  readonly cores: readonly Processor[]; // Of each instance, of the highest priority; empty: no limit, or a host's.
  readonly threads: number; // Of each instance; Infinity: unlimited.
  readonly queueMax: number; // Requests that may queue for a thread of an instance.
  readonly priorities: Priorities | null; // Null: all endpoints are equal.
  readonly newQueue: NewQueue | undefined; // Undefined: first come first served.
  readonly newSlots: NewSlots | null; // Null: those of its queue are all served in the end.
  readonly patience: Sampler | null; // How long each request waits for a thread [ms].
  readonly coldStart: ColdStart | null; // Null: always on.
  readonly breakdowns: Breakdowns | null; // Null: never down.
  readonly hostBreakdowns: Breakdowns | null; // Of the host of all instances.
  readonly coresMeter: ResourceMeter | null; // Null if the cores belong to a host.
  readonly measures: readonly Measure[];
}

/** Of a service whose instances come and go. */
export interface NewFleet {
  readonly rotation: Rotation; // The service's `balancing`.
  readonly first: number; // Instances at the beginning.
  readonly startMs: Sampler; // How long one takes to start [ms].
  readonly drainMs: number | null; // How long one that goes has to finish; null: as long as it takes.
}

/** The priority of each request in the queue for threads; set on arrival. */
export interface Priorities {
  readonly rankOf: Int32Column;
  rank(endpoint: string): number; // 0 is the highest priority.
}

/** Writes something around the body, on the instance of each request. */
export type Around = (program: Program, instance: Int32Column, body: () => void) => void;

/** Work and random streams of one call site: two calls of a request draw independently. */
export interface Call {
  readonly balance: RandomStream;
  readonly asker: Asker;
  readonly endpoint: string;
  readonly way: Way | null; // Null: no time passes on the way.
  /** Writes what a request passes there before it waits for a thread; null: nothing. */
  readonly door: Around | null;
  /** Writes, around it, what the refusal of a request costs; null: nothing. */
  readonly refusing: Around | null;
}

/** Writes the way to the chosen instance, and back. */
export interface Way {
  there(instance: Int32Column): void;
  back(instance: Int32Column): void;
}

export class Service {
  readonly meter: PartMeter;
  readonly equipment: Equipment;
  readonly fleet: Fleet | null;
  private readonly flow: Flow;
  private readonly instances: number;
  private readonly mayHaveNone: boolean;
  private readonly balancer: LoadBalancer;
  private readonly threads: readonly Slots[];
  private readonly ejection: OutlierEjection | null;
  private readonly coldStart: ColdStart | null;
  private readonly breakdowns: Breakdowns | null;
  private readonly hostBreakdowns: Breakdowns | null;
  private readonly priorities: Priorities | null;

  constructor(flow: Flow, options: ServiceOptions, columns: WaitingColumns) {
    const { name, instances, threads, queueMax, newQueue, patience, coldStart, coresMeter } = options;
    this.flow = flow;
    this.instances = instances;
    this.mayHaveNone = options.mayHaveNone;
    this.coldStart = coldStart;
    this.ejection = options.ejection;
    this.breakdowns = options.breakdowns;
    this.hostBreakdowns = options.hostBreakdowns;
    this.priorities = options.priorities;
    this.balancer = new LoadBalancer(
      flow,
      instances,
      options.balancing,
      options.mayHaveNone ? flow.addCause("no-instance", name) : NEVER,
    );
    const waitingTimeMs = new Histogram();
    const whenFull = flow.addCause("queue-full", name);
    const whenImpatient = flow.addCause("thread-timeout", name);
    const slots = { capacity: threads, queueMax, newQueue, patience, whenFull, whenImpatient };
    const { newSlots } = options;
    this.threads = Array.from(
      { length: instances },
      () => newSlots?.(slots, columns, waitingTimeMs) ?? new Slots(flow, slots, columns, waitingTimeMs),
    );
    const resources = [
      new SlotsMeter("threads", this.threads, waitingTimeMs),
      ...(coresMeter === null ? [] : [coresMeter]),
    ];
    this.equipment = new Equipment(this.threads, options.cores);
    this.fleet = options.fleet === null ? null : this.newFleet(options.fleet);
    const measures = [...options.measures, ...(this.fleet?.measures ?? [])];
    this.meter = { name, type: "service", resources, measures };
  }

  private newFleet({ rotation, first, startMs, drainMs }: NewFleet): Fleet {
    const { balancer, equipment, instances, flow } = this;
    return new Fleet(flow.simulation, balancer, rotation, { most: instances, first, startMs, drainMs, equipment });
  }

  /** Requests that have got a thread of the instance so far. */
  servedBy(instance: number): number {
    return this.threads[instance].granted;
  }

  /** Whether the instance serves and is up. */
  isThere(instance: number): boolean {
    const { fleet, breakdowns, hostBreakdowns } = this;
    const isUp = breakdowns?.isUp(instance) !== false && hostBreakdowns?.isUp(0) !== false;
    return isUp && fleet?.serves(instance) !== false;
  }

  /** @param most requests that may wait for a thread of an instance, from now on */
  limitQueue(most: number): void {
    for (const slots of this.threads) slots.limitQueue(most);
  }

  /** Writes a call to this service; `body` is its endpoint's work, given the chosen instance. */
  serve(program: Program, call: Call, body: (instance: Int32Column) => void): void {
    if (this.instances === 1 && !this.mayHaveNone) {
      this.visit(program, call, this.flow.first, body);
      return;
    }
    const dispatch = this.balancer.dispatch(call.balance, call.asker);
    const { flow, ejection } = this;
    const visit = (): void => this.visit(program, call, dispatch.chosen, body);
    program.within(dispatch, () => {
      if (ejection === null) visit();
      else new AnswersOf(flow, ejection, dispatch.chosen).around(program, visit);
    });
  }

  private visit(program: Program, call: Call, instance: Int32Column, body: (instance: Int32Column) => void): void {
    call.way?.there(instance);
    if (this.priorities !== null) {
      const { rankOf } = this.priorities;
      const rank = this.priorities.rank(call.endpoint);
      program.add(
        new Hook((request) => {
          rankOf.at[request] = rank;
        }),
      );
    }
    const { breakdowns, hostBreakdowns } = this;
    const { door } = call;
    const admitted = (): void => this.whileOn(program, instance, body);
    const allowed = door === null ? admitted : (): void => door(program, instance, admitted);
    const { refusing } = call;
    const taken = refusing === null ? allowed : (): void => refusing(program, instance, allowed);
    const onInstance = (): void => this.whileDrained(program, instance, taken);
    const { name } = this.meter;
    this.flow.opens({ sort: "serve", name: `${name}.${call.endpoint}`, part: name });
    if (breakdowns === null && hostBreakdowns === null) onInstance();
    else whileUp(hostBreakdowns, program, this.flow.first, () => whileUp(breakdowns, program, instance, onInstance));
    this.flow.closes();
    call.way?.back(instance);
  }

  /** Writes work on an instance that holds no thread, and is lost with it. */
  whileThere(program: Program, instance: Int32Column, body: () => void): void {
    const { flow, fleet, breakdowns, hostBreakdowns } = this;
    const there = (): void => {
      if (fleet === null) body();
      else new UntilGone(flow, fleet, instance, flow.addCause("instance-down", this.meter.name)).around(program, body);
    };
    whileUp(hostBreakdowns, program, flow.first, () => whileUp(breakdowns, program, instance, there));
  }

  /** Requests, unlike what they leave behind, keep an instance there as long as they have time. */
  private whileDrained(program: Program, instance: Int32Column, body: () => void): void {
    const { fleet, flow } = this;
    if (fleet === null || !fleet.mayEndEarly) body();
    else new UntilGone(flow, fleet, instance, flow.addCause("drained", this.meter.name)).around(program, body);
  }

  private whileOn(program: Program, instance: Int32Column, body: (instance: Int32Column) => void): void {
    const coldStart = this.coldStart;
    const threads = new HoldSlot(this.threads, instance);
    if (coldStart === null) program.within(threads, () => body(instance));
    else
      program.within(coldStart.need(instance), () =>
        program.within(threads, () => {
          program.add(coldStart.ready(instance));
          body(instance);
        }),
      );
  }
}
