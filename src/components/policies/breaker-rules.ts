/**
 * When a circuit breaker has seen enough failures: so many in a row, or so many of the last calls, or of those of the
 * last seconds. Sources: Nygard, Release It! (2007), ch. 5 (in a row); Resilience4j, CircuitBreaker (count-based and
 * time-based windows); Hystrix (ten slices of a window of time).
 */
export interface BreakerRule {
  /** @returns whether the breaker opens */
  counts(hasFailed: boolean, nowMs: number): boolean;
  /** Forgets all, since the breaker has closed again. */
  forget(): void;
}

export class InARow implements BreakerRule {
  private readonly failures: number;
  private sofar = 0;

  constructor(failures: number) {
    this.failures = failures;
  }

  counts(hasFailed: boolean): boolean {
    this.sofar = hasFailed ? this.sofar + 1 : 0;
    return this.sofar >= this.failures;
  }

  forget(): void {
    this.sofar = 0;
  }
}

/** So many failures, or such a share of them, of which at least `least` calls are known. */
export interface Threshold {
  readonly failures: number | null;
  readonly share: number | null; // Of the calls that ended.
  readonly least: number; // Calls before it may open.
}

const ROUNDING = 1e-9; // 0.3 · 10 is a little less than 3.

function isReached({ failures, share, least }: Threshold, failed: number, ended: number): boolean {
  if (ended < least) return false;
  return failures === null ? failed >= (share ?? 1) * ended - ROUNDING && failed > 0 : failed >= failures;
}

/** Of the last calls. */
export class OfLast implements BreakerRule {
  private readonly threshold: Threshold;
  private readonly failed: Uint8Array; // The last calls, in a ring.
  private ended = 0;
  private failures = 0;
  private next = 0;

  constructor(calls: number, threshold: Threshold) {
    this.failed = new Uint8Array(calls);
    this.threshold = threshold;
  }

  counts(hasFailed: boolean): boolean {
    this.failures += Number(hasFailed) - this.failed[this.next];
    this.failed[this.next] = Number(hasFailed);
    this.next = (this.next + 1) % this.failed.length;
    this.ended = Math.min(this.failed.length, this.ended + 1);
    return isReached(this.threshold, this.failures, this.ended);
  }

  forget(): void {
    this.failed.fill(0);
    this.ended = 0;
    this.failures = 0;
  }
}

const SLICES = 10;

/** Of the calls that ended in the last nine to ten tenths of the window: the oldest tenth goes as a whole. */
export class OfWindow implements BreakerRule {
  private readonly threshold: Threshold;
  private readonly sliceMs: number;
  private readonly endedIn = new Int32Array(SLICES);
  private readonly failedIn = new Int32Array(SLICES);
  private ended = 0;
  private failures = 0;
  private slice = 0; // Since the start.

  constructor(windowMs: number, threshold: Threshold) {
    this.sliceMs = windowMs / SLICES;
    this.threshold = threshold;
  }

  counts(hasFailed: boolean, nowMs: number): boolean {
    this.goOn(nowMs);
    const at = this.slice % SLICES;
    this.endedIn[at]++;
    this.ended++;
    if (hasFailed) {
      this.failedIn[at]++;
      this.failures++;
    }
    return isReached(this.threshold, this.failures, this.ended);
  }

  forget(): void {
    this.endedIn.fill(0);
    this.failedIn.fill(0);
    this.ended = 0;
    this.failures = 0;
  }

  private goOn(nowMs: number): void {
    const now = Math.floor(nowMs / this.sliceMs);
    const gone = Math.min(now - this.slice, SLICES);
    for (let i = 1; i <= gone; i++) {
      const oldest = (this.slice + i) % SLICES;
      this.ended -= this.endedIn[oldest];
      this.failures -= this.failedIn[oldest];
      this.endedIn[oldest] = 0;
      this.failedIn[oldest] = 0;
    }
    this.slice = now;
  }
}
