/**
 * Arrivals in batches: all of a batch at one instant, the rate still counting requests.
 *
 * So a gap between batches is stretched by their mean size, and the gaps within one are 0. With Poisson
 * batches of size X and one exponential server it is M^[X]/M/1. Source: Gross et al., Fundamentals of
 * Queueing Theory, sec. 3.1.
 */
import type { Sampler } from "../../engine/random/sampler.js";
import type { RandomStream } from "../../engine/random/stream.js";

export interface BatchSizes {
  readonly size: Sampler; // ≥ 0; of size 0 is no batch at all.
  readonly mean: number; // > 0.
  readonly rounding: RandomStream; // A size between two whole numbers is either, so that the mean holds.
}

export class BatchGaps implements Sampler {
  private readonly gap: Sampler;
  private readonly batch: BatchSizes;
  private left = 0; // Of the batch that arrives now.

  /** @param gap between batches, of mean 1 */
  constructor(gap: Sampler, batch: BatchSizes) {
    this.gap = gap;
    this.batch = batch;
  }

  /** Asked for arrival after arrival; a batch draws by its first, and by how many of size 0 came between. */
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
