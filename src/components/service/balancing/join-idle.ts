/**
 * Join idle queue with several dispatchers: an instance that has answered all callers reports to one of the dispatchers,
 * any of them. Each sends to the instance that reported to it first, and where none did, to any.
 *
 * Source: Lu, Xie, Kliot, Geller, Larus & Greenberg, Join-Idle-Queue (2011), JIQ-Random; an instance that another
 * dispatcher has sent to meanwhile leaves the queue where it reported.
 */
import type { RandomStream } from "../../../engine/random/stream.js";
import type { RequestId } from "../../../engine/request-table.js";
import { among } from "./among.js";
import type { Balancing } from "./balancing.js";
import { IdleRing, NONE_IDLE } from "./idle-ring.js";
import { RandomInstance } from "./random.js";

/** What instances report, and to which dispatcher. */
export class IdleReports {
  private readonly instances: number;
  private readonly stream: RandomStream;
  private readonly rings: IdleRing[] = []; // By dispatcher.
  private readonly at: Int32Array; // The dispatcher that each reported to last.
  private reports = 0;

  constructor(instances: number, stream: RandomStream) {
    this.instances = instances;
    this.stream = stream;
    this.at = new Int32Array(instances);
  }

  /** At the beginning all are idle, dealt out to the dispatchers. */
  dispatcher(): Balancing {
    const ring = new IdleRing(this.instances);
    this.rings.push(ring);
    for (let i = 0; i < this.instances; i++) {
      this.rings[this.at[i]].remove(i);
      this.at[i] = i % this.rings.length;
      this.rings[this.at[i]].add(i);
    }
    return new Dispatcher(this, ring);
  }

  isBusy(instance: number): void {
    this.rings[this.at[instance]].remove(instance);
  }

  isIdle(instance: number): void {
    const to = Math.floor(this.stream.uniform(this.reports++, 0) * this.rings.length);
    this.at[instance] = to;
    this.rings[to].add(instance);
  }
}

class Dispatcher implements Balancing {
  private readonly reports: IdleReports;
  private readonly ring: IdleRing;
  private readonly otherwise = among(new RandomInstance());

  constructor(reports: IdleReports, ring: IdleRing) {
    this.reports = reports;
    this.ring = ring;
  }

  among(instances: readonly number[]): void {
    this.ring.among(instances);
    this.otherwise.among(instances);
  }

  choose(outstanding: Int32Array, stream: RandomStream, number: number, visit: number, request: RequestId): number {
    const idle = this.ring.oldest();
    return idle === NONE_IDLE ? this.otherwise.choose(outstanding, stream, number, visit, request) : idle;
  }

  sent(_request: RequestId, instance: number): void {
    this.reports.isBusy(instance);
  }

  over(_request: RequestId, instance: number, _left: number, leftOfAll: number): void {
    if (leftOfAll === 0) this.reports.isIdle(instance);
  }
}
