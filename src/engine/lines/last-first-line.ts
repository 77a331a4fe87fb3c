/** Last come, first served: the newest first, which keeps some fast when all cannot be, and lets the oldest wait. */
import type { Level } from "../gauges.js";
import type { RequestId } from "../request-table.js";
import type { Simulation } from "../simulation.js";
import { type Line, type WaitingColumns, WaitingLine } from "../waiting-line.js";

export class LastFirstLine implements Line {
  private readonly line: WaitingLine;

  constructor(simulation: Simulation, columns: WaitingColumns) {
    this.line = new WaitingLine(simulation, columns);
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
    this.line.joinFirst(request);
  }
  shift(): RequestId {
    return this.line.shift();
  }
  remove(request: RequestId): void {
    this.line.remove(request);
  }
}
