/**
 * Idle instances first, those without any outstanding request: the one that has been idle for longest, or for the
 * shortest time; where none is idle, another policy decides.
 *
 * With the longest idle first and otherwise any it is join-idle-queue of a single dispatcher: Lu, Xie, Kliot, Geller,
 * Larus & Greenberg, Join-Idle-Queue: A novel load balancing algorithm for dynamically scalable web services (2011).
 */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { RequestId } from "../../../engine/request-table.js";
import { among } from "./among.js";
import type { Balancing } from "./balancing.js";

export class IdleFirst implements Balancing {
  private readonly newest: boolean;
  private readonly otherwise: ReturnType<typeof among>;
  /** The idle ones in the order in which they became so, as a ring through an entry for none, whose number is n. */
  private readonly next: Int32Array;
  private readonly before: Int32Array; // Itself: not idle.
  private readonly isOut: Uint8Array;

  /** All are idle at first, the first one for longest. @param newest whether the one idle for the shortest time goes first */
  constructor(instances: number, newest: boolean, otherwise: Balancing) {
    this.newest = newest;
    this.otherwise = among(otherwise);
    const ring = instances + 1;
    this.next = Int32Array.from({ length: ring }, (_, i) => (i + 1) % ring);
    this.before = Int32Array.from({ length: ring }, (_, i) => (i + instances) % ring);
    this.isOut = new Uint8Array(instances);
  }

  among(instances: readonly number[]): void {
    this.isOut.fill(1);
    for (const i of instances) this.isOut[i] = 0;
    this.otherwise.among(instances);
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number {
    const none = this.isOut.length;
    const way = this.newest ? this.before : this.next;
    let idle = way[none];
    while (idle !== none && this.isOut[idle] === 1) idle = way[idle];
    return idle === none ? this.otherwise.choose(outstanding, stream, number, visit, request) : idle;
  }

  sent(_request: RequestId, instance: number): void {
    const { next, before } = this;
    if (before[instance] === instance) return;
    next[before[instance]] = next[instance];
    before[next[instance]] = before[instance];
    before[instance] = instance;
  }

  over(_request: RequestId, instance: number, left: number): void {
    if (left > 0) return;
    const { next, before } = this;
    const none = this.isOut.length;
    const last = before[none];
    next[last] = instance;
    before[instance] = last;
    next[instance] = none;
    before[none] = instance;
  }
}
