/**
 * How requests move: from step to step along exits, with what they hold on the way.
 *
 * A program is a graph of steps. A step's `enter` answers at once with the exit it takes, or PENDING, or
 * FAILED. Steps lie in nested scopes, each of which holds something (a thread, a connection, a timer).
 * A failure gives back whatever the scopes around it hold, from the inside out, up to the first scope that
 * has a handler, and goes on there: what `try … finally … catch` does in a program.
 *
 * Whoever lets another request go on (a freed thread for the next in line) says `ready`: it walks when this
 * walk is over, so that a long line of instant refusals cannot exhaust the stack.
 */

import { type Float64Column, type Int32Column, type RequestId, RequestTable } from "./request-table.js";
import { Ring } from "./ring.js";
import type { Simulation } from "./simulation.js";
import { FAILED, GO_ON, NOTHING, type Outcome, PENDING, type Scope, type Step } from "./step.js";
import { Delay } from "./steps/delay.js";
import { HoldSlot } from "./steps/hold-slot.js";

export type StepId = number;
export type ScopeId = number;
export type CauseId = number;
export const NO_SCOPE: ScopeId = -1;
const NO_STEP: StepId = -1;
const NOTHING_HELD = (): void => {};
const STEPS_MAX = 10_000_000; // Of one request at one instant.

export interface Cause {
  readonly cause: string; // "timeout", "line-full" …
  readonly part: string; // Which part gave it.
}

/** A request goes round for ever without time passing: the run is over, and the model is to blame. */
export class TimeStandsStill extends Error {}

export class Flow {
  readonly simulation: Simulation;
  readonly requests = new RequestTable();
  readonly causes: Cause[] = [];
  /** Number of the request in its traffic, the same in every topology: what its randomness is drawn by. */
  readonly number: Int32Column;
  /** Which repetition (of a loop, of a retry) this is, for the same purpose. */
  readonly visit: Int32Column;
  readonly cause: Int32Column;
  /** Always 0: says "the first" to a bank of one. */
  readonly first: Int32Column;
  /** Intended arrival [ms], from which response time counts. */
  readonly arrivedMs: Float64Column;

  private readonly at: Int32Column;
  private readonly steps: Step[] = [];
  private readonly delays: (Delay | null)[] = []; // The same steps, where they are delays,
  private readonly holds: (HoldSlot | null)[] = []; // or hold a slot: most of all, so they are called directly, and inlined.
  private readonly enterings: Step["enter"][] = []; // What a step does when entered: calling it by name would look it up.
  private readonly leavings: Scope["leave"][] = []; // The same of `leaves`.
  private readonly scopeOf: ScopeId[] = [];
  private readonly goesOn: StepId[] = []; // Exit 0 of each step.
  private readonly exits: StepId[][] = []; // All exits.
  private readonly leaves: (Scope | null)[] = []; // The scope that is left before a step, in the normal course.
  private readonly scopes: { scope: Scope; parent: ScopeId; handler: StepId }[] = [];
  private readonly waiting = new Ring();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.number = this.requests.int32();
    this.visit = this.requests.int32();
    this.cause = this.requests.int32();
    this.first = this.requests.int32();
    this.arrivedMs = this.requests.float64();
    this.at = this.requests.int32();
    simulation.handleRequests(this);
  }

  addStep(step: Step, scope: ScopeId): StepId {
    this.scopeOf.push(scope);
    this.exits.push([]);
    this.goesOn.push(NO_STEP);
    this.leaves.push(null);
    this.leavings.push(NOTHING_HELD);
    this.enterings.push(step.enter);
    this.delays.push(step instanceof Delay ? step : null);
    this.holds.push(step instanceof HoldSlot ? step : null);
    return this.steps.push(step) - 1;
  }

  /** A step that does nothing but leave a scope, which costs one call less than a step of its own would. */
  addLeave(left: Scope, scope: ScopeId): StepId {
    const id = this.addStep(NOTHING, scope);
    this.leaves[id] = left;
    this.leavings[id] = left.leave;
    return id;
  }

  connect(from: StepId, exit: Outcome, to: StepId): void {
    this.exits[from][exit] = to;
    if (exit === GO_ON) this.goesOn[from] = to;
  }

  addScope(scope: Scope, parent: ScopeId): ScopeId {
    return this.scopes.push({ scope, parent, handler: NO_STEP }) - 1;
  }

  /** Failures inside this scope go on at `handler`, a step outside it. */
  catchIn(scope: ScopeId, handler: StepId): void {
    this.scopes[scope].handler = handler;
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
    const at = this.at.at[request];
    this.walk(request, this.delays[at] === null ? this.steps[at].wake(request) : GO_ON);
  }

  /** Starts a request now; only from an actor's `fire`. */
  start(request: RequestId, at: StepId): void {
    this.at.at[request] = at;
    this.walk(request, this.enter(at, request));
  }

  /** Lets a pending request go on now; only from an actor's `fire`. */
  resume(request: RequestId): void {
    this.walk(request, GO_ON);
  }

  settle(): void {
    while (!this.waiting.isEmpty) {
      const entry = this.waiting.shift();
      const request = entry >> 2;
      const sort = entry & 3;
      if (sort === 0) this.walk(request, GO_ON);
      else if (sort === 1) this.walk(request, FAILED);
      else this.walk(request, this.steps[this.at.at[request]].enter(request));
    }
  }

  /** Takes a pending request out of what it does inside `scope`, and fails it there. */
  interrupt(request: RequestId, scope: ScopeId, cause: CauseId): void {
    this.steps[this.at.at[request]].withdraw(request);
    this.cause.at[request] = cause;
    const handler = this.catcher(request, this.scopeOf[this.at.at[request]], scope);
    this.at.at[request] = handler;
    this.walk(request, this.steps[handler].enter(request));
  }

  /** Takes a pending request out of everything, without a word to anybody. The caller frees its row. */
  abort(request: RequestId): void {
    const at = this.at.at[request];
    this.steps[at].withdraw(request);
    for (let s = this.scopeOf[at]; s !== NO_SCOPE; s = this.scopes[s].parent) this.scopes[s].scope.leave(request);
  }

  /** @throws TimeStandsStill */
  private walk(request: RequestId, first: Outcome): void {
    let outcome = first;
    let steps = 0;
    let at = this.at.at[request];
    while (outcome !== PENDING) {
      if (++steps > STEPS_MAX) throw new TimeStandsStill(`${STEPS_MAX} steps in no time at all`);
      if (outcome === GO_ON) at = this.goesOn[at];
      else at = outcome === FAILED ? this.catcher(request, this.scopeOf[at], NO_SCOPE) : this.exits[at][outcome];
      const left = this.leaves[at];
      if (left !== null) {
        this.leavings[at].call(left, request);
        outcome = GO_ON;
      } else {
        this.at.at[request] = at;
        outcome = this.enter(at, request);
      }
    }
  }

  private enter(at: StepId, request: RequestId): Outcome {
    const delay = this.delays[at];
    if (delay !== null) return delay.enter(request);
    const hold = this.holds[at];
    return hold !== null ? hold.enter(request) : this.enterings[at].call(this.steps[at], request);
  }

  /**
   * Leaves scopes from the inside out, at least up to `atLeast`, then up to the first with a handler.
   * @throws Error if nobody handles it: every program's outermost scope does.
   */
  private catcher(request: RequestId, from: ScopeId, atLeast: ScopeId): StepId {
    let mustLeave = atLeast !== NO_SCOPE;
    for (let s = from; s !== NO_SCOPE; s = this.scopes[s].parent) {
      const { scope, handler } = this.scopes[s];
      scope.leave(request);
      if (s === atLeast) mustLeave = false;
      if (!mustLeave && handler !== NO_STEP) return handler;
    }
    throw new Error("a failure that nobody handles");
  }
}
