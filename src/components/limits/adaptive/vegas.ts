/**
 * Vegas: keeps the queue that it estimates, limit · (1 − shortest ÷ taken), between 3 and 6 log₁₀ limit.
 *
 * Where requests share c servers the queue is limit − c.
 */
import { type Adaptation, type Bounds, bounded } from "./adaptation.js";

export interface VegasOptions extends Bounds {
  /** Share of 30 updates for each of the limit, after which the next time counts as the shortest: 50 to 100 %. */
  readonly jitter: () => number;
}

const PROBE = 30;

export class Vegas implements Adaptation {
  private readonly options: VegasOptions;
  private limit: number;
  private shortestMs = Number.POSITIVE_INFINITY;
  private updates = 0;
  private jitter: number;

  constructor(options: VegasOptions) {
    this.options = options;
    this.limit = options.first;
    this.jitter = options.jitter();
  }

  next(tookMs: number, inFlight: number, hasFailed: boolean): number {
    const { limit } = this;
    if (this.jitter * PROBE * limit <= ++this.updates) {
      this.jitter = this.options.jitter();
      this.updates = 0;
      this.shortestMs = tookMs;
    } else if (tookMs < this.shortestMs) this.shortestMs = tookMs;
    else this.limit = bounded(this.options, limit + this.change(tookMs, inFlight, hasFailed));
    return this.limit;
  }

  private change(tookMs: number, inFlight: number, hasFailed: boolean): number {
    const { limit } = this;
    const step = Math.max(1, Math.trunc(Math.log10(limit)));
    if (hasFailed) return -step;
    if (inFlight * 2 < limit) return 0;
    const queue = Math.ceil(limit * (1 - this.shortestMs / tookMs));
    if (queue <= step) return 6 * step;
    if (queue < 3 * step) return step;
    return queue > 6 * step ? -step : 0;
  }
}
