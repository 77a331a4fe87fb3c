/**
 * Retries: at most `attemptsMax` attempts, with exponential backoff and jitter, within a budget.
 *
 * Before retry k (k = 0, 1 …) it waits baseMs · 2^k · U(low, high).
 * Source: Brooker, Exponential Backoff and Jitter (AWS Architecture Blog, 2015).
 */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";
import { saltOf, visitWithin } from "../steps/visit.js";
import { RetryBudget, type RetryBudgetOptions } from "./retry-budget.js";

export interface RetryOptions {
  readonly attemptsMax: number; // ≥ 1, including the first; Infinity: unlimited.
  readonly baseMs: number; // ≥ 0.
  readonly growth: number; // Factor per retry: 2 doubles the wait, 1 keeps it.
  readonly jitter: { readonly low: number; readonly high: number }; // Full jitter: 0 to 1.
  readonly budget: RetryBudgetOptions;
}

export class Retry extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly budget: RetryBudget;
  private readonly retried: Int32Column;
  private readonly outerVisit: Int32Column;
  private readonly backOff: BackOff;

  constructor(flow: Flow, options: RetryOptions, stream: RandomStream) {
    super();
    this.flow = flow;
    this.budget = new RetryBudget(options.budget, () => flow.simulation.nowMs);
    this.retried = flow.requests.int32();
    this.outerVisit = flow.requests.int32();
    this.backOff = new BackOff(flow, options, stream, this.budget, this.retried, this.outerVisit);
  }

  around(program: Program, body: () => void): void {
    program.within(this, () => {
      const attempt = program.mark();
      program.attempt(body, () => {
        program.add(this.backOff);
        program.goTo(attempt.step);
      });
    });
  }

  enter(request: RequestId): Outcome {
    this.retried.at[request] = 0;
    this.outerVisit.at[request] = this.flow.visit.at[request];
    this.budget.earn();
    return GO_ON;
  }

  /** Restores the visit, so that later steps draw the same with or without retries. */
  leave(request: RequestId): void {
    this.flow.visit.at[request] = this.outerVisit.at[request];
  }
}

/** After a failed attempt: waits for the next, or passes the failure on. */
class BackOff implements Step {
  private readonly salt: number;
  private readonly flow: Flow;
  private readonly options: RetryOptions;
  private readonly stream: RandomStream;
  private readonly budget: RetryBudget;
  private readonly retried: Int32Column;
  private readonly outerVisit: Int32Column;

  constructor(
    flow: Flow,
    options: RetryOptions,
    stream: RandomStream,
    budget: RetryBudget,
    retried: Int32Column,
    outerVisit: Int32Column,
  ) {
    this.flow = flow;
    this.options = options;
    this.stream = stream;
    this.salt = saltOf(stream);
    this.budget = budget;
    this.retried = retried;
    this.outerVisit = outerVisit;
  }

  enter(request: RequestId): Outcome {
    const { attemptsMax, baseMs, growth, jitter } = this.options;
    const retried = this.retried.at[request];
    if (retried + 1 >= attemptsMax || !this.budget.spend()) return FAILED;
    this.retried.at[request] = retried + 1;
    const { simulation, number, visit } = this.flow;
    visit.at[request] = visitWithin(this.outerVisit.at[request], retried + 1, this.salt);
    const u = this.stream.uniform(number.at[request], visit.at[request]);
    const waitMs = baseMs * growth ** retried * (jitter.low + u * (jitter.high - jitter.low));
    simulation.wakeRequestAt(request, simulation.nowMs + waitMs); // Also for 0: an endless loop is then one of events.
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
  }
}
