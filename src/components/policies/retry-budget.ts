/**
 * A retry budget: each first attempt pays in `share` of a retry, each retry takes one, and it starts with `BURST`.
 *
 * What was not used is kept for ten seconds, or as long as it is no more than `BURST`: it holds at most what the first
 * attempts of the last ten seconds have paid in. Or it is a bucket of a size of its own, as in gRPC.
 * Sources: Finagle, RetryBudget (deposits expire after 10 s); gRFC A6, gRPC retry throttling.
 */
export interface RetryBudgetOptions {
  readonly share: number; // Of a retry, that a first attempt pays for; Infinity: no limit.
  readonly burst: number | null; // Retries it can hold, ≥ 1; null: what the last ten seconds allow.
}

export const BURST = 10;
const SLICE_MS = 1000;
const SLICES = 10;
const ROUNDING = 1e-9; // Ten payments of a tenth are a little less than one.

export class RetryBudget {
  private readonly options: RetryBudgetOptions;
  private readonly nowMs: () => number;
  private readonly firsts = new Float64Array(SLICES); // First attempts, by the second.
  private slice = 0; // Seconds since the start.
  private recent = 0; // Σ `firsts`
  private tokens: number;

  constructor(options: RetryBudgetOptions, nowMs: () => number) {
    this.options = options;
    this.nowMs = nowMs;
    this.tokens = options.burst ?? BURST;
  }

  /** A first attempt. */
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

  /** A retry. @returns false if nothing is left for it */
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

  /** Forgets what is ten seconds old. */
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
