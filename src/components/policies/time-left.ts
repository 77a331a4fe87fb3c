/**
 * The time that is left travels with what is asked: each request knows when it is late, and so does all that works for
 * it, its messages too. What is late is not begun.
 *
 * Sources: gRPC and Deadlines (a call's deadline travels on with the calls that its handler makes); Finagle, Deadline.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";

export class TimeLeft {
  private readonly flow: Flow;
  private readonly numberOf: Int32Column; // Of the request that knows it: a row may be another's by now.
  private readonly untilMs: Float64Column;

  constructor(flow: Flow) {
    this.flow = flow;
    this.numberOf = flow.carries();
    this.untilMs = flow.carriesTime();
  }

  /** When the request is late; Infinity: never [ms]. */
  endsAtMs(request: RequestId): number {
    return this.numberOf.at[request] === this.flow.number.at[request]
      ? this.untilMs.at[request]
      : Number.POSITIVE_INFINITY;
  }

  set(request: RequestId, untilMs: number): void {
    this.numberOf.at[request] = this.flow.number.at[request];
    this.untilMs.at[request] = untilMs;
  }

  isLate(request: RequestId): boolean {
    return this.flow.simulation.nowMs >= this.endsAtMs(request);
  }
}

/** From here on the request has so long, and no longer than it had before. */
export class Travels extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly timeLeft: TimeLeft;
  private readonly limitMs: number;
  private readonly outerMs: Float64Column;

  constructor(flow: Flow, timeLeft: TimeLeft, limitMs: number) {
    super();
    this.flow = flow;
    this.timeLeft = timeLeft;
    this.limitMs = limitMs;
    this.outerMs = flow.requests.float64();
  }

  around(program: Program, body: () => void): void {
    program.within(this, body);
  }

  enter(request: RequestId): Outcome {
    const outerMs = this.timeLeft.endsAtMs(request);
    this.outerMs.at[request] = outerMs;
    this.timeLeft.set(request, Math.min(outerMs, this.flow.simulation.nowMs + this.limitMs));
    return GO_ON;
  }

  leave(request: RequestId): void {
    this.timeLeft.set(request, this.outerMs.at[request]);
  }
}

/** Fails what is late. */
export class NotLate extends InstantStep {
  private readonly flow: Flow;
  private readonly timeLeft: TimeLeft;
  private readonly cause: CauseId;

  constructor(flow: Flow, timeLeft: TimeLeft, cause: CauseId) {
    super();
    this.flow = flow;
    this.timeLeft = timeLeft;
    this.cause = cause;
  }

  enter(request: RequestId): Outcome {
    if (!this.timeLeft.isLate(request)) return GO_ON;
    this.flow.cause.at[request] = this.cause;
    return FAILED;
  }
}
