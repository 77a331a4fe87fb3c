/**
 * Additive increase, multiplicative decrease: one more for each good answer while at least half of the limit is in use,
 * and a share of it for each failure or answer that took too long.
 *
 * Where a share p of answers fails independently of the limit L, and backoff is β:  E L ≈ (1 − p) ÷ (p (1 − β)).
 */
import { type Adaptation, type Bounds, bounded } from "./adaptation.js";

export interface AimdOptions extends Bounds {
  readonly backoff: number; // β < 1.
  readonly slowMs: number; // What takes longer counts as failed.
}

export class Aimd implements Adaptation {
  private readonly options: AimdOptions;
  private limit: number;

  constructor(options: AimdOptions) {
    this.options = options;
    this.limit = options.first;
  }

  next(tookMs: number, inFlight: number, hasFailed: boolean): number {
    const { backoff, slowMs } = this.options;
    const { limit } = this;
    if (hasFailed || tookMs > slowMs)
      this.limit = bounded(this.options, Math.min(limit - 1, Math.trunc(limit * backoff)));
    else if (inFlight * 2 >= limit) this.limit = bounded(this.options, limit + 1);
    return this.limit;
  }
}
