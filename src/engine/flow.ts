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
import { type Float64Column, type Int32Column, type RequestId, RequestTable } from "./request-table.js";
import { Ring } from "./ring.js";
import type { Simulation } from "./simulation.js";
import type { Slots } from "./slots.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "./step.js";
import type { StillClock } from "./still-clock.js";
import type { Stretch } from "./tracing/stretch.js";

export { NO_SCOPE, type ScopeId, type StepId } from "./place.js";
export type CauseId = number;
export const NOTHING_LEARNED = -1;
const STEPS_AT_ONCE = 1_000_000; // Then the clock is checked, since one walk may be endless.

export interface Cause {
  readonly cause: string; // "timeout", "queue-full" …
  readonly part: string; // The part where it happened.
}

export class Flow {
  readonly simulation: Simulation;
  readonly requests = new RequestTable();
  readonly causes: Cause[] = [];
  /** Number of the request in its traffic, the same in every topology: the key of its random draws. */
  readonly number: Int32Column;
  /** Which repetition (of a loop, of a retry) this is: the second key of its random draws. */
  readonly visit: Int32Column;
  /** Which repetition of a loop this is, the same for every attempt: the second key of what it is about. */
  readonly round: Int32Column;
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
  private readonly carried: Int32Column[] = [];
  private readonly carriedTimes: Float64Column[] = [];
  private readonly learned: Int32Column[] = [];
  private readonly marked: Int32Column[] = [];
  private refusedUntilMs: Float64Column | null = null; // Null: no caller asks.

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.clock = simulation.clock;
    this.clock.requests = this.requests;
    this.number = this.requests.int32();
    this.visit = this.requests.int32();
    this.round = this.requests.int32();
    this.cause = this.requests.int32();
    this.first = this.requests.int32();
    this.arrivedMs = this.requests.float64();
    this.at = this.requests.int32();
    simulation.handleRequests(this);
  }

  /** A column of what is true of a request, and of its branches, messages and timed attempts too. */
  carries(): Int32Column {
    const column = this.requests.int32();
    this.carried.push(column);
    return column;
  }

  /** The same of times [ms]. */
  carriesTime(): Float64Column {
    const column = this.requests.float64();
    this.carriedTimes.push(column);
    return column;
  }

  /** A column of what a request finds out, or a branch or timed attempt on its behalf; NOTHING_LEARNED until then. */
  learns(): Int32Column {
    const column = this.requests.int32();
    this.learned.push(column);
    return column;
  }

  /** A column of marks: a request is marked by its number, and so are all that work for it, before and after. */
  marks(): Int32Column {
    const column = this.requests.int32();
    this.marked.push(column);
    return column;
  }

  /** A column of when a request was told to come back, by what refused it [ms]; 0: it was not. */
  heedRefusals(): Float64Column {
    this.refusedUntilMs ??= this.requests.float64();
    return this.refusedUntilMs;
  }

  /** What refuses a request says until when. */
  refuseUntil(request: RequestId, atMs: number): void {
    if (this.refusedUntilMs !== null) this.refusedUntilMs.at[request] = atMs;
  }

  /** One request does the work of another from here: it draws the same, and is about the same. */
  inherit(child: RequestId, parent: RequestId): void {
    const { number, visit, round } = this;
    number.at[child] = number.at[parent];
    visit.at[child] = visit.at[parent];
    round.at[child] = round.at[parent];
    for (let i = 0; i < this.carried.length; i++) this.carried[i].at[child] = this.carried[i].at[parent];
    for (let i = 0; i < this.carriedTimes.length; i++) this.carriedTimes[i].at[child] = this.carriedTimes[i].at[parent];
    for (let i = 0; i < this.marked.length; i++) this.marked[i].at[child] = this.marked[i].at[parent];
    for (let i = 0; i < this.learned.length; i++) this.learned[i].at[child] = NOTHING_LEARNED;
    this.refuseUntil(child, 0);
  }

  /** A request works for no other from here. @param number of its own */
  alone(request: RequestId, number: number): void {
    this.number.at[request] = number;
    this.visit.at[request] = 0;
    this.round.at[request] = 0;
    for (let i = 0; i < this.carried.length; i++) this.carried[i].at[request] = 0;
  }

  /** A request knows from here what another has found out on its behalf. */
  learn(parent: RequestId, child: RequestId): void {
    for (let i = 0; i < this.learned.length; i++) {
      const { at } = this.learned[i];
      if (at[child] !== NOTHING_LEARNED) at[parent] = at[child];
    }
    const number = this.number.at[child];
    for (let i = 0; i < this.marked.length; i++) {
      const { at } = this.marked[i];
      if (at[child] === number) at[parent] = number;
    }
    if (this.refusedUntilMs !== null) this.refuseUntil(parent, this.refusedUntilMs.at[child]);
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
