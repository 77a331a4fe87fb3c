import { highWord, LogLinear } from "./log-linear.js";

/** From 2⁻¹⁰ ms (1 µs) to 2²² ms (70 minutes) in 32 octaves × 64 buckets: an error of at most 1/128 = 0.8 %. */
const BITS = 6;
const BUCKETS = new LogLinear(-10, 22, BITS);
const { shift, offset, length } = BUCKETS;
const OCTAVE = 1 << BITS; // Buckets.
const OCTAVES = 1 + length / OCTAVE; // Of a bin; the last bucket of the first counts what is below the range.

/** The distribution of durations in one bin of time. */
export interface BinData {
  readonly values: readonly number[]; // Milliseconds, ascending; the middles of buckets, and 0 for less than 1 µs.
  readonly counts: readonly number[];
}

/**
 * Durations in milliseconds by the bin of time they belong to. Memory is taken an octave at a time (256 bytes), since a
 * thousand endpoints or sixty thousand bins have few durations each: a whole table for every bin took 8 kB.
 */
export class HistogramOverTime {
  readonly bins: number;
  private readonly pageOf: Int32Array; // By bin and octave; 0: nothing counted yet.
  private counts = new Uint32Array(4 * OCTAVE); // By page and bucket; page 0 stays empty.
  private pages = 1;

  constructor(bins: number) {
    this.bins = bins;
    this.pageOf = new Int32Array(bins * OCTAVES);
  }

  /** Counts a duration to a bin, 0 ≤ bin < bins. */
  record(bin: number, valueMs: number): void {
    const bucket = (highWord(valueMs) >> shift) - offset;
    const slot = OCTAVE + (bucket < 0 ? -1 : bucket >= length ? length - 1 : bucket);
    const octave = bin * OCTAVES + (slot >> BITS);
    const page = this.pageOf[octave]! || this.addPage(octave);
    this.counts[page * OCTAVE + (slot & (OCTAVE - 1))]!++;
  }

  /** @throws RangeError if there is no such bin */
  bin(i: number): BinData {
    if (!(i >= 0 && i < this.bins)) throw new RangeError(`no bin ${i} among ${this.bins}`);
    const values: number[] = [];
    const counts: number[] = [];
    for (let octave = 0; octave < OCTAVES; octave++) {
      const page = this.pageOf[i * OCTAVES + octave]!;
      if (page === 0) continue;
      for (let at = 0; at < OCTAVE; at++) {
        const count = this.counts[page * OCTAVE + at]!;
        if (count === 0) continue;
        values.push(octave === 0 ? 0 : BUCKETS.midpoint((octave - 1) * OCTAVE + at));
        counts.push(count);
      }
    }
    return { values, counts };
  }

  private addPage(octave: number): number {
    const page = this.pages++;
    if (page * OCTAVE === this.counts.length) {
      const counts = new Uint32Array(2 * this.counts.length);
      counts.set(this.counts);
      this.counts = counts;
    }
    this.pageOf[octave] = page;
    return page;
  }
}
