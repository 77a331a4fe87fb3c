/** Served in random order: a free slot goes to each waiting request with equal probability. */
import type { RandomStream } from "../random/stream.js";
import type { Int32Column, RequestId } from "../request-table.js";
import type { Simulation } from "../simulation.js";
import { type WaitingColumns, WaitingQueue } from "../waiting-queue.js";

export class RandomQueue extends WaitingQueue {
  private readonly stream: RandomStream;
  private readonly place: Int32Column; // Of each in `waiting`; a request waits in one queue at a time.
  private waiting: RequestId[] = [];
  private picks = 0;

  constructor(simulation: Simulation, columns: WaitingColumns, stream: RandomStream, place: Int32Column) {
    super(simulation, columns);
    this.stream = stream;
    this.place = place;
  }

  override join(request: RequestId): void {
    super.join(request);
    this.place.at[request] = this.waiting.push(request) - 1;
  }

  override shift(): RequestId {
    const u = this.stream.uniform(this.picks++ | 0, 0);
    const request = this.waiting[Math.floor(u * this.waiting.length)];
    this.remove(request);
    return request;
  }

  override remove(request: RequestId): void {
    super.remove(request);
    const last = this.waiting.pop() as RequestId;
    if (last === request) return;
    this.waiting[this.place.at[request]] = last;
    this.place.at[last] = this.place.at[request];
  }
}
