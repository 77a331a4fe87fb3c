/**
 * Instances that switch off when idle and must start before they serve again.
 *
 * The first request starts the instance; requests that arrive meanwhile wait too, holding a thread or in the queue
 * for one. With one thread, Poisson arrivals and exponential work it is M/M/1 with set-up times D; for `idle: 0s`
 *
 *   W = W(M/M/1) + (2 E D + λ E D²) ÷ (2 (1 + λ E D))
 *
 * Sources: Welch (1964); Harchol-Balter, Performance Modeling and Design (2013), ch. 27.
 */
import type { Flow } from "../../engine/flow.js";
import { Histogram } from "../../engine/histogram.js";
import type { Measure } from "../../engine/meters.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import type { Spending } from "../../engine/tracing/stretch.js";
import { InstantStep } from "../steps/instant-step.js";

export interface ColdStartOptions {
  readonly timeMs: Sampler;
  readonly idleMs: number; // How long an instance stays up without requests.
}

/** One instance. */
interface Standby {
  inside: number; // Requests waiting or served.
  idleSinceMs: number;
  readyMs: number;
}

export class ColdStart {
  /** `coldStartMs`, how long starts take; `coldRequests`, the share of requests that waited for one. */
  readonly measures: readonly Measure[];
  private readonly flow: Flow;
  private readonly options: ColdStartOptions;
  private readonly instances: readonly Standby[];
  private readonly counts = { requests: 0, cold: 0 };
  private readonly startMs = new Histogram();

  constructor(flow: Flow, instances: number, options: ColdStartOptions) {
    this.flow = flow;
    this.options = options;
    this.instances = Array.from({ length: instances }, () => ({
      inside: 0,
      idleSinceMs: Number.NEGATIVE_INFINITY,
      readyMs: 0,
    }));
    const counts = this.counts;
    this.measures = [
      { kind: "duration", name: "coldStartMs", histogram: this.startMs },
      { kind: "ratio", name: "coldRequests", part: () => counts.cold, whole: () => counts.requests },
    ];
  }

  /** Keeps the instance up, or starts it. */
  need(which: Int32Column): Step & Scope {
    const instance = (request: RequestId): Standby => this.instances[which.at[request]];
    return new Need(
      (request) => this.enter(instance(request), request),
      (request) => this.leave(instance(request)),
    );
  }

  /** Waits until the instance has started. */
  ready(which: Int32Column): Step {
    return new Ready(this.flow, (request) => this.instances[which.at[request]].readyMs);
  }

  private enter(instance: Standby, request: RequestId): void {
    const { simulation, number, visit } = this.flow;
    const isOff = instance.inside === 0 && simulation.nowMs - instance.idleSinceMs >= this.options.idleMs;
    if (isOff) {
      const timeMs = this.options.timeMs.next(number.at[request], visit.at[request]);
      instance.readyMs = simulation.nowMs + timeMs;
      this.startMs.record(timeMs);
    }
    instance.inside++;
    this.counts.requests++;
    if (instance.readyMs > simulation.nowMs) this.counts.cold++;
  }

  private leave(instance: Standby): void {
    if (--instance.inside === 0) instance.idleSinceMs = this.flow.simulation.nowMs;
  }
}

class Need extends InstantStep implements Scope {
  private readonly begin: (request: RequestId) => void;
  private readonly end: (request: RequestId) => void;

  constructor(begin: (request: RequestId) => void, end: (request: RequestId) => void) {
    super();
    this.begin = begin;
    this.end = end;
  }

  enter(request: RequestId): Outcome {
    this.begin(request);
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.end(request);
  }
}

class Ready implements Step {
  readonly spends: Spending = { as: "waiting", on: "cold start" };
  private readonly flow: Flow;
  private readonly readyMs: (request: RequestId) => number;

  constructor(flow: Flow, readyMs: (request: RequestId) => number) {
    this.flow = flow;
    this.readyMs = readyMs;
  }

  enter(request: RequestId): Outcome {
    const atMs = this.readyMs(request);
    if (atMs <= this.flow.simulation.nowMs) return GO_ON;
    this.flow.simulation.wakeRequestAt(request, atMs);
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
  }
}
