/** Instances that are idle, in the order in which they became so. */
export const NONE_IDLE = -1;

export class IdleRing {
  /** A ring through an entry for none, whose number is n; who points at itself is not in it. */
  private readonly next: Int32Array;
  private readonly before: Int32Array;
  private readonly isOut: Uint8Array;
  private readonly none: number;

  constructor(instances: number) {
    this.none = instances;
    this.next = Int32Array.from({ length: instances + 1 }, (_, i) => i);
    this.before = this.next.slice();
    this.isOut = new Uint8Array(instances);
  }

  /** Those that may be found, from now on. */
  among(instances: readonly number[]): void {
    this.isOut.fill(1);
    for (const i of instances) this.isOut[i] = 0;
  }

  oldest(): number {
    return this.first(this.next);
  }

  newest(): number {
    return this.first(this.before);
  }

  private first(way: Int32Array): number {
    let idle = way[this.none];
    while (idle !== this.none && this.isOut[idle] === 1) idle = way[idle];
    return idle === this.none ? NONE_IDLE : idle;
  }

  /** Behind all others. */
  add(instance: number): void {
    const { next, before, none } = this;
    if (next[instance] !== instance) return;
    const last = before[none];
    next[last] = instance;
    before[instance] = last;
    next[instance] = none;
    before[none] = instance;
  }

  remove(instance: number): void {
    const { next, before } = this;
    next[before[instance]] = next[instance];
    before[next[instance]] = before[instance];
    next[instance] = instance;
    before[instance] = instance;
  }
}
