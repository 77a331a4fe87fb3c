/**
 * Refuses what comes faster than a rate, by a token bucket: each request takes a token, and tokens come at the rate as
 * long as there are fewer than `burst`. So in a time T at most burst + rate · T get through.
 */
import type { CauseId, Flow } from "../../engine/flow.js";
import type { RequestId } from "../../engine/request-table.js";
import { FAILED, GO_ON, type Outcome } from "../../engine/step.js";
import { InstantStep } from "../steps/instant-step.js";

export class TokenBucket {
  private readonly perMs: number;
  private readonly burst: number;
  private tokens: number;
  private sinceMs = 0;

  /** Full at first. */
  constructor(perMs: number, burst: number) {
    this.perMs = perMs;
    this.burst = burst;
    this.tokens = burst;
  }

  /** @returns false if there is none */
  take(nowMs: number): boolean {
    this.tokens = Math.min(this.burst, this.tokens + (nowMs - this.sinceMs) * this.perMs);
    this.sinceMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }

  /** When the next token is there, if no other takes it. */
  nextAtMs(): number {
    return this.sinceMs + (1 - this.tokens) / this.perMs;
  }
}

export class Throttle extends InstantStep {
  private readonly flow: Flow;
  private readonly dial: { readonly now: number }; // 1 while it holds.
  private readonly bucket: TokenBucket; // Of all call sites.
  private readonly cause: CauseId;

  constructor(flow: Flow, dial: { readonly now: number }, bucket: TokenBucket, cause: CauseId) {
    super();
    this.flow = flow;
    this.dial = dial;
    this.bucket = bucket;
    this.cause = cause;
  }

  enter(request: RequestId): Outcome {
    if (this.dial.now === 0 || this.bucket.take(this.flow.simulation.nowMs)) return GO_ON;
    this.flow.cause.at[request] = this.cause;
    this.flow.refuseUntil(request, this.bucket.nextAtMs());
    return FAILED;
  }
}
