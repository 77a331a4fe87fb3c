/** Served in random order: each time a slot is free, everybody who waits is equally likely to get it. */
import type { Level } from "../gauges.js";
import type { RandomStream } from "../random/stream.js";
import type { Int32Column, RequestId } from "../request-table.js";
import type { Simulation } from "../simulation.js";
import { type Line, type WaitingColumns, WaitingLine } from "../waiting-line.js";

export class RandomLine implements Line {
  private readonly line: WaitingLine; // Keeps the account.
  private readonly stream: RandomStream;
  private readonly place: Int32Column; // Of each in `waiting`; a request waits in one line at a time.
  private waiting: RequestId[] = [];
  private picks = 0;

  constructor(simulation: Simulation, columns: WaitingColumns, stream: RandomStream, place: Int32Column) {
    this.line = new WaitingLine(simulation, columns);
    this.stream = stream;
    this.place = place;
  }

  get length(): Level {
    return this.line.length;
  }
  get isEmpty(): boolean {
    return this.line.isEmpty;
  }
  get lastWaitMs(): number {
    return this.line.lastWaitMs;
  }
  get totalWaitMs(): number {
    return this.line.totalWaitMs;
  }

  join(request: RequestId): void {
    this.line.join(request);
    this.place.at[request] = this.waiting.push(request) - 1;
  }

  shift(): RequestId {
    const u = this.stream.uniform(this.picks++ | 0, 0);
    const request = this.waiting[Math.floor(u * this.waiting.length)];
    this.remove(request);
    return request;
  }

  remove(request: RequestId): void {
    this.line.remove(request);
    const last = this.waiting.pop() as RequestId;
    if (last === request) return;
    this.waiting[this.place.at[request]] = last;
    this.place.at[last] = this.place.at[request];
  }
}
