/**
 * A retry budget: each first attempt deposits `share` of a retry, each retry takes one; it starts with `BURST`.
 *
 * Deposits expire after ten seconds, except that up to `BURST` is kept: the budget holds at most `BURST` or the
 * deposits of the last ten seconds, whichever is more. Or it is a bucket of fixed size, as in gRPC.
 * Sources: Finagle, RetryBudget (deposits expire after 10 s); gRFC A6, gRPC retry throttling.
 */
export interface RetryBudgetOptions {
  readonly share: number; // Deposit per first attempt, in retries; Infinity: no limit.
  readonly burst: number | null; // Size of the bucket in retries, ≥ 1; null: limited by the last ten seconds.
}

export const BURST = 10;
const SLICE_MS = 1000;
const SLICES = 10;
const ROUNDING = 1e-9; // Ten deposits of 0.1 add up to a little less than one.

export class RetryBudget {
  private readonly options: RetryBudgetOptions;
  private readonly nowMs: () => number;
  private readonly firsts = new Float64Array(SLICES); // First attempts, per second.
  private slice = 0; // Seconds since the start.
  private recent = 0; // Σ `firsts`
  private tokens: number;

  constructor(options: RetryBudgetOptions, nowMs: () => number) {
    this.options = options;
    this.nowMs = nowMs;
    this.tokens = options.burst ?? BURST;
  }

  /** Deposits for a first attempt. */
  earn(): void {
    const { share, burst } = this.options;
    if (share === Number.POSITIVE_INFINITY) return;
    if (burst === null) {
      this.goOn();
      this.firsts[this.slice % SLICES]++;
      this.recent++;
    }
    this.tokens = Math.min(this.size, this.tokens + share);
  }

  /** Withdraws a retry. @returns false if the budget is empty */
  spend(): boolean {
    if (this.options.share === Number.POSITIVE_INFINITY) return true;
    this.goOn();
    this.tokens = Math.min(this.size, this.tokens);
    if (this.tokens < 1 - ROUNDING) return false;
    this.tokens--;
    return true;
  }

  private get size(): number {
    const { share, burst } = this.options;
    return burst ?? Math.max(BURST, share * this.recent);
  }

  /** Expires deposits older than ten seconds. */
  private goOn(): void {
    const now = Math.floor(this.nowMs() / SLICE_MS);
    const gone = Math.min(now - this.slice, SLICES);
    for (let i = 1; i <= gone; i++) {
      const oldest = (this.slice + i) % SLICES;
      this.recent -= this.firsts[oldest];
      this.firsts[oldest] = 0;
    }
    this.slice = now;
  }
}
