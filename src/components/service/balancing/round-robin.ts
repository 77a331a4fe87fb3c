import type { Balancing } from "./balancing.js";

export class RoundRobin implements Balancing {
  private last: number;

  /** @param first the instance to begin with */
  constructor(first = 0) {
    this.last = first - 1;
  }

  choose(outstanding: Int32Array): number {
    this.last = this.last + 1 < outstanding.length ? this.last + 1 : 0;
    return this.last;
  }
}
