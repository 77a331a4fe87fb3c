/** The key that was not used for longest goes (LRU), or the one that came first (FIFO). */
import type { Eviction } from "./eviction.js";

const NONE = -1;

export class ByRecency implements Eviction {
  private readonly isUseNews: boolean;
  private readonly newer: Int32Array;
  private readonly older: Int32Array;
  private newest = NONE;
  private oldest = NONE;

  /** @param isUseNews whether a key that is used is as new as one that comes */
  constructor(places: number, isUseNews: boolean) {
    this.isUseNews = isUseNews;
    this.newer = new Int32Array(places);
    this.older = new Int32Array(places);
  }

  added(place: number): void {
    this.link(place, NONE, this.newest);
  }

  used(place: number): void {
    if (!this.isUseNews || place === this.newest) return;
    this.removed(place);
    this.added(place);
  }

  removed(place: number): void {
    const [newer, older] = [this.newer[place], this.older[place]];
    if (newer === NONE) this.newest = older;
    else this.older[newer] = older;
    if (older === NONE) this.oldest = newer;
    else this.newer[older] = newer;
  }

  moved(from: number, to: number): void {
    const [newer, older] = [this.newer[from], this.older[from]];
    this.link(to, newer, older);
  }

  victim(): number {
    return this.oldest;
  }

  private link(place: number, newer: number, older: number): void {
    this.newer[place] = newer;
    this.older[place] = older;
    if (newer === NONE) this.newest = place;
    else this.older[newer] = place;
    if (older === NONE) this.oldest = place;
    else this.newer[older] = place;
  }
}
