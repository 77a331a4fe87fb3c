/**
 * Measured only if an experiment names it: calls between endpoints, and the requests of one traffic source. It costs
 * two steps per request.
 */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { GO_ON, type Outcome, type Scope, type Step } from "../../engine/step.js";
import { Hook } from "../steps/instant-step.js";
import type { Degraded } from "./degraded.js";
import { Tally } from "./tally.js";
import { OUTSIDE, type Window } from "./window.js";

const UNDER_WAY = 0;
const ANSWERED = 1;
const DEGRADED_BEFORE = 2; // Under way, for a request that was degraded elsewhere.

export class Watch extends Tally implements Step, Scope {
  private readonly flow: Flow;
  private readonly window: Window;
  private readonly startedMs: Float64Column;
  private readonly binOf: Int32Column;
  private readonly stateOf: Int32Column;
  private readonly isSource: boolean;
  private readonly degraded: () => Degraded | null;

  /** @param isSource whether time counts from the intended arrival, as users see it, rather than from the call */
  constructor(flow: Flow, name: string, window: Window, isSource: boolean, degraded: () => Degraded | null) {
    super(name, window.bins);
    this.flow = flow;
    this.window = window;
    this.startedMs = flow.requests.float64();
    this.binOf = flow.requests.int32();
    this.stateOf = flow.requests.int32();
    this.isSource = isSource;
    this.degraded = degraded;
  }

  /** Writes the watched body; a body that does not finish has failed. */
  around(program: Program, body: () => void): void {
    program.within(this, () => {
      body();
      program.add(new Hook((request) => this.answered(request)));
    });
  }

  /** What was degraded before it came here is not degraded here. */
  private answered(request: RequestId): void {
    const degraded = this.degraded();
    const isWorse = degraded?.has(request) === true && this.stateOf.at[request] !== DEGRADED_BEFORE;
    if (isWorse) this.flow.cause.at[request] = degraded.causeOf(request);
    else this.stateOf.at[request] = ANSWERED;
  }

  enter(request: RequestId): Outcome {
    const { flow, window } = this;
    const startMs = this.isSource ? flow.arrivedMs.at[request]! : flow.simulation.nowMs;
    const bin = window.binNow(startMs);
    this.startedMs.at[request] = startMs;
    this.binOf.at[request] = bin;
    this.stateOf.at[request] = this.degraded()?.has(request) === true ? DEGRADED_BEFORE : UNDER_WAY;
    if (bin !== OUTSIDE) this.arrivals[bin]!++;
    return GO_ON;
  }

  leave(request: RequestId): void {
    const now = this.flow.simulation.nowMs;
    const [binNow, bin] = [this.window.binNow(now), this.binOf.at[request]!];
    const isAnswered = this.stateOf.at[request] === ANSWERED;
    if (binNow !== OUTSIDE) (isAnswered ? this.answersThen : this.failuresThen)[binNow]!++;
    if (bin === OUTSIDE) return;
    if (isAnswered) this.countAnswer(bin, now - this.startedMs.at[request]!);
    else this.countFailure(bin, this.flow.cause.at[request]!);
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(): void {}
}

/** Calls of a part, from the caller inward: requested, with all retries, and those that reach it. */
export interface CallCounts {
  asked: number;
  attempts: number;
  calls: number;
}
