/** Requests that would be answered too late are not begun: too little is left of the time that they have. */
import type { Flow } from "../../engine/flow.js";
import type { RequestId } from "../../engine/request-table.js";
import type { Shedding } from "./shedding.js";

export class Hopeless implements Shedding {
  private readonly flow: Flow;
  private readonly withinMs: number;
  private readonly needsMs: number;

  /** @param withinMs of its arrival an answer is of use @param needsMs to work on it */
  constructor(flow: Flow, withinMs: number, needsMs: number) {
    this.flow = flow;
    this.withinMs = withinMs;
    this.needsMs = needsMs;
  }

  joins(): void {}

  refuses(request: RequestId, nowMs: number): boolean {
    return nowMs + this.needsMs > this.flow.arrivedMs.at[request] + this.withinMs;
  }

  ranDry(): void {}
}
