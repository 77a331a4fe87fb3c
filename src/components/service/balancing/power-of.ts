/**
 * The power of d choices: the instance with fewest outstanding requests among d that are drawn.
 *
 * Source: Vvedenskaya, Dobrushin & Karpelevich 1996; Mitzenmacher, The Power of Two Choices in Randomized Load Balancing
 * (2001).
 */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Balancing } from "./balancing.js";

/** Of two distinct instances. */
export class PowerOfTwo implements Balancing {
  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    const n = outstanding.length;
    if (n === 1) return 0;
    // One number picks an ordered pair of distinct instances; on a tie the first wins, which is fair.
    const pair = Math.floor(stream.uniform(number, visit) * n * (n - 1));
    const a = Math.floor(pair / (n - 1));
    const other = pair % (n - 1);
    const b = other < a ? other : other + 1;
    return outstanding[b] < outstanding[a] ? b : a;
  }
}

/** Of d instances, in the order in which they are drawn, so that the first of equals is a fair choice. */
export class PowerOf implements Balancing {
  private readonly choices: number;
  private readonly withReplacement: boolean;
  private readonly order: Int32Array; // 0, 1, 2 … between two draws.
  private readonly swapped: Int32Array;

  /** @param choices d ≥ 1 @param withReplacement whether the same instance may be drawn twice */
  constructor(choices: number, withReplacement: boolean, instances: number) {
    this.choices = choices;
    this.withReplacement = withReplacement;
    this.order = Int32Array.from({ length: instances }, (_, i) => i);
    this.swapped = new Int32Array(Math.min(choices, instances));
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number): number {
    stream.draw(number, visit);
    return this.withReplacement ? this.anyOf(outstanding, stream) : this.distinctOf(outstanding, stream);
  }

  private anyOf(outstanding: Int32Array, stream: RandomStream): number {
    const n = outstanding.length;
    let best = Math.floor(stream.unit * n);
    for (let i = 1; i < this.choices; i++) {
      stream.more();
      const next = Math.floor(stream.unit * n);
      if (outstanding[next] < outstanding[best]) best = next;
    }
    return best;
  }

  /** The first steps of a Fisher–Yates shuffle, which are then taken back. */
  private distinctOf(outstanding: Int32Array, stream: RandomStream): number {
    const { order, swapped } = this;
    const n = outstanding.length;
    const drawn = Math.min(this.choices, n);
    let best = -1;
    for (let i = 0; i < drawn; i++) {
      if (i > 0) stream.more();
      const at = i + Math.floor(stream.unit * (n - i));
      const next = order[at];
      order[at] = order[i];
      order[i] = next;
      swapped[i] = at;
      if (best < 0 || outstanding[next] < outstanding[best]) best = next;
    }
    for (let i = drawn - 1; i >= 0; i--) {
      const there = order[swapped[i]];
      order[swapped[i]] = order[i];
      order[i] = there;
    }
    return best;
  }
}
