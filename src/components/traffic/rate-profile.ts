/**
 * An arrival rate that changes over time: piecewise linear, with jumps where two points coincide.
 *
 * A non-homogeneous Poisson process by inversion: the next arrival is where the integrated rate Λ has grown by an
 * exponential of mean 1. Exact, and the same exponentials serve every rate, which keeps runs paired.
 * Source: Çinlar, Introduction to Stochastic Processes (1975), ch. 4.
 */
export interface RatePoint {
  readonly atMs: number; // Ascending; the first rate holds before, the last for ever after.
  readonly perMs: number; // ≥ 0.
}

/** The integrated rate Λ, inverted: turns gaps of mean 1 into arrivals. */
export interface RateProfile {
  /** When Λ has grown by `work` since `fromMs` [ms]; Infinity if never. Call in ascending order. */
  after(fromMs: number, work: number): number;
}

export class PiecewiseRate implements RateProfile {
  private readonly points: readonly RatePoint[];
  private readonly constantPerMs: number; // 0 if the rate varies.
  private segment = 0; // The last point not after the time asked for, which ascends.

  constructor(points: readonly RatePoint[]) {
    this.points = points;
    this.constantPerMs = points.length === 1 ? points[0].perMs : 0;
  }

  after(fromMs: number, work: number): number {
    return this.constantPerMs > 0 ? fromMs + work / this.constantPerMs : this.along(fromMs, work);
  }

  private along(fromMs: number, work: number): number {
    let t = fromMs;
    let left = work;
    for (;;) {
      this.moveTo(t);
      const here = this.points[this.segment];
      const next = this.points[this.segment + 1];
      if (next === undefined || t < here.atMs) {
        // Constant: after the last point, or before the first.
        const endMs = next === undefined ? Number.POSITIVE_INFINITY : here.atMs;
        if (here.perMs > 0 && t + left / here.perMs <= endMs) return t + left / here.perMs;
        if (endMs === Number.POSITIVE_INFINITY) return endMs;
        left -= here.perMs * (endMs - t);
        t = endMs;
        continue;
      }
      const slope = (next.perMs - here.perMs) / (next.atMs - here.atMs);
      const rate = here.perMs + slope * (t - here.atMs);
      const area = ((rate + next.perMs) / 2) * (next.atMs - t);
      // Solves rate·x + slope·x²/2 = left, in a form without cancellation.
      if (area > 0 && area >= left)
        return left > 0 ? t + (2 * left) / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * left))) : t;
      left -= area;
      t = next.atMs;
    }
  }

  private moveTo(t: number): void {
    const points = this.points;
    while (this.segment + 1 < points.length && points[this.segment + 1].atMs <= t) this.segment++;
  }
}
