/**
 * How long a caller waits before its next attempt. Before retry k (k = 0, 1 …) it waits
 *
 *   min(cap, base · growth^k) · U(low, high)
 *
 * or, with decorrelated jitter, min(cap, U(base, 3 · the wait before)), the first time 3 · base. Source: Brooker,
 * Exponential Backoff and Jitter (AWS Architecture Blog, 2015).
 */
import type { Flow } from "../../engine/flow.js";
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";
import type { Float64Column, RequestId } from "../../engine/request-table.js";

export interface BackOffOptions {
  readonly baseMs: number | Sampler; // ≥ 0.
  readonly growth: number; // Factor per retry: 2 doubles the wait, 1 keeps it.
  readonly capMs: number; // Longest wait before jitter; Infinity: none.
  readonly jitter: Spread | "decorrelated"; // Full jitter: 0 to 1.
}

interface Spread {
  readonly low: number;
  readonly high: number;
}

export interface BackOff {
  /** @param retried retries before this one @returns [ms] */
  waitMs(request: RequestId, retried: number): number;
}

const TIMES = 3; // Of the wait before, by Brooker.

export const newBackOff = (flow: Flow, options: BackOffOptions, stream: RandomStream): BackOff =>
  options.jitter === "decorrelated"
    ? new Decorrelated(flow, options, stream)
    : new Growing(flow, options, options.jitter, stream);

/** A drawn base is drawn anew each time. */
function baseOf({ number, visit }: Flow, { baseMs }: BackOffOptions, request: RequestId): number {
  return typeof baseMs === "number" ? baseMs : baseMs.next(number.at[request], visit.at[request]);
}

class Growing implements BackOff {
  private readonly flow: Flow;
  private readonly options: BackOffOptions;
  private readonly jitter: Spread;
  private readonly stream: RandomStream;

  constructor(flow: Flow, options: BackOffOptions, jitter: Spread, stream: RandomStream) {
    this.flow = flow;
    this.options = options;
    this.jitter = jitter;
    this.stream = stream;
  }

  waitMs(request: RequestId, retried: number): number {
    const { growth, capMs } = this.options;
    const { number, visit } = this.flow;
    const u = this.stream.uniform(number.at[request], visit.at[request]);
    const { low, high } = this.jitter;
    return Math.min(capMs, baseOf(this.flow, this.options, request) * growth ** retried) * (low + u * (high - low));
  }
}

class Decorrelated implements BackOff {
  private readonly flow: Flow;
  private readonly options: BackOffOptions;
  private readonly stream: RandomStream;
  private readonly waitedMs: Float64Column; // Before the last attempt.

  constructor(flow: Flow, options: BackOffOptions, stream: RandomStream) {
    this.flow = flow;
    this.options = options;
    this.stream = stream;
    this.waitedMs = flow.requests.float64();
  }

  waitMs(request: RequestId, retried: number): number {
    const { capMs } = this.options;
    const { number, visit } = this.flow;
    const base = baseOf(this.flow, this.options, request);
    const before = retried === 0 ? base : this.waitedMs.at[request];
    const u = this.stream.uniform(number.at[request], visit.at[request]);
    const waitMs = Math.min(capMs, base + u * (TIMES * before - base));
    this.waitedMs.at[request] = waitMs;
    return waitMs;
  }
}
