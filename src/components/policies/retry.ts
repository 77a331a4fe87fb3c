/**
 * Retries: at most `attemptsMax` attempts, with exponential backoff and jitter, within a budget.
 *
 * Before retry k (k = 0, 1 …) it waits baseMs · 2^k · U(low, high). The budget is a token bucket of 10:
 * each first attempt pays in `budget` tokens, each retry takes one (as in Finagle and gRPC).
 * Source: Brooker, Exponential Backoff and Jitter (AWS Architecture Blog, 2015).
 */
import { type Flow } from "../../engine/flow.js";
import { FAILED, GO_ON, type Outcome, PENDING, type Scope, type Step } from "../../engine/step.js";
import type { Program } from "../../engine/program.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { Hook } from "../steps/hook.js";
import { visitWithin } from "../steps/visit.js";

export interface RetryOptions {
  readonly attemptsMax: number; // ≥ 1, the first one counted; Infinity: for ever.
  readonly baseMs: number; // ≥ 0.
  readonly growth: number; // 2 doubles the wait each time, 1 keeps it.
  readonly jitter: { readonly low: number; readonly high: number }; // Full jitter: 0 to 1.
  readonly budget: number; // Retries a first attempt pays for; Infinity: no limit.
}

const BUCKET = 10;

export class Retry implements Step, Scope {
  retries = 0;
  readonly #flow: Flow;
  readonly #options: RetryOptions;
  readonly #stream: RandomStream;
  readonly #retried: Int32Column;
  readonly #outerVisit: Int32Column;
  #tokens = BUCKET;

  constructor(flow: Flow, options: RetryOptions, stream: RandomStream) {
    this.#flow = flow;
    this.#options = options;
    this.#stream = stream;
    this.#retried = flow.requests.int32();
    this.#outerVisit = flow.requests.int32();
  }

  around(program: Program, body: () => void): void {
    program.then(new Hook((request) => this.#begin(request)));
    const attempt = this.#flow.stepCount;
    program.attempt(
      () => {
        program.then(new Hook(() => {})); // Where the next attempt starts: a timeout's body writes other steps first.
        body();
      },
      () => {
        program.then(this);
        program.goTo(attempt);
      },
      this,
    );
  }

  /** What follows draws the same whether or not it took a second attempt. */
  leave(request: RequestId): void {
    this.#flow.visit.at[request] = this.#outerVisit.at[request];
  }

  /** An attempt has failed: waits for the next, or lets the failure pass. */
  enter(request: RequestId): Outcome {
    const { attemptsMax, baseMs, growth, jitter } = this.#options;
    const retried = this.#retried.at[request];
    if (retried + 1 >= attemptsMax || this.#tokens < 1) return FAILED;
    if (this.#options.budget !== Number.POSITIVE_INFINITY) this.#tokens--;
    this.retries++;
    this.#retried.at[request] = retried + 1;
    const { simulation, number, visit } = this.#flow;
    const u = this.#stream.uniform(number.at[request], visitWithin(this.#outerVisit.at[request], retried + 1));
    visit.at[request] = this.#stream.lo; // From a stream of this call's own, so that retries inside retries never share one.
    const waitMs = baseMs * growth ** retried * (jitter.low + u * (jitter.high - jitter.low));
    simulation.wakeRequestAt(request, simulation.nowMs + waitMs); // Even 0: a loop without end must not freeze the clock's loop.
    return PENDING;
  }

  wake(): Outcome {
    return GO_ON;
  }

  withdraw(request: RequestId): void {
    this.#flow.simulation.calmRequest(request);
  }

  #begin(request: RequestId): void {
    this.#retried.at[request] = 0;
    this.#outerVisit.at[request] = this.#flow.visit.at[request];
    if (this.#options.budget !== Number.POSITIVE_INFINITY) this.#tokens = Math.min(BUCKET, this.#tokens + this.#options.budget);
  }
}
