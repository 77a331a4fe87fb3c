/**
 * A circuit breaker: after so many failures in a row, calls are refused for a while.
 *
 * CLOSED → OPEN after `failures` consecutive failures; after `openMs` a single call is let through as a probe:
 * success closes the breaker, failure reopens it. Calls begun before a change of state no longer count.
 * Source: Nygard, Release It! (2007), ch. 5; Fowler, CircuitBreaker (2014).
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { Histogram } from "../../engine/histogram.js";
import type { Program } from "../../engine/program.js";
import type { Int32Column, RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome, type Scope } from "../../engine/step.js";
import { Hook, InstantStep } from "../steps/instant-step.js";

export interface BreakerOptions {
  readonly failures: number; // In a row, ≥ 1.
  readonly openMs: number;
}

/** Durations of the closed and open phases. */
export interface BreakerRecord {
  readonly closedMs: Histogram;
  readonly openMs: Histogram;
}

export class CircuitBreaker extends InstantStep implements Scope {
  private readonly flow: Flow;
  private readonly options: BreakerOptions;
  private readonly whenOpen: CauseId;
  private readonly record: BreakerRecord;
  private readonly phaseOf: Int32Column; // The phase in which each call was made.
  private phase = 0; // Incremented at every change of state.
  private state: "closed" | "open" | "probing" = "closed";
  private failuresInRow = 0;
  private closedSinceMs = 0;
  private opensUntilMs = 0;

  constructor(flow: Flow, options: BreakerOptions, whenOpen: CauseId, record: BreakerRecord) {
    super();
    this.flow = flow;
    this.options = options;
    this.whenOpen = whenOpen;
    this.record = record;
    this.phaseOf = flow.requests.int32();
  }

  around(program: Program, body: () => void): void {
    program.within(this, () =>
      program.attempt(
        () => {
          body();
          program.add(new Hook((request) => this.succeed(request)));
        },
        () => program.add(new PassOn((request) => this.fail(request))),
      ),
    );
  }

  enter(request: RequestId): Outcome {
    const isProbe = this.state === "open" && this.flow.simulation.nowMs >= this.opensUntilMs;
    if (this.state !== "closed" && !isProbe) {
      this.flow.cause.at[request] = this.whenOpen;
      return FAILED;
    }
    if (isProbe) this.change("probing");
    this.phaseOf.at[request] = this.phase;
    return GO_ON;
  }

  /** If a probe is stopped without a result, the next call is the probe. */
  leave(request: RequestId): void {
    if (this.state === "probing" && this.counts(request)) this.change("open");
  }

  private succeed(request: RequestId): void {
    if (!this.counts(request)) return;
    this.failuresInRow = 0;
    if (this.state === "closed") return;
    this.change("closed");
    this.closedSinceMs = this.flow.simulation.nowMs;
  }

  private fail(request: RequestId): void {
    if (!this.counts(request)) return;
    const { failures, openMs } = this.options;
    const { nowMs } = this.flow.simulation;
    if (this.state === "closed") {
      if (++this.failuresInRow < failures) return;
      this.record.closedMs.record(nowMs - this.closedSinceMs);
    }
    this.change("open");
    this.opensUntilMs = nowMs + openMs;
    this.record.openMs.record(openMs);
  }

  private counts(request: RequestId): boolean {
    return this.phaseOf.at[request] === this.phase;
  }

  private change(state: "closed" | "open" | "probing"): void {
    this.state = state;
    this.phase = (this.phase + 1) | 0;
    this.failuresInRow = 0;
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
