/**
 * Gradient2: compares what requests take with what they took over a long time, instead of with the shortest.
 *
 *   limit ← 0.8 limit + 0.2 (limit · g + 4)   with   g = tolerance · long-run mean ÷ taken, from ½ to 1
 *
 * Under a load that stays, the long-run mean comes to be what requests take, g becomes 1, and the limit rises to its
 * bound: it tells a rise of load from a slow answer, and is no protection against a load that lasts.
 */
import { type Adaptation, type Bounds, bounded } from "./adaptation.js";

export interface Gradient2Options extends Bounds {
  readonly tolerance: number; // Times the long-run mean that are no queue yet, ≥ 1.
}

const SMOOTHING = 0.2;
const QUEUE = 4;
const LONG = 600; // Updates that the long-run mean remembers.
const FIRST = 10; // So many it just averages.
const TOO_LONG = 2; // Where it is so many times as long as the last, load is over, and it shrinks faster,
const SHRINKS = 0.95; // by this factor each time.

export class Gradient2 implements Adaptation {
  private readonly options: Gradient2Options;
  private limit: number;
  private longMs = 0.5;
  private seen = 0;

  constructor(options: Gradient2Options) {
    this.options = options;
    this.limit = options.first;
    this.longMs = 0;
  }

  next(tookMs: number, inFlight: number): number {
    const { tolerance } = this.options;
    const { limit } = this;
    const share = this.seen < FIRST ? 1 / ++this.seen : 2 / (LONG + 1);
    this.longMs += (tookMs - this.longMs) * share;
    const longMs = this.longMs;
    if (longMs / tookMs > TOO_LONG) this.longMs *= SHRINKS;
    if (inFlight < limit / 2) return limit;
    const gradient = Math.max(0.5, Math.min(1, (tolerance * longMs) / tookMs));
    const wanted = limit * gradient + QUEUE;
    this.limit = bounded(this.options, limit * (1 - SMOOTHING) + wanted * SMOOTHING);
    return this.limit;
  }
}
