import { highWord, LogLinear } from "./log-linear.js";

/** From 2⁻¹⁰ ms (1 µs) to 2²² ms (70 minutes) in 32 × 64 buckets: 8 kB a bin, and an error of at most 1/128 = 0.8 %. */
const BUCKETS = new LogLinear(-10, 22, 6);
const { shift, offset, length } = BUCKETS;

/** The distribution of durations in one bin of time. */
export interface BinData {
  readonly values: readonly number[]; // Milliseconds, ascending; the middles of buckets, and 0 for less than 1 µs.
  readonly counts: readonly number[];
}

/** Durations in milliseconds by the bin of time they belong to. A bin takes memory once something falls into it. */
export class HistogramOverTime {
  readonly bins: number;
  private readonly counts: (Uint32Array | null)[]; // By bin; [0] counts those below the range, [1 + bucket] the rest.

  constructor(bins: number) {
    this.bins = bins;
    this.counts = new Array(bins).fill(null);
  }

  /** Counts a duration to a bin, 0 ≤ bin < bins. */
  record(bin: number, valueMs: number): void {
    const counts = this.counts[bin] ?? this.begin(bin);
    const bucket = (highWord(valueMs) >> shift) - offset;
    counts[bucket < 0 ? 0 : bucket >= length ? length : bucket + 1]!++;
  }

  /** @throws RangeError if there is no such bin */
  bin(i: number): BinData {
    const counted = this.counts[i];
    if (counted === undefined) throw new RangeError(`no bin ${i} among ${this.bins}`);
    const values: number[] = [];
    const counts: number[] = [];
    for (let slot = 0; counted !== null && slot <= length; slot++) {
      if (counted[slot] === 0) continue;
      values.push(slot === 0 ? 0 : BUCKETS.midpoint(slot - 1));
      counts.push(counted[slot]!);
    }
    return { values, counts };
  }

  private begin(bin: number): Uint32Array {
    const counts = new Uint32Array(length + 1);
    this.counts[bin] = counts;
    return counts;
  }
}
