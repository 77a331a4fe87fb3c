/**
 * Batch arrivals: all requests of a batch at one instant; the rate still counts requests.
 *
 * So gaps between batches are scaled by the mean size, and gaps within one are 0. With Poisson batches of size X and
 * one exponential server it is M^[X]/M/1. Source: Gross et al., Fundamentals of Queueing Theory, sec. 3.1.
 */
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";

export interface BatchSizes {
  readonly size: Sampler; // ≥ 0; size 0 skips the batch.
  readonly mean: number; // > 0.
  readonly rounding: RandomStream; // Rounds a fractional size up or down at random, so that the mean holds.
}

export class BatchGaps implements Sampler {
  private readonly gap: Sampler;
  private readonly batch: BatchSizes;
  private left = 0; // Requests left of the current batch.

  /** @param gap between batches, of mean 1 */
  constructor(gap: Sampler, batch: BatchSizes) {
    this.gap = gap;
    this.batch = batch;
  }

  /** Called per arrival in order; a batch draws by its first request and the number of empty batches before it. */
  next(request: number): number {
    const { size, mean, rounding } = this.batch;
    let gap = 0;
    for (let visit = 0; this.left === 0; visit++) {
      gap += this.gap.next(request, visit) * mean;
      this.left = Math.floor(size.next(request, visit) + rounding.uniform(request, visit));
    }
    this.left--;
    return gap;
  }
}
