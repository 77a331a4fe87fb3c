/** Counts what the lines of a recording tell, in memory that does not grow with their number. */
import type { Seen } from "./format.js";
import { normalPath } from "./paths.js";

const STEPS_S = [1, 10, 60, 600, 3600, 86_400];
const ROWS = 100_000; // Of different times, before rows are made longer.
const PATHS = 5000; // Different ones; later ones are counted as others.
const SAMPLES = 1_000_000; // Durations kept; when they are full, every second one goes.

export class Tally {
  requests = 0;
  told = 0; // Of those, the ones of which it is known whether they failed.
  failed = 0;
  offsetMs = 0; // Of the first clock.
  stepS = STEPS_S[0]!;
  readonly paths = new Map<string, number>();
  #rows = new Map<number, number>(); // By time in steps.
  readonly #index = new Map<string, number>();
  readonly #second = new Float64Array(SAMPLES);
  readonly #path = new Uint16Array(SAMPLES);
  readonly #ms = new Float32Array(SAMPLES);
  #kept = 0;
  #every = 1;
  #durations = 0;

  add({ atMs, offsetMs, method, path, failed, durationMs }: Seen): void {
    if (this.requests++ === 0) this.offsetMs = offsetMs;
    if (failed !== null) this.told++;
    if (failed === true) this.failed++;
    const name = path === null ? "" : this.#pathOf(normalPath(method, path));
    this.paths.set(name, (this.paths.get(name) ?? 0) + 1);
    if (atMs !== null) this.#count(Math.floor(atMs / 1000 / this.stepS));
    if (durationMs !== null) this.#keep(atMs === null ? Number.NaN : Math.floor(atMs / 1000), name, durationMs);
  }

  /** Requests by row, from the first to the last; a row is `stepS` long. */
  get rows(): { readonly firstS: number; readonly counts: readonly number[] } {
    const times = [...this.#rows.keys()];
    if (times.length === 0) return { firstS: 0, counts: [] };
    const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
    if (last - first > ROWS && this.#coarser()) return this.rows; // Few rows, far apart.
    const counts = Array.from({ length: last - first + 1 }, (_, i) => this.#rows.get(first + i) ?? 0);
    return { firstS: first * this.stepS, counts };
  }

  /** Rows of at least so many seconds. */
  widen(stepS: number): void {
    while (this.stepS < stepS && this.#coarser());
  }

  /** @param visit second since 1970 (NaN if not known), normal path, milliseconds */
  durations(visit: (second: number, path: string, ms: number) => void): void {
    const names = [...this.#index.keys()];
    for (let i = 0; i < this.#kept; i++) visit(this.#second[i]!, names[this.#path[i]!] ?? "", this.#ms[i]!);
  }

  #pathOf(path: string): string {
    if (this.#index.has(path)) return path;
    const name = this.#index.size < PATHS ? path : "other";
    if (!this.#index.has(name)) this.#index.set(name, this.#index.size);
    return name;
  }

  #count(row: number): void {
    this.#rows.set(row, (this.#rows.get(row) ?? 0) + 1);
    if (this.#rows.size > ROWS) this.#coarser();
  }

  #coarser(): boolean {
    const next = STEPS_S[STEPS_S.indexOf(this.stepS) + 1];
    if (next === undefined) return false;
    const rows = new Map<number, number>();
    for (const [row, count] of this.#rows) {
      const place = Math.floor((row * this.stepS) / next);
      rows.set(place, (rows.get(place) ?? 0) + count);
    }
    this.#rows = rows;
    this.stepS = next;
    return true;
  }

  #keep(second: number, path: string, ms: number): void {
    if (this.#durations++ % this.#every !== 0) return;
    if (this.#kept === SAMPLES) this.#halve();
    this.#second[this.#kept] = second;
    this.#path[this.#kept] = this.#index.get(path) ?? 0;
    this.#ms[this.#kept++] = ms;
  }

  #halve(): void {
    for (let i = 0; 2 * i < this.#kept; i++) {
      this.#second[i] = this.#second[2 * i]!;
      this.#path[i] = this.#path[2 * i]!;
      this.#ms[i] = this.#ms[2 * i]!;
    }
    this.#kept = Math.ceil(this.#kept / 2);
    this.#every *= 2;
  }
}
