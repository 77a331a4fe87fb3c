import { highWord, LogLinear } from "./log-linear.js";

/** From 2⁻¹⁴ ms (61 ns) to 2³⁰ ms (12 days) in 44 × 256 buckets: 45 kB, and an error of at most 1/512 = 0.195 %. */
const BUCKETS = new LogLinear(-14, 30, 8);
const { shift, offset, length } = BUCKETS; // Constants of the module: the optimising compiler folds them.

/** A histogram's contents as plain data. */
export interface HistogramData {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly min: number; // Infinity when empty,
  readonly max: number; // and −Infinity, so that merging stays right.
  readonly values: readonly number[]; // Ascending: 0 and the middles of buckets, kept within [min, max].
  readonly counts: readonly number[];
}

/**
 * Durations in milliseconds, counted in log-linear buckets of 0.2 % relative error, in memory that does not
 * grow with their number. Count, sums, extremes and zeros are exact. Outside of the range a duration counts in
 * the nearest bucket.
 */
export class Histogram {
  private n = 0;
  private zeros = 0;
  private total = 0;
  private sumOfSquares = 0;
  private least = Infinity;
  private most = -Infinity;
  private readonly counts = new Uint32Array(length);

  /** @param valueMs at least 0; NaN or a negative duration is an internal bug and corrupts the sums */
  record(valueMs: number): void {
    this.n++;
    this.total += valueMs;
    this.sumOfSquares += valueMs * valueMs;
    if (valueMs < this.least) this.least = valueMs;
    if (valueMs > this.most) this.most = valueMs;
    let bucket = (highWord(valueMs) >> shift) - offset;
    if (bucket < 0) {
      if (valueMs === 0) {
        this.zeros++;
        return;
      }
      bucket = 0;
    } else if (bucket >= length) {
      bucket = length - 1;
    }
    this.counts[bucket]!++;
  }

  /** `record(0)`, faster. */
  recordZero(): void {
    this.n++;
    this.zeros++;
    if (this.least > 0) this.least = 0;
    if (this.most < 0) this.most = 0;
  }

  get count(): number {
    return this.n;
  }

  get sum(): number {
    return this.total;
  }

  /** NaN when empty. */
  get mean(): number {
    return this.total / this.n;
  }

  /** Population variance, E[X²] − E[X]². NaN when empty. */
  get variance(): number {
    return Math.max(0, this.sumOfSquares / this.n - this.mean ** 2);
  }

  /** Infinity when empty. */
  get min(): number {
    return this.least;
  }

  /** −Infinity when empty. */
  get max(): number {
    return this.most;
  }

  /** The value of rank ⌈np⌉, 0 ≤ p ≤ 1, to 0.2 %; the first and the last rank are exact. NaN when empty. */
  quantile(p: number): number {
    if (this.n === 0) return Number.NaN;
    const rank = Math.ceil(this.n * p * (1 - 4 * Number.EPSILON)); // 100 × 0.07 is 7.000000000000001.
    if (rank <= 1) return this.least;
    if (rank >= this.n) return this.most;
    let below = this.zeros;
    if (below >= rank) return 0;
    for (let bucket = 0; bucket < length; bucket++) {
      below += this.counts[bucket]!;
      if (below >= rank) return this.middle(bucket);
    }
    return this.most;
  }

  reset(): void {
    this.n = 0;
    this.zeros = 0;
    this.total = 0;
    this.sumOfSquares = 0;
    this.least = Infinity;
    this.most = -Infinity;
    this.counts.fill(0);
  }

  /** Adds the contents of `other`. */
  merge(other: Histogram): void {
    this.n += other.n;
    this.zeros += other.zeros;
    this.total += other.total;
    this.sumOfSquares += other.sumOfSquares;
    this.least = Math.min(this.least, other.least);
    this.most = Math.max(this.most, other.most);
    for (let bucket = 0; bucket < length; bucket++) this.counts[bucket]! += other.counts[bucket]!;
  }

  data(): HistogramData {
    const values = this.zeros === 0 ? [] : [0];
    const counts = this.zeros === 0 ? [] : [this.zeros];
    for (let bucket = 0; bucket < length; bucket++) {
      const count = this.counts[bucket]!;
      if (count === 0) continue;
      values.push(this.middle(bucket));
      counts.push(count);
    }
    return {
      count: this.n,
      sum: this.total,
      sumOfSquares: this.sumOfSquares,
      min: this.least,
      max: this.most,
      values,
      counts,
    };
  }

  private middle(bucket: number): number {
    return Math.min(Math.max(BUCKETS.midpoint(bucket), this.least), this.most);
  }
}
