/** Any key goes, or of a few that are drawn the one that was not used for longest: as Redis does with five. */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { Eviction } from "./eviction.js";

/** How many Redis draws (`maxmemory-samples`). */
export const DRAWN = 5;

export class AtRandom implements Eviction {
  private readonly stream: RandomStream;
  private draws = 0;

  constructor(stream: RandomStream) {
    this.stream = stream;
  }

  added(): void {}
  used(): void {}
  removed(): void {}
  moved(): void {}

  victim(held: number): number {
    return Math.floor(this.stream.uniform(this.draws++, 0) * held);
  }
}

/** Each eviction draws anew. Redis also remembers the best of earlier draws, which brings it still nearer to LRU. */
export class OldestDrawn implements Eviction {
  private readonly stream: RandomStream;
  private readonly usedAt: Float64Array; // In uses of any key so far.
  private uses = 0;
  private draws = 0;

  constructor(places: number, stream: RandomStream) {
    this.stream = stream;
    this.usedAt = new Float64Array(places);
  }

  added(place: number): void {
    this.used(place);
  }

  used(place: number): void {
    this.usedAt[place] = this.uses++;
  }

  removed(): void {}

  moved(from: number, to: number): void {
    this.usedAt[to] = this.usedAt[from];
  }

  victim(held: number): number {
    let oldest = -1;
    for (let i = 0; i < DRAWN; i++) {
      const drawn = Math.floor(this.stream.uniform(this.draws, i) * held);
      if (oldest < 0 || this.usedAt[drawn] < this.usedAt[oldest]) oldest = drawn;
    }
    this.draws++;
    return oldest;
  }
}
