/**
 * Timers of one duration; nearly all are cancelled.
 *
 * They expire in the order in which they were set, so a doubly linked list through the request table keeps
 * them sorted for nothing, and only its head needs an event.
 */
import type { Float64Column, Int32Column, RequestId, RequestTable } from "./request-table.js";
import type { Actor, ActorId, Simulation } from "./simulation.js";

const NO_REQUEST: RequestId = -1;

export class TimerList implements Actor {
  private readonly simulation: Simulation;
  private readonly durationMs: number;
  private readonly expire: (request: RequestId) => void;
  private readonly next: Int32Column;
  private readonly previous: Int32Column;
  private readonly dueMs: Float64Column;
  private readonly self: ActorId;
  private head = NO_REQUEST;
  private tail = NO_REQUEST;
  private isArmed = false;

  constructor(
    simulation: Simulation,
    requests: RequestTable,
    durationMs: number,
    expire: (request: RequestId) => void,
  ) {
    this.simulation = simulation;
    this.durationMs = durationMs;
    this.expire = expire;
    this.next = requests.int32();
    this.previous = requests.int32();
    this.dueMs = requests.float64();
    this.self = simulation.addActor(this);
  }

  start(request: RequestId): void {
    this.dueMs.at[request] = this.simulation.nowMs + this.durationMs;
    this.next.at[request] = NO_REQUEST;
    this.previous.at[request] = this.tail;
    if (this.tail === NO_REQUEST) this.head = request;
    else this.next.at[this.tail] = request;
    this.tail = request;
    if (!this.isArmed) this.arm();
  }

  stop(request: RequestId): void {
    const next = this.next.at[request];
    const previous = this.previous.at[request];
    if (previous === NO_REQUEST) this.head = next;
    else this.next.at[previous] = next;
    if (next === NO_REQUEST) this.tail = previous;
    else this.previous.at[next] = previous;
  }

  /** One at a time: the first to expire may stop the second. The expired request stops its own timer. */
  fire(): void {
    this.isArmed = false;
    const request = this.head; // The event may have been set for a request that has left.
    if (request !== NO_REQUEST && this.dueMs.at[request] <= this.simulation.nowMs) this.expire(request);
    if (this.head !== NO_REQUEST && !this.isArmed) this.arm();
  }

  private arm(): void {
    this.isArmed = true;
    this.simulation.wakeActorAt(this.self, this.dueMs.at[this.head]);
  }
}
