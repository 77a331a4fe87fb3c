/**
 * Counter-based randomness: a draw is a pure function of (stream, request number, visit).
 *
 * There is no state that advances, so request 17 brings the same work whatever the topology around it did
 * before, and adding or removing a part changes no other part's draws.
 *
 * The function is a Feistel network of four rounds, which makes a keyed permutation of 64 bits (Luby and
 * Rackoff 1988): two different draws of a stream never give the same pair of words. The round function is
 * lowbias32 (C. Wellons, "Prospecting for hash functions", 2018–2022), a permutation of 32 bits chosen for
 * its avalanche.
 */

/** Four 32-bit words that tell one stream from another. */
export type StreamKey = readonly [number, number, number, number];

const TWO_TO_MINUS_32 = 2 ** -32; // A constant, since V8 would compute the power at every draw.
const TWO_TO_MINUS_53 = 2 ** -53;
const SIBLING = 0x51b11a65; // A visit that no request makes, almost surely.

export class RandomStream {
  /** The two independent words of the current draw, as int32: V8 keeps such fields unboxed. */
  hi = 0;
  lo = 0;
  /** Where samplers put their result: a double in a field costs nothing, a returned one may be allocated. */
  value = 0.5;

  private readonly key0: number;
  private readonly key1: number;
  private readonly key2: number;
  private readonly key3: number;

  constructor(key: StreamKey) {
    this.key0 = key[0] | 0;
    this.key1 = key[1] | 0;
    this.key2 = key[2] | 0;
    this.key3 = key[3] | 0;
  }

  /** Sets `hi` and `lo`. `request` and `visit` are whole numbers, taken modulo 2³². */
  draw(request: number, visit: number): void {
    const b = visit ^ scramble((request + this.key0) | 0);
    const a = request ^ scramble((b + this.key1) | 0);
    const lo = b ^ scramble((a + this.key2) | 0);
    this.hi = a ^ scramble((lo + this.key3) | 0);
    this.lo = lo;
  }

  /** Two further words of the same draw, for samplers that may need many; no other draw changes. */
  more(): void {
    this.draw(this.hi, this.lo);
  }

  /** An independent stream, determined by this one's key and `index`. */
  sibling(index: number): RandomStream {
    this.draw(index, SIBLING);
    const { hi, lo } = this;
    this.more();
    return new RandomStream([hi, lo, this.hi, this.lo]);
  }

  /** The current words as a number in [0, 1), of 53 bits. */
  get unit(): number {
    return (this.hi >>> 0) * TWO_TO_MINUS_32 + (this.lo >>> 11) * TWO_TO_MINUS_53;
  }

  /** A draw as a number in [0, 1), of 53 bits. */
  uniform(request: number, visit: number): number {
    this.draw(request, visit);
    return this.unit;
  }
}

/** lowbias32. */
/** A permutation of 32 bits that mixes them well: lowbias32. */
export function scramble(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
