/**
 * Work that the instances of a service do at fixed times, unasked: each instance for itself, or one for all.
 *
 * An instance counts from when it begins; those that are there from the start do the same work at the same instants. So
 * n instances do in a time T what was meant to be done once n × T ÷ every times.
 */

import type { Flow, StepId } from "../../engine/flow.js";
import { Program } from "../../engine/program.js";
import type { Int32Column } from "../../engine/request-table.js";
import type { ActorId } from "../../engine/simulation.js";
import { type RequestLog, WriteArrival, WriteEnd } from "../observation/request-log.js";
import { GoAway } from "../steps/ends.js";

export interface TimerOptions {
  readonly everyMs: number;
  readonly instances: number; // The most there ever are.
  readonly isOnce: boolean; // By one of them, the first that runs, at each of the times.
  runs(instance: number): boolean;
}

const MOST_RUNS = 1_000_000; // Of an instance, so that each run draws for itself.

export class Timer {
  /** Runs begun so far. */
  begun = 0;
  /** The instance that does it. */
  readonly instance: Int32Column;
  private readonly flow: Flow;
  private readonly options: TimerOptions;
  private readonly start: StepId;
  private readonly actors: readonly ActorId[];
  private readonly runsOf: Int32Array;

  /** @param body writes what it does, into a program of its own */
  constructor(
    flow: Flow,
    options: TimerOptions,
    log: RequestLog,
    body: (program: Program, which: Int32Column) => void,
  ) {
    this.flow = flow;
    this.options = options;
    this.instance = flow.requests.int32();
    const program = new Program(flow);
    const start = program.mark();
    program.add(new WriteArrival(log));
    const end = (hasFailed: boolean): void => {
      program.add(new WriteEnd(log, hasFailed));
      program.add(new GoAway(flow));
      program.end();
    };
    program.attempt(
      () => {
        body(program, this.instance);
        end(false);
      },
      () => end(true),
    );
    this.start = start.step;
    this.runsOf = new Int32Array(options.instances);
    const count = options.isOnce ? 1 : options.instances;
    this.actors = Array.from({ length: count }, (_, i) => flow.simulation.addActor({ fire: () => this.fire(i) }));
    for (const actor of this.actors) flow.simulation.wakeActorAt(actor, options.everyMs);
  }

  /** An instance begins anew, and counts from now on. */
  begins(instance: number): void {
    if (!this.options.isOnce) this.next(instance);
  }

  private next(i: number): void {
    this.flow.simulation.wakeActorAt(this.actors[i]!, this.flow.simulation.nowMs + this.options.everyMs);
  }

  private fire(i: number): void {
    this.next(i);
    const instance = this.options.isOnce ? this.leader() : i;
    if (instance >= 0 && this.options.runs(instance)) this.run(instance);
  }

  private leader(): number {
    return this.runsOf.findIndex((_, instance) => this.options.runs(instance));
  }

  private run(instance: number): void {
    const { flow } = this;
    const request = flow.requests.take();
    flow.alone(request, instance * MOST_RUNS + this.runsOf[instance]++);
    flow.arrivedMs.at[request] = flow.simulation.nowMs;
    this.instance.at[request] = instance;
    this.begun++;
    flow.start(request, this.start);
  }
}
