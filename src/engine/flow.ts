/**
 * How requests move from step to step along exits, and what they hold on the way.
 *
 * A program is a graph of steps. A step's `enter` returns the exit it takes, or PENDING, or FAILED. Steps lie in nested
 * scopes, each of which holds something (a thread, a connection, a timer). A failure releases what the scopes around it
 * hold, from the inside out, up to the first scope that has a handler, and goes on there: what `try … finally … catch`
 * does in a program.
 *
 * To let another request go on (the next in the queue for a freed thread) is to call `ready`: it walks when this walk
 * is over, so that a long queue of instant refusals cannot exhaust the stack.
 */

import { DELAYS, HOLDS, LEAVES, NO_SCOPE, Place, type ScopeId, type StepId } from "./place.js";
import type { Float64Column, Int32Column, RequestId } from "./request-table.js";
import { Ring } from "./ring.js";
import type { Simulation } from "./simulation.js";
import type { Slots } from "./slots.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "./step.js";
import type { StillClock } from "./still-clock.js";
import type { Stretch } from "./tracing/stretch.js";
import { WorkingFor } from "./working-for.js";

export { NO_SCOPE, type ScopeId, type StepId } from "./place.js";
export { NOTHING_LEARNED } from "./working-for.js";
export type CauseId = number;
const STEPS_AT_ONCE = 1_000_000; // Then the clock is checked, since one walk may be endless.

export interface Cause {
  readonly cause: string; // "timeout", "queue-full" …
  readonly part: string; // The part where it happened.
}

export class Flow extends WorkingFor {
  readonly simulation: Simulation;
  readonly causes: Cause[] = [];
  readonly cause: Int32Column;
  /** Always 0: the index for a bank of one. */
  readonly first: Int32Column;
  /** Intended arrival [ms], from which response time counts. */
  readonly arrivedMs: Float64Column;

  private readonly clock: StillClock;
  private readonly at: Int32Column;
  private readonly places: Place[] = [];
  private readonly scopes: { scope: Scope; parent: ScopeId; handler: Place | null }[] = [];
  private readonly waiting = new Ring();

  constructor(simulation: Simulation) {
    super();
    this.simulation = simulation;
    this.clock = simulation.clock;
    this.clock.requests = this.requests;
    this.cause = this.requests.int32();
    this.first = this.requests.int32();
    this.arrivedMs = this.requests.float64();
    this.at = this.requests.int32();
    simulation.handleRequests(this);
  }

  /** What is written until `closes` is about this, or about nothing around it; told to flows that trace. */
  opens(_stretch: Stretch | null): void {}

  closes(): void {}

  addStep(step: Step, scope: ScopeId): StepId {
    return this.places.push(Place.of(this.places.length, scope, step)) - 1;
  }

  /** A step that only leaves a scope: one call less than a step of its own. */
  addLeave(left: Scope, scope: ScopeId): StepId {
    return this.places.push(Place.leaving(this.places.length, scope, left)) - 1;
  }

  connect(from: StepId, exit: Outcome, to: StepId): void {
    this.places[from].connect(exit, this.places[to]);
  }

  addScope(scope: Scope, parent: ScopeId): ScopeId {
    return this.scopes.push({ scope, parent, handler: null }) - 1;
  }

  /** Failures inside this scope go on at `handler`, a step outside it. */
  catchIn(scope: ScopeId, handler: StepId): void {
    this.scopes[scope].handler = this.places[handler];
  }

  addCause(cause: string, part: string): CauseId {
    const known = this.causes.findIndex((c) => c.cause === cause && c.part === part);
    return known >= 0 ? known : this.causes.push({ cause, part }) - 1;
  }

  /** Starts a request (its number, visit and arrival set) at a step, when the present walk is over. */
  begin(request: RequestId, at: StepId): void {
    this.at.at[request] = at;
    this.waiting.push(request * 4 + 2);
  }

  /** Lets a pending request go on, when the present walk is over. */
  ready(request: RequestId): void {
    this.waiting.push(request * 4);
  }

  /** Makes a pending request fail where it is, when the present walk is over. */
  readyToFail(request: RequestId, cause: CauseId): void {
    this.cause.at[request] = cause;
    this.waiting.push(request * 4 + 1);
  }

  wake(request: RequestId): void {
    const place = this.places[this.at.at[request]];
    this.walk(request, place, place.sort === DELAYS ? GO_ON : place.step.wake(request));
  }

  /** Starts a request now; only from an actor's `fire`. */
  start(request: RequestId, at: StepId): void {
    const place = this.places[at];
    this.walk(request, place, this.enter(place, request));
  }

  /** Lets a pending request go on now; only from an actor's `fire`. */
  resume(request: RequestId): void {
    this.walk(request, this.placeOf(request), GO_ON);
  }

  settle(): void {
    while (!this.waiting.isEmpty) {
      const entry = this.waiting.shift();
      const request = entry >> 2;
      const sort = entry & 3;
      const place = this.placeOf(request);
      this.walk(request, place, sort === 0 ? GO_ON : sort === 1 ? FAILED : this.enter(place, request));
    }
  }

  /** Takes a pending request out of what it does inside `scope`, and fails it there. */
  interrupt(request: RequestId, scope: ScopeId, cause: CauseId): void {
    const place = this.placeOf(request);
    place.step.withdraw(request);
    this.cause.at[request] = cause;
    const handler = this.catcher(request, place.scope, scope);
    this.walk(request, handler, this.enter(handler, request));
  }

  /** Removes a pending request everywhere, without a failure. The caller frees its row. */
  abort(request: RequestId): void {
    const { step, scope } = this.placeOf(request);
    step.withdraw(request);
    for (let s = scope; s !== NO_SCOPE; s = this.scopes[s].parent) this.scopes[s].scope.leave(request);
  }

  /** What a pending request is at. */
  stepOf(request: RequestId): Step {
    return this.placeOf(request).step;
  }

  /** What holds something for a pending request, from the inside out. */
  scopesAround(request: RequestId): Scope[] {
    const around: Scope[] = [];
    for (let s = this.placeOf(request).scope; s !== NO_SCOPE; s = this.scopes[s].parent)
      around.push(this.scopes[s].scope);
    return around;
  }

  slotsHeldBy(request: RequestId): Slots[] {
    return this.scopesAround(request).flatMap((scope) => scope.slotsOf?.(request) ?? []);
  }

  private placeOf(request: RequestId): Place {
    return this.places[this.at.at[request]];
  }

  /** @throws TimeStandsStill */
  private walk(request: RequestId, from: Place, first: Outcome): void {
    let place = from;
    let outcome = first;
    let steps = 0;
    while (outcome !== PENDING) {
      if (++steps > STEPS_AT_ONCE) {
        this.clock.spend(steps);
        steps = 0;
      }
      if (outcome === GO_ON) place = place.goesOn;
      else place = outcome === FAILED ? this.catcher(request, place.scope, NO_SCOPE) : place.exits[outcome];
      outcome = this.enter(place, request);
    }
    this.clock.spend(steps);
  }

  protected enter(place: Place, request: RequestId): Outcome {
    const { sort } = place;
    if (sort === LEAVES) {
      place.leave.call(place.left, request);
      return GO_ON;
    }
    this.at.at[request] = place.id;
    if (sort === DELAYS) return place.delay!.enter(request);
    if (sort === HOLDS) return place.hold!.enter(request);
    return place.enter.call(place.step, request);
  }

  /**
   * Leaves scopes from the inside out, at least up to `atLeast`, then up to the first with a handler.
   * @throws Error if no scope has a handler: every program's outermost scope has one.
   */
  protected catcher(request: RequestId, from: ScopeId, atLeast: ScopeId): Place {
    if (this.clock.isSuspect) this.clock.failed(this.cause.at[request]);
    let mustLeave = atLeast !== NO_SCOPE;
    for (let s = from; s !== NO_SCOPE; s = this.scopes[s].parent) {
      const { scope, handler } = this.scopes[s];
      scope.leave(request);
      if (s === atLeast) mustLeave = false;
      if (!mustLeave && handler !== null) return handler;
    }
    throw new Error("a failure without a handler");
  }
}
