/**
 * A token bucket: each request takes a token, and tokens come at a rate as long as there are fewer than `burst`. So in
 * any time T at most burst + rate · T get through.
 *
 * Kept as the moment at which it will be full again, as the generic cell rate algorithm does (ITU-T I.371, annex A),
 * so that no token needs an event.
 */
const ROUNDING = 1e-6; // Of the time between two tokens: sums of such times are not exact.

export class TokenBucket {
  private perMs: number;
  private burst: number;
  private fullAtMs = 0.5;

  /** Full at first. @param perMs tokens that come in a millisecond @param burst the most that are kept, ≥ 1 */
  constructor(perMs: number, burst: number) {
    this.perMs = perMs;
    this.burst = burst;
    this.fullAtMs = 0;
  }

  /** @returns false if there is none */
  take(nowMs: number): boolean {
    if (this.readyAtMs > nowMs + ROUNDING / this.perMs) return false;
    this.fullAtMs = Math.max(this.fullAtMs, nowMs) + 1 / this.perMs;
    return true;
  }

  /** When the next token is there, or was [ms]. */
  get readyAtMs(): number {
    return this.fullAtMs - (this.burst - 1) / this.perMs;
  }

  /** Tokens that have yet to come until it is full. */
  missing(nowMs: number): number {
    return Math.max(0, this.fullAtMs - nowMs) * this.perMs;
  }

  /** From now on another rate or size; as many tokens are missing as before, but no more than it holds. */
  change(nowMs: number, perMs: number, burst: number): void {
    const missing = Math.min(burst, this.missing(nowMs));
    this.perMs = perMs;
    this.burst = burst;
    this.fullAtMs = nowMs + missing / perMs;
  }
}
