/**
 * Gradient: as much more than the limit allows as fits into a queue of √limit, times how much longer than without load
 * requests take. The time without load is the shortest seen; it is looked for anew now and then, from a low limit on.
 *
 *   limit ← limit · g + √limit   with   g = tolerance · shortest ÷ taken, from ½ to 1
 *
 * Where requests share c servers, taken = shortest · limit ÷ c, and it rests at limit = tolerance · c + √limit.
 */
import { type Adaptation, type Bounds, bounded } from "./adaptation.js";

export interface GradientOptions extends Bounds {
  readonly tolerance: number; // Times the shortest that are no queue yet, ≥ 1.
  readonly probe: () => number; // Updates until it looks for the shortest time anew.
}

const SMOOTHING = 0.2; // Of a decrease.
const QUEUE_LEAST = 4;

export class Gradient implements Adaptation {
  private readonly options: GradientOptions;
  private limit: number;
  private shortestMs = Number.POSITIVE_INFINITY;
  private untilProbe: number;

  constructor(options: GradientOptions) {
    this.options = options;
    this.limit = options.first;
    this.untilProbe = options.probe();
  }

  next(tookMs: number, inFlight: number, hasFailed: boolean): number {
    const { tolerance, probe, least } = this.options;
    const { limit } = this;
    const queue = Math.max(QUEUE_LEAST, Math.trunc(Math.sqrt(limit)));
    if (this.untilProbe-- <= 0) {
      this.untilProbe = probe();
      this.shortestMs = Number.POSITIVE_INFINITY;
      this.limit = bounded(this.options, queue);
      return this.limit;
    }
    this.shortestMs = Math.min(this.shortestMs, tookMs);
    const gradient = Math.max(0.5, Math.min(1, (tolerance * this.shortestMs) / tookMs));
    if (!hasFailed && inFlight + queue < limit) return limit; // It is not what limits.
    const wanted = hasFailed ? limit / 2 : limit * gradient + queue;
    const next = wanted < limit ? Math.max(least, limit * (1 - SMOOTHING) + wanted * SMOOTHING) : wanted;
    this.limit = bounded(this.options, Math.max(queue, next));
    return this.limit;
  }
}
