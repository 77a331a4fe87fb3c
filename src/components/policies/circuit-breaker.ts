/** A circuit breaker around a call: it refuses calls, and counts how those end that it lets through. */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { Hook, InstantStep } from "../steps/instant-step.js";
import { type BreakerState, REFUSED } from "./breaker-state.js";

/** The breakers of one step: one for all who call, or one for each instance of them. */
export interface BreakerBank {
  readonly states: readonly BreakerState[];
  readonly instance: Int32Column; // Of the caller; all 0 for a bank of one.
}

const COUNTED = -2; // Its result has been reported.

export class CircuitBreaker extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly bank: BreakerBank;
  private readonly whenOpen: CauseId;
  private readonly slowMs: number;
  private readonly phaseOf: Int32Column; // The phase in which each call was made.
  private readonly begunMs: Float64Column | null;

  /** @param slowMs an answer that takes so long counts as a failure, though it is one to the caller; Infinity: none */
  constructor(flow: Flow, bank: BreakerBank, whenOpen: CauseId, slowMs = Number.POSITIVE_INFINITY) {
    super();
    this.flow = flow;
    this.bank = bank;
    this.whenOpen = whenOpen;
    this.slowMs = slowMs;
    this.phaseOf = flow.requests.int32();
    this.begunMs = slowMs < Number.POSITIVE_INFINITY ? flow.requests.float64() : null;
  }

  around(program: Program, body: () => void): void {
    program.within(this, () =>
      program.attempt(
        () => {
          body();
          program.add(new Hook((request) => this.report(request, this.wasSlow(request))));
        },
        () => program.add(new PassOn((request) => this.report(request, true))),
      ),
    );
  }

  enter(request: RequestId): Outcome {
    const state = this.stateFor(request);
    const phase = state.admit();
    if (phase === REFUSED) {
      this.flow.cause.at[request] = this.whenOpen;
      this.flow.refuseUntil(request, state.refusesUntilMs);
      return FAILED;
    }
    this.phaseOf.at[request] = phase;
    if (this.begunMs !== null) this.begunMs.at[request] = this.flow.simulation.nowMs;
    return GO_ON;
  }

  leave(request: RequestId): void {
    const state = this.stateFor(request);
    if (this.phaseOf.at[request] === state.phase) state.abandon();
  }

  private report(request: RequestId, hasFailed: boolean): void {
    const state = this.stateFor(request);
    const isOfThisPhase = this.phaseOf.at[request] === state.phase;
    this.phaseOf.at[request] = COUNTED;
    if (isOfThisPhase) state.report(hasFailed);
  }

  private wasSlow(request: RequestId): boolean {
    return this.begunMs !== null && this.flow.simulation.nowMs - this.begunMs.at[request] >= this.slowMs;
  }

  private stateFor(request: RequestId): BreakerState {
    return this.bank.states[this.bank.instance.at[request]];
  }
}

/** Passes the failure on. */
class PassOn extends InstantStep {
  private readonly act: (request: RequestId) => void;
  constructor(act: (request: RequestId) => void) {
    super();
    this.act = act;
  }
  enter(request: RequestId): Outcome {
    this.act(request);
    return FAILED;
  }
}
