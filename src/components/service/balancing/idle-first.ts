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
import { IdleRing, NONE_IDLE } from "./idle-ring.js";

export class IdleFirst implements Balancing {
  private readonly newest: boolean;
  private readonly otherwise: ReturnType<typeof among>;
  private readonly idle: IdleRing;

  /** All are idle at first, the first one for longest. @param newest whether the one idle for the shortest time goes first */
  constructor(instances: number, newest: boolean, otherwise: Balancing) {
    this.newest = newest;
    this.otherwise = among(otherwise);
    this.idle = new IdleRing(instances);
    for (let i = 0; i < instances; i++) this.idle.add(i);
  }

  among(instances: readonly number[]): void {
    this.idle.among(instances);
    this.otherwise.among(instances);
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number {
    const idle = this.newest ? this.idle.newest() : this.idle.oldest();
    return idle === NONE_IDLE ? this.otherwise.choose(outstanding, stream, number, visit, request) : idle;
  }

  sent(_request: RequestId, instance: number): void {
    this.idle.remove(instance);
  }

  over(_request: RequestId, instance: number, left: number): void {
    if (left === 0) this.idle.add(instance);
  }
}
