/**
 * A queue of requests, first come first served, from which any request can be taken out.
 *
 * A request waits in one queue at a time, so all queues share the same three columns of the request table.
 */
import { Level } from "./gauges.js";
import type { Float64Column, Int32Column, RequestId, RequestTable } from "./request-table.js";
import type { Simulation } from "./simulation.js";

const NONE: RequestId = -1;

export class WaitingColumns {
  readonly next: Int32Column;
  readonly previous: Int32Column;
  readonly joinedMs: Float64Column;

  constructor(requests: RequestTable) {
    this.next = requests.int32();
    this.previous = requests.int32();
    this.joinedMs = requests.float64();
  }
}

/** The requests that wait for a slot, in whatever order they are served. */
export interface Queue {
  readonly length: Level;
  /** Whether none may go on: none waits, or those that do wait for something else too. */
  readonly isEmpty: boolean;
  /** How long the one has waited that has waited longest [ms]; 0 where none waits. */
  readonly longestWaitMs: number;
  /** Whom it can best do without: the oldest of the least important; −1 where none waits. */
  readonly expendable: RequestId;
  /** Waiting time of the request that left last [ms]. */
  readonly lastWaitMs: number;
  /** Total waiting time so far of all requests that ever joined [ms]; equals ∫ length dt. */
  readonly totalWaitMs: number;
  join(request: RequestId): void;
  /** Takes the next out. */
  shift(): RequestId;
  remove(request: RequestId): void;
}

/** A queue for one bank of slots, if it is not first come first served. */
export type NewQueue = (simulation: Simulation, columns: WaitingColumns) => Queue;

export class WaitingQueue implements Queue {
  readonly length: Level;
  /** Total waiting time of the requests that left [ms]; with those still waiting it equals ∫ length dt. */
  waitedMs = 0.5;
  lastWaitMs = 0.5;
  private head = NONE;
  private tail = NONE;
  private readonly columns: WaitingColumns;
  private readonly simulation: Simulation;

  constructor(simulation: Simulation, columns: WaitingColumns) {
    this.simulation = simulation;
    this.columns = columns;
    this.length = new Level(simulation);
    this.waitedMs = 0;
  }

  get isEmpty(): boolean {
    return this.head === NONE;
  }

  join(request: RequestId): void {
    const { next, previous, joinedMs } = this.columns;
    next.at[request] = NONE;
    previous.at[request] = this.tail;
    joinedMs.at[request] = this.simulation.nowMs;
    if (this.tail === NONE) this.head = request;
    else next.at[this.tail] = request;
    this.tail = request;
    this.length.add(1);
  }

  /** Joins at the front. */
  joinFirst(request: RequestId): void {
    const { next, previous, joinedMs } = this.columns;
    next.at[request] = this.head;
    previous.at[request] = NONE;
    joinedMs.at[request] = this.simulation.nowMs;
    if (this.head === NONE) this.tail = request;
    else previous.at[this.head] = request;
    this.head = request;
    this.length.add(1);
  }

  shift(): RequestId {
    const request = this.head;
    this.remove(request);
    return request;
  }

  remove(request: RequestId): void {
    const { next, previous } = this.columns;
    const after = next.at[request];
    const before = previous.at[request];
    if (before === NONE) this.head = after;
    else next.at[before] = after;
    if (after === NONE) this.tail = before;
    else previous.at[after] = before;
    this.length.add(-1);
    this.lastWaitMs = this.waitOf(request);
    this.waitedMs += this.lastWaitMs;
  }

  get longestWaitMs(): number {
    const oldest = this.expendable;
    return oldest === NONE ? 0 : this.waitOf(oldest);
  }

  get expendable(): RequestId {
    return this.head;
  }

  /** The one that stands last. */
  protected get last(): RequestId {
    return this.tail;
  }

  /** How long a request has waited since it joined [ms]. */
  private waitOf(request: RequestId): number {
    return this.simulation.nowMs - this.columns.joinedMs.at[request];
  }

  get totalWaitMs(): number {
    let total = this.waitedMs;
    for (let r = this.head; r !== NONE; r = this.columns.next.at[r]) total += this.waitOf(r);
    return total;
  }
}
