/**
 * Gives a law what happened in a window as one: the mean time, the most in flight, whether any failed. A window ends
 * with the first request that ends after its time, and counts if it has ten.
 */
import type { Adaptation } from "./adaptation.js";

const ENOUGH = 10;

export class Windowed implements Adaptation {
  private readonly inner: Adaptation;
  private readonly windowMs: number;
  private readonly nowMs: () => number;
  private limit: number;
  private endsMs = 0.5;
  private count = 0;
  private tookMs = 0.5;
  private most = 0;
  private hasFailed = false;

  /** @param first the limit until the first window has ended */
  constructor(inner: Adaptation, first: number, windowMs: number, nowMs: () => number) {
    this.inner = inner;
    this.limit = first;
    this.windowMs = windowMs;
    this.nowMs = nowMs;
    this.endsMs = windowMs;
    this.tookMs = 0;
  }

  next(tookMs: number, inFlight: number, hasFailed: boolean): number {
    this.count++;
    this.tookMs += tookMs;
    this.most = Math.max(this.most, inFlight);
    this.hasFailed ||= hasFailed;
    const nowMs = this.nowMs();
    if (nowMs <= this.endsMs) return this.limit;
    this.endsMs = nowMs + this.windowMs;
    if (this.count >= ENOUGH) this.limit = this.inner.next(this.tookMs / this.count, this.most, this.hasFailed);
    this.count = 0;
    this.tookMs = 0;
    this.most = 0;
    this.hasFailed = false;
    return this.limit;
  }
}
