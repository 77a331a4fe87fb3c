/**
 * CoDel: refuses from the front of a queue once every wait of an interval was longer than a target, at first one in an
 * interval, then more and more often, the n-th after interval ÷ √n, until a wait is shorter again.
 *
 * Source: Nichols & Jacobson, Controlling queue delay, ACM Queue 10 (2012); RFC 8289, §5. Its condition that less than
 * one packet is left becomes: none waits behind.
 */
import type { Shedding } from "./shedding.js";

const REMEMBERS = 16; // Intervals after which it begins at one in an interval again.

export class Codel implements Shedding {
  private readonly targetMs: number;
  private readonly intervalMs: number;
  private aboveUntilMs = 0.5; // When all waits of an interval will have been longer than the target; 0: this one is not.
  private nextMs = 0.5; // When the next is refused.
  private isDropping = false;
  private hasJustDropped = false; // In the same turn.
  private isEntering = false; // It began to drop in this turn, in which one is enough.
  private count = 0;
  private lastCount = 0;

  constructor(targetMs: number, intervalMs: number) {
    this.targetMs = targetMs;
    this.intervalMs = intervalMs;
    this.aboveUntilMs = 0;
    this.nextMs = 0;
  }

  joins(): void {}

  refuses(_request: number, nowMs: number, waitedMs: number, isLast: boolean): boolean {
    const isTooLong = this.waitsTooLong(nowMs, waitedMs, isLast);
    const mayDrop = this.isDropping ? this.goesOn(nowMs, isTooLong) : this.begins(nowMs, isTooLong);
    this.hasJustDropped = mayDrop;
    return mayDrop;
  }

  /** All that waited were refused. */
  ranDry(): void {
    this.aboveUntilMs = 0;
    if (!this.isEntering) this.isDropping = false;
    this.isEntering = false;
    this.hasJustDropped = false;
  }

  private waitsTooLong(nowMs: number, waitedMs: number, isLast: boolean): boolean {
    if (waitedMs < this.targetMs || isLast) {
      this.aboveUntilMs = 0;
      return false;
    }
    if (this.aboveUntilMs > 0) return nowMs >= this.aboveUntilMs;
    this.aboveUntilMs = nowMs + this.intervalMs;
    return false;
  }

  private begins(nowMs: number, isTooLong: boolean): boolean {
    if (!isTooLong) return false;
    const since = this.count - this.lastCount;
    const isSoon = nowMs - this.nextMs < REMEMBERS * this.intervalMs;
    this.count = since > 1 && isSoon ? since : 1;
    this.lastCount = this.count;
    this.nextMs = nowMs + this.pauseMs;
    this.isDropping = true;
    this.isEntering = true;
    return true;
  }

  private goesOn(nowMs: number, isTooLong: boolean): boolean {
    if (this.isEntering && this.hasJustDropped) {
      this.isEntering = false;
      return false;
    }
    if (!isTooLong) {
      this.isDropping = false;
      return false;
    }
    if (this.hasJustDropped) this.nextMs += this.pauseMs;
    if (nowMs < this.nextMs) return false;
    this.count++;
    return true;
  }

  private get pauseMs(): number {
    return this.intervalMs / Math.sqrt(this.count);
  }
}
