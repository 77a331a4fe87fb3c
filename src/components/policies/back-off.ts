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

export function newBackOff(flow: Flow, options: BackOffOptions, stream: RandomStream): BackOff {
  const { jitter, baseMs } = options;
  if (jitter === "decorrelated") return new Decorrelated(flow, options, stream);
  return typeof baseMs === "number"
    ? new Growing(flow, { ...options, baseMs, jitter }, stream)
    : new Drawn(flow, { ...options, baseMs, jitter }, stream);
}

class Growing implements BackOff {
  private readonly flow: Flow;
  private readonly options: BackOffOptions & { readonly baseMs: number; readonly jitter: Spread };
  private readonly stream: RandomStream;

  constructor(flow: Flow, options: Growing["options"], stream: RandomStream) {
    this.flow = flow;
    this.options = options;
    this.stream = stream;
  }

  waitMs(request: RequestId, retried: number): number {
    const { baseMs, growth, capMs, jitter } = this.options;
    const { number, visit } = this.flow;
    const u = this.stream.uniform(number.at[request], visit.at[request]);
    return Math.min(capMs, baseMs * growth ** retried) * (jitter.low + u * (jitter.high - jitter.low));
  }
}

/** The base is drawn anew each time. */
class Drawn implements BackOff {
  private readonly flow: Flow;
  private readonly options: BackOffOptions & { readonly baseMs: Sampler; readonly jitter: Spread };
  private readonly stream: RandomStream;

  constructor(flow: Flow, options: Drawn["options"], stream: RandomStream) {
    this.flow = flow;
    this.options = options;
    this.stream = stream;
  }

  waitMs(request: RequestId, retried: number): number {
    const { baseMs, growth, capMs, jitter } = this.options;
    const { number, visit } = this.flow;
    const drawn = baseMs.next(number.at[request], visit.at[request]);
    const u = this.stream.uniform(number.at[request], visit.at[request]);
    return Math.min(capMs, drawn * growth ** retried) * (jitter.low + u * (jitter.high - jitter.low));
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
    const { baseMs, capMs } = this.options;
    const { number, visit } = this.flow;
    const base = typeof baseMs === "number" ? baseMs : baseMs.next(number.at[request], visit.at[request]);
    const before = retried === 0 ? base : this.waitedMs.at[request];
    const u = this.stream.uniform(number.at[request], visit.at[request]);
    const waitMs = Math.min(capMs, base + u * (TIMES * before - base));
    this.waitedMs.at[request] = waitMs;
    return waitMs;
  }
}
