/** How long a hedged call waits for an answer before it asks again. */
import type { Flow } from "../../engine/flow.js";
import type { Float64Column, RequestId } from "../../engine/request-table.js";

export interface HedgeDelay {
  readonly nowMs: number;
  begins(caller: RequestId): void;
  /** The first request had its answer before the delay was over, */
  wasInTime(caller: RequestId): void;
  /** or had none by then. */
  wasLate(): void;
}

export class FixedDelay implements HedgeDelay {
  readonly nowMs: number;
  constructor(ms: number) {
    this.nowMs = ms;
  }
  begins(): void {}
  wasInTime(): void {}
  wasLate(): void {}
}

const STEP = 0.05; // Of the logarithm: it follows a change within some hundreds of calls.

/**
 * A percentile of the answers' times, followed while they come: ln q grows by STEP · p after a late answer, and falls by
 * STEP · (1 − p) after one in time. Whatever the times are, a share of 1 − p is then late in the long run; when the
 * answer would have come need not be known. No call is hedged until there has been a first answer.
 * Source: Robbins & Monro, A Stochastic Approximation Method (1951).
 */
export class PercentileDelay implements HedgeDelay {
  nowMs = Number.POSITIVE_INFINITY;
  private readonly flow: Flow;
  private readonly share: number;
  private readonly begunMs: Float64Column;

  /** @param share such as 0.95 */
  constructor(flow: Flow, share: number) {
    this.flow = flow;
    this.share = share;
    this.begunMs = flow.requests.float64();
  }

  begins(caller: RequestId): void {
    this.begunMs.at[caller] = this.flow.simulation.nowMs;
  }

  wasInTime(caller: RequestId): void {
    if (this.nowMs < Number.POSITIVE_INFINITY) this.nowMs *= Math.exp(-STEP * (1 - this.share));
    else this.nowMs = Math.max(1e-3, this.flow.simulation.nowMs - this.begunMs.at[caller]);
  }

  wasLate(): void {
    this.nowMs *= Math.exp(STEP * this.share);
  }
}
