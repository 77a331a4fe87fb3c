/**
 * The clock and the future event list.
 *
 * Two sorts of things have events, at most one each: an *actor* (a traffic source, a processor, a
 * list of timers) and a *request* (the end of what it is doing now). So an event is only an id and a time,
 * calling `wake…At` again moves it, and no cancelled event stays in the list.
 */
import { IndexedHeap } from "./indexed-heap.js";
import type { RequestId } from "./request-table.js";
import { StillClock } from "./still-clock.js";

export interface Actor {
  /** Called when its time has come. */
  fire(): void;
}

export type ActorId = number;

/** Runs a request's event; `settle` finishes everything it triggered at this instant. */
export interface RequestHandler {
  wake(request: RequestId): void;
  settle(): void;
}

export class Simulation {
  /** Simulated time [ms]. */
  nowMs = 0.5; // Starts as a double, see `run`.
  events = 0.5;
  readonly clock = new StillClock(this);
  private readonly future = new IndexedHeap(); // Requests have even ids, actors odd ones.
  private readonly actors: Actor[] = [];
  private requests: RequestHandler | null = null;
  private running = false;

  constructor() {
    this.nowMs = 0;
    this.events = 0;
  }

  addActor(actor: Actor): ActorId {
    return this.actors.push(actor) - 1;
  }

  handleRequests(handler: RequestHandler): void {
    this.requests = handler;
  }

  /** Sets (or moves) the actor's next event. */
  wakeActorAt(actor: ActorId, atMs: number): void {
    this.future.set(actor * 2 + 1, atMs);
  }

  /** Sets (or moves) the request's next event. */
  wakeRequestAt(request: RequestId, atMs: number): void {
    this.future.set(request * 2, atMs);
  }

  /** Whether the request has an event to come. */
  awaitsEvent(request: RequestId): boolean {
    return this.future.has(request * 2);
  }

  calmActor(actor: ActorId): void {
    this.future.remove(actor * 2 + 1);
  }

  calmRequest(request: RequestId): void {
    this.future.remove(request * 2);
  }

  stop(): void {
    this.running = false;
  }

  /** Runs until `stop` is called or no event is left. @throws TimeStandsStill */
  run(): void {
    const future = this.future;
    const actors = this.actors;
    const clock = this.clock;
    const requests = this.requests;
    if (requests === null) throw new Error("run() without a handler of requests");
    this.running = true;
    requests.settle(); // Started before the first event: closed users begin to think at time 0.
    while (this.running && future.size > 0) {
      const id = future.pop();
      this.nowMs = future.poppedKey;
      this.events++;
      clock.spend(1);
      if ((id & 1) === 0) requests.wake(id >> 1);
      else actors[id >> 1].fire();
      requests.settle();
    }
  }
}
