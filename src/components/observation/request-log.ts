/**
 * What users see of an endpoint: arrivals, answers, errors by cause, and response times from the intended arrival. A
 * request belongs to the window and the bin in which it arrived. Only throughput and goodput are counted at the time
 * of the answer: under overload, more arrives in a window than leaves in it.
 */
import type { Flow } from "../../engine/flow.js";
import { Level, type SquaredLevel } from "../../engine/gauges.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import { Tally } from "./tally.js";
import { OUTSIDE, type Window } from "./window.js";

export class RequestLog extends Tally {
  readonly inSystem: Level;
  /** Over the whole run, for the audit. */
  totalSojournMs = 0.5;
  totalArrived = 0;
  totalEnded = 0;

  private readonly flow: Flow;
  private readonly window: Window;
  private readonly allInSystem: SquaredLevel; // Of all logs.
  private readonly logOf: Int32Column; // 1 + index of the request's log; 0: none.
  private readonly binOf: Int32Column; // Of its arrival.
  private readonly index: number;
  readonly isBackground: boolean; // No user waits for it, nor does the end of the run.

  /** @param allInSystem of all users' requests, or of all others */
  constructor(
    flow: Flow,
    name: string,
    window: Window,
    allInSystem: SquaredLevel,
    logOf: Int32Column,
    index: number,
    isBackground = false,
  ) {
    super(name, window.bins);
    this.isBackground = isBackground;
    this.flow = flow;
    this.window = window;
    this.allInSystem = allInSystem;
    this.logOf = logOf;
    this.binOf = flow.requests.int32();
    this.index = index;
    this.inSystem = new Level(flow.simulation);
    this.totalSojournMs = 0;
  }

  arrive(request: RequestId): void {
    this.totalArrived++;
    this.inSystem.add(1);
    this.allInSystem.add(1);
    this.logOf.at[request] = this.index + 1;
    const bin = this.window.binNow(this.flow.arrivedMs.at[request]);
    this.binOf.at[request] = bin;
    if (bin === OUTSIDE) return;
    if (!this.isBackground) this.window.awaited++;
    this.arrivals[bin]++;
  }

  answer(request: RequestId): void {
    const latencyMs = this.end(request, this.answersThen);
    const bin = this.binOf.at[request];
    if (bin === OUTSIDE) return;
    this.countAnswer(bin, latencyMs);
    this.settle();
  }

  fail(request: RequestId): void {
    this.end(request, this.failuresThen);
    const bin = this.binOf.at[request];
    if (bin === OUTSIDE) return;
    this.countFailure(bin, this.flow.cause.at[request]);
    this.settle();
  }

  /** Σ of sojourn times so far, including requests still inside [ms]; equals ∫ inSystem dt (Little). */
  get sojournSumMs(): number {
    const { simulation, arrivedMs } = this.flow;
    let sum = this.totalSojournMs;
    const logOf = this.logOf.at;
    for (let r = 0; r < logOf.length; r++) if (logOf[r] === this.index + 1) sum += simulation.nowMs - arrivedMs.at[r];
    return sum;
  }

  /** @returns time in the system [ms] */
  private end(request: RequestId, countedThen: Int32Array): number {
    const now = this.flow.simulation.nowMs;
    const binNow = this.window.binNow(now);
    if (binNow !== OUTSIDE) countedThen[binNow]++;
    const sojournMs = now - this.flow.arrivedMs.at[request];
    this.totalEnded++;
    this.totalSojournMs += sojournMs;
    this.inSystem.add(-1);
    this.allInSystem.add(-1);
    this.logOf.at[request] = 0;
    return sojournMs;
  }

  private settle(): void {
    if (this.isBackground) return;
    if (--this.window.awaited === 0 && this.flow.simulation.nowMs > this.window.toMs) this.window.onComplete();
  }
}

/** Records a request's arrival. */
export class WriteArrival extends InstantStep {
  private readonly log: RequestLog;
  constructor(log: RequestLog) {
    super();
    this.log = log;
  }
  enter(request: RequestId): Outcome {
    this.log.arrive(request);
    return GO_ON;
  }
}

/** Records a request's answer or failure. */
export class WriteEnd extends InstantStep {
  private readonly log: RequestLog;
  private readonly hasFailed: boolean;
  constructor(log: RequestLog, hasFailed: boolean) {
    super();
    this.log = log;
    this.hasFailed = hasFailed;
  }
  enter(request: RequestId): Outcome {
    if (this.hasFailed) this.log.fail(request);
    else this.log.answer(request);
    return GO_ON;
  }
}
