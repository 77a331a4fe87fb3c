/** The measurement window, in bins of equal length (the last may be shorter): which arrivals count, and where. */

/** The bin of arrivals before or after the window. */
export const OUTSIDE = -1;

export class Window {
  readonly bins: number;
  /** Requests of the window without an answer yet. */
  awaited = 0;
  private bin = OUTSIDE;
  private binEndsMs: number;

  /** @param onComplete called when the window is over and its last answer has come */
  constructor(
    readonly fromMs: number,
    readonly toMs: number,
    readonly binMs: number,
    readonly onComplete: () => void,
  ) {
    this.bins = Math.ceil((toMs - fromMs) / binMs - 1e-9); // 153 ÷ (153 ÷ 60) is more than 60.
    this.binEndsMs = fromMs;
  }

  /** The bin of this moment, or OUTSIDE. Call in ascending order of time: saves a division per arrival. */
  binNow(nowMs: number): number {
    while (nowMs >= this.binEndsMs) this.nextBin();
    return this.bin;
  }

  /** Length of a bin [ms]. */
  lengthMs(bin: number): number {
    return Math.min(this.binMs, this.toMs - this.fromMs - bin * this.binMs);
  }

  private nextBin(): void {
    this.bin = this.bin + 1 < this.bins && this.binEndsMs < this.toMs ? this.bin + 1 : OUTSIDE;
    if (this.bin === OUTSIDE) this.binEndsMs = Number.POSITIVE_INFINITY;
    else this.binEndsMs = Math.min(this.toMs, this.fromMs + (this.bin + 1) * this.binMs);
  }
}
