/**
 * One effect: for each request whether it is due, since when, and how often it really happened.
 *
 * Requests with effects have numbers from 1, in the order in which they came; 0 is a request that no effect is due for.
 */
export interface EffectSpec {
  readonly name: string;
  readonly cause: number | null; // The effect for which it is due, by its place in the list; null: answers.
  readonly endpoint: string; // With whose answers the chain of causes begins.
  readonly withinMs: number; // Infinity: at any time.
}

const AT_FIRST = 256; // Requests.

export class Account {
  readonly spec: EffectSpec;
  /** Effects that are due once this one has happened. */
  readonly causes: Account[] = [];
  dueMs = new Float64Array(AT_FIRST).fill(Number.NaN); // NaN: it is not due.
  doneMs = new Float64Array(AT_FIRST).fill(Number.NaN); // NaN: it has never happened; Infinity: it was undone.
  times = new Int32Array(AT_FIRST); // How often it happened, less how often it was undone.
  /** Over the whole run, for the audit: requests for which it is due, and of those, for which it happened. */
  due = 0;
  done = 0;

  constructor(spec: EffectSpec) {
    this.spec = spec;
  }

  isDue(request: number): boolean {
    return !Number.isNaN(this.dueMs[request]);
  }

  /** Due from now on, unless it is already. */
  owe(request: number, nowMs: number): void {
    this.make(request);
    if (this.isDue(request)) return;
    this.dueMs[request] = nowMs;
    this.due++;
    if (this.times[request]! > 0) this.done++;
  }

  /** It happens once more. */
  happen(request: number, nowMs: number): void {
    this.make(request);
    if (++this.times[request]! !== 1) return;
    this.doneMs[request] = nowMs;
    if (this.isDue(request)) this.done++;
    for (const next of this.causes) next.owe(request, nowMs);
  }

  /** Takes one time back; with the last, what it caused is due no more. */
  undo(request: number): void {
    this.make(request);
    if (--this.times[request]! !== 0) return;
    this.doneMs[request] = Number.POSITIVE_INFINITY;
    if (this.isDue(request)) this.done--;
    for (const next of this.causes) next.release(request);
  }

  private release(request: number): void {
    if (!this.isDue(request)) return;
    this.dueMs[request] = Number.NaN;
    this.due--;
    if (this.times[request]! > 0) this.done--;
  }

  private make(request: number): void {
    const { length } = this.times;
    if (request < length) return;
    const longer = Math.max(request + 1, 2 * length);
    this.dueMs = grown(this.dueMs, longer);
    this.doneMs = grown(this.doneMs, longer);
    const times = new Int32Array(longer);
    times.set(this.times);
    this.times = times;
  }
}

function grown(times: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length).fill(Number.NaN, times.length);
  longer.set(times);
  return longer;
}
