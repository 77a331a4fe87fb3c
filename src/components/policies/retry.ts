/** Retries: at most `attemptsMax` attempts, after failures of some causes, with a wait between them, within a budget. */
import type { Flow } from "../../engine/flow.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Float64Column, Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import { ATTEMPT, type Spending } from "../../engine/tracing/stretch.js";
import { InstantStep } from "../steps/instant-step.js";
import { saltOf, visitWithin } from "../steps/visit.js";
import { type BackOff, type BackOffOptions, newBackOff } from "./back-off.js";
import { Causes } from "./causes.js";
import type { RetryBudget } from "./retry-budget.js";

export interface RetryOptions extends BackOffOptions {
  readonly attemptsMax: number; // ≥ 1, including the first; Infinity: unlimited.
  readonly on: readonly string[] | null; // Causes of failures; null: all.
  readonly heedsRetryAfter: boolean; // Waits at least as long as the refusal says.
}

export class Retry extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly budget: RetryBudget;
  private readonly retried: Int32Column;
  private readonly outerVisit: Int32Column;
  private readonly refusedUntilMs: Float64Column | null; // Null: it does not ask.
  private readonly again: Again;

  /** @param budget shared by all calls of its step */
  constructor(flow: Flow, options: RetryOptions, budget: RetryBudget, stream: RandomStream) {
    super();
    this.flow = flow;
    this.budget = budget;
    this.retried = flow.requests.int32();
    this.outerVisit = flow.requests.int32();
    this.refusedUntilMs = options.heedsRetryAfter ? flow.heedRefusals() : null;
    this.again = new Again(flow, options, stream, this.budget, this.retried, this.outerVisit);
  }

  around(program: Program, body: () => void): void {
    program.within(this, () => {
      this.flow.opens(ATTEMPT);
      const attempt = program.mark();
      const once = (): void => {
        body();
        this.flow.closes();
      };
      program.attempt(once, () => {
        program.add(this.again);
        program.goTo(attempt.step);
      });
    });
  }

  enter(request: RequestId): Outcome {
    this.retried.at[request] = 0;
    this.outerVisit.at[request] = this.flow.visit.at[request];
    this.budget.earn();
    if (this.refusedUntilMs !== null) this.refusedUntilMs.at[request] = 0; // What an earlier refusal said.
    return GO_ON;
  }

  /** Restores the visit, so that later steps draw the same with or without retries. */
  leave(request: RequestId): void {
    this.flow.visit.at[request] = this.outerVisit.at[request];
  }
}

/** After a failed attempt: waits for the next, or passes the failure on. */
class Again implements Step {
  readonly spends: Spending = { as: "back-off", on: "before another attempt" };
  private readonly salt: number;
  private readonly flow: Flow;
  private readonly attemptsMax: number;
  private readonly budget: RetryBudget;
  private readonly retried: Int32Column;
  private readonly outerVisit: Int32Column;
  private readonly backOff: BackOff;
  private readonly on: Causes | null;
  private readonly refusedUntilMs: Float64Column | null;

  constructor(
    flow: Flow,
    options: RetryOptions,
    stream: RandomStream,
    budget: RetryBudget,
    retried: Int32Column,
    outerVisit: Int32Column,
  ) {
    this.flow = flow;
    this.attemptsMax = options.attemptsMax;
    this.salt = saltOf(stream);
    this.budget = budget;
    this.retried = retried;
    this.outerVisit = outerVisit;
    this.backOff = newBackOff(flow, options, stream);
    this.on = options.on === null ? null : new Causes(flow, options.on);
    this.refusedUntilMs = options.heedsRetryAfter ? flow.heedRefusals() : null;
  }

  enter(request: RequestId): Outcome {
    const retried = this.retried.at[request];
    if (retried + 1 >= this.attemptsMax) return FAILED;
    if (this.on?.has(this.flow.cause.at[request]) === false || !this.budget.spend()) return FAILED;
    this.retried.at[request] = retried + 1;
    const { simulation, visit } = this.flow;
    visit.at[request] = visitWithin(this.outerVisit.at[request], retried + 1, this.salt);
    let atMs = simulation.nowMs + this.backOff.waitMs(request, retried);
    if (this.refusedUntilMs !== null) {
      atMs = Math.max(atMs, this.refusedUntilMs.at[request]);
      this.refusedUntilMs.at[request] = 0;
    }
    simulation.wakeRequestAt(request, atMs); // Also for 0: an endless loop is then one of events.
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.flow.simulation.calmRequest(request);
  }
}
