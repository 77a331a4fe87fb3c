/** The time that is measured, in bins of one length (the last may be shorter): which arrivals count, and where. */

/** The bin of what arrives before the window or after it. */
export const OUTSIDE = -1;

export class Window {
  readonly bins: number;
  /** Requests of the window without an answer yet. */
  awaited = 0;
  private bin = OUTSIDE;
  private binEndsMs: number;

  /** @param onComplete called when the window is over and the last of its answers has come */
  constructor(
    readonly fromMs: number,
    readonly toMs: number,
    readonly binMs: number,
    readonly onComplete: () => void,
  ) {
    this.bins = Math.ceil((toMs - fromMs) / binMs - 1e-9); // 153 ÷ (153 ÷ 60) is more than 60.
    this.binEndsMs = fromMs;
  }

  /** The bin of this moment, or OUTSIDE. Ask in ascending order: that saves a division an arrival. */
  binNow(nowMs: number): number {
    while (nowMs >= this.binEndsMs) this.nextBin();
    return this.bin;
  }

  /** How long a bin is [ms]. */
  lengthMs(bin: number): number {
    return Math.min(this.binMs, this.toMs - this.fromMs - bin * this.binMs);
  }

  private nextBin(): void {
    this.bin = this.bin + 1 < this.bins && this.binEndsMs < this.toMs ? this.bin + 1 : OUTSIDE;
    if (this.bin === OUTSIDE) this.binEndsMs = Number.POSITIVE_INFINITY;
    else this.binEndsMs = Math.min(this.toMs, this.fromMs + (this.bin + 1) * this.binMs);
  }
}
