/**
 * Cores shared equally by all running requests (processor sharing), by virtual time.
 *
 * With n running, each advances at speed(n) = min(1, cores ÷ n) ÷ (1 + α(n−1) + βn(n−1)): the cores' share,
 * slowed by contention α and coherency β (the Universal Scalability Law; both 0 for plain sharing). Virtual
 * time advances at that speed for all, so a request that brings work w finishes at v + w whatever
 * happens in between, and an arrival moves one event, not n. One core and Poisson arrivals make it
 * M/G/1-PS, whose mean sojourn time is E[S] ÷ (1 − ρ) for any work distribution.
 *
 * Sources: Kleinrock, Queueing Systems II, ch. 4; Gunther, Guerrilla Capacity Planning, ch. 4.
 */
import type { Flow } from "./flow.js";
import type { Histogram } from "./histogram.js";
import { IndexedHeap } from "./indexed-heap.js";
import type { Float64Column, RequestId, RequestTable } from "./request-table.js";
import type { Actor, ActorId, Simulation } from "./simulation.js";

const NOISE_MS = 1e-9; // Rounding of differences of large times.

export interface ProcessorOptions {
  readonly cores: number; // > 0; Infinity: all run at full speed.
  readonly contention: number; // α ≥ 0.
  readonly coherency: number; // β ≥ 0.
}

/** When each request began; a request runs on one processor at a time, so all processors share this column. */
export class RunningColumns {
  readonly startedMs: Float64Column;
  readonly startedVirtualMs: Float64Column;

  constructor(requests: RequestTable) {
    this.startedMs = requests.float64();
    this.startedVirtualMs = requests.float64();
  }
}

export class Processor implements Actor {
  capacity: number;
  running = 0; // Now, n.
  busy = 0.5; // Cores at work now, min(n, cores).
  waiting = 0.5; // Now, n · (1 − speed).
  /** Total time that requests that left lost by sharing [ms]; with those inside it equals ∫ waiting dt. */
  waitedMs = 0.5;
  started = 0;
  finished = 0; // Including requests taken out.
  hasChanged = false; // Whether the capacity has ever been another.

  private readonly flow: Flow;
  private readonly simulation: Simulation;
  private readonly options: ProcessorOptions;
  private readonly finishes = new IndexedHeap(); // By the virtual time at which each is done.
  private readonly self: ActorId;
  private readonly columns: RunningColumns;
  private readonly waitingTimeMs: Histogram; // Of requests that finished; shared by all instances.
  private below: Processor | null = null;
  private coresNow = 0.5; // Fewer than `cores` during an outage, or while higher classes run.
  private virtualMs = 0.5;
  private startedOverVirtualMs = 0.5;
  private updatedMs = 0.5;
  private speed = 0.5;
  // Integrals until `updatedMs` [ms]: one update for all three, since they change together.
  private runningArea = 0.5;
  private busyArea = 0.5;
  private waitingArea = 0.5;
  private capacityArea = 0.5;
  private capacitySinceMs = 0.5;

  constructor(flow: Flow, options: ProcessorOptions, columns: RunningColumns, waitingTimeMs: Histogram) {
    this.columns = columns;
    this.waitingTimeMs = waitingTimeMs;
    this.flow = flow;
    this.simulation = flow.simulation;
    this.options = options;
    this.capacity = options.cores;
    this.busy = 0;
    this.waiting = 0;
    this.runningArea = 0;
    this.busyArea = 0;
    this.waitingArea = 0;
    this.capacityArea = 0;
    this.capacitySinceMs = 0;
    this.waitedMs = 0;
    this.self = flow.simulation.addActor(this);
    this.coresNow = options.cores;
    this.virtualMs = 0;
    this.startedOverVirtualMs = 0;
    this.updatedMs = 0;
  }

  /** Lets a lower class run on the cores that this one leaves idle; it is preempted at once. */
  leaveRestTo(below: Processor): void {
    this.below = below;
  }

  /** Sets how many cores work from now on; with none, running requests pause. */
  setCores(cores: number): void {
    this.advance();
    this.coresNow = cores;
    this.changed(0);
  }

  /** Has so many cores from now on; during an outage, from its end on. */
  resize(cores: number): void {
    const isUp = this.coresNow === this.capacity;
    this.hasChanged = true;
    this.capacityArea = this.capacityIntegral;
    this.capacitySinceMs = this.simulation.nowMs;
    this.capacity = cores;
    if (isUp) this.setCores(cores);
  }

  /** All running requests lose their progress and begin again with all of their work. */
  startOver(): void {
    this.advance();
    for (const request of this.finishes.ids()) {
      const beganMs = Math.max(this.columns.startedVirtualMs.at[request], this.startedOverVirtualMs);
      this.finishes.set(request, this.virtualMs + (this.finishes.keyOf(request) - beganMs));
    }
    this.startedOverVirtualMs = this.virtualMs;
    this.changed(0);
  }

  /** Runs `workMs` of processor time for the request, then makes it ready. */
  start(request: RequestId, workMs: number): void {
    this.advance();
    this.columns.startedMs.at[request] = this.updatedMs;
    this.columns.startedVirtualMs.at[request] = this.virtualMs;
    this.finishes.set(request, this.virtualMs + workMs);
    this.started++;
    this.changed(1);
  }

  withdraw(request: RequestId): void {
    this.advance();
    this.finishes.remove(request);
    this.waitedMs += this.lostMs(request);
    this.finished++;
    this.changed(-1);
  }

  fire(): void {
    this.advance();
    this.virtualMs = this.finishes.minKey; // Exactly: the event was set for this one.
    const request = this.finishes.pop();
    const lostMs = this.lostMs(request);
    this.waitedMs += lostMs;
    this.waitingTimeMs.record(lostMs > NOISE_MS ? lostMs : 0);
    this.finished++;
    this.changed(-1);
    this.flow.resume(request);
  }

  /** ∫ running dt so far [ms]. */
  get runningIntegral(): number {
    return this.runningArea + this.running * this.sinceUpdateMs;
  }

  /** ∫ busy dt so far [ms]. */
  get busyIntegral(): number {
    return this.busyArea + this.busy * this.sinceUpdateMs;
  }

  /** ∫ waiting dt so far [ms]. */
  get waitingIntegral(): number {
    return this.waitingArea + this.waiting * this.sinceUpdateMs;
  }

  /** ∫ capacity dt so far [ms]; of a limited one. */
  get capacityIntegral(): number {
    return this.capacityArea + this.capacity * (this.simulation.nowMs - this.capacitySinceMs);
  }

  /** Total time lost so far by all requests that ever ran [ms]. */
  get totalWaitMs(): number {
    this.advance();
    let total = this.waitedMs;
    for (const request of this.finishes.ids()) total += this.lostMs(request);
    return total;
  }

  /** What is left of a request's work [ms]. */
  leftMs(request: RequestId): number {
    return this.finishes.keyOf(request) - (this.virtualMs + this.sinceUpdateMs * this.speed);
  }

  /** What rounding of the clock may have added up to in `waitedMs` [ms]: a unit in the last place a request. */
  get roundingMs(): number {
    return this.started * this.simulation.nowMs * Number.EPSILON;
  }

  /** Time since it began, less the work done for it. */
  private lostMs(request: RequestId): number {
    const { startedMs, startedVirtualMs } = this.columns;
    return this.updatedMs - startedMs.at[request] - (this.virtualMs - startedVirtualMs.at[request]);
  }

  private get sinceUpdateMs(): number {
    return this.simulation.nowMs - this.updatedMs;
  }

  private advance(): void {
    const passedMs = this.sinceUpdateMs;
    this.runningArea += this.running * passedMs;
    this.busyArea += this.busy * passedMs;
    this.waitingArea += this.waiting * passedMs;
    this.virtualMs += passedMs * this.speed;
    this.updatedMs = this.simulation.nowMs;
  }

  private changed(by: 1 | 0 | -1): void {
    this.running += by;
    const n = this.running;
    const { contention, coherency } = this.options;
    const atWork = Math.min(n, this.coresNow);
    if (this.below !== null) this.below.setCores(this.coresNow - atWork);
    this.busy = atWork;
    if (n === 0) {
      this.speed = 1;
      this.waiting = 0;
      this.simulation.calmActor(this.self);
      this.virtualMs = 0; // Idle: restart, which keeps the numbers small.
      this.startedOverVirtualMs = 0;
      return;
    }
    this.speed = atWork / n / (1 + contention * (n - 1) + coherency * n * (n - 1));
    this.waiting = n - n * this.speed;
    if (this.speed === 0) {
      this.simulation.calmActor(this.self);
      return;
    }
    const leftMs = (this.finishes.minKey - this.virtualMs) / this.speed;
    this.simulation.wakeActorAt(this.self, this.simulation.nowMs + Math.max(0, leftMs));
  }
}
