/** Requests that would be answered too late are not begun: too little is left of the time that they have. */
import type { RequestId } from "../../engine/request-table.js";
import type { Shedding } from "./shedding.js";

export class Hopeless implements Shedding {
  private readonly endsAtMs: (request: RequestId) => number;
  private readonly needsMs: number;

  /** @param endsAtMs from when on an answer is of no use @param needsMs to work on it */
  constructor(endsAtMs: (request: RequestId) => number, needsMs: number) {
    this.endsAtMs = endsAtMs;
    this.needsMs = needsMs;
  }

  joins(): void {}

  refuses(request: RequestId, nowMs: number): boolean {
    return nowMs + this.needsMs > this.endsAtMs(request);
  }

  ranDry(): void {}
}
