/** What monitoring shows of the last slices of time: of requests by when they ended, of a queue its mean length. */
import { Histogram } from "../../engine/histogram.js";
import type { ResourceMeter } from "../../engine/meters.js";

/** How many slices it looks back. */
export const SLICES = 4;

export interface Reading {
  /** NaN where there is nothing to read. */
  now(): number;
  /** A slice is over: the oldest is forgotten. */
  turn(): void;
}

/** Requests that ended lately. */
export class RecentRequests {
  private readonly slices = Array.from({ length: SLICES }, () => ({ failed: 0, latencyMs: new Histogram() }));
  private slice = 0;

  answered(latencyMs: number): void {
    this.slices[this.slice]!.latencyMs.record(latencyMs);
  }

  failed(): void {
    this.slices[this.slice]!.failed++;
  }

  turn(): void {
    this.slice = (this.slice + 1) % SLICES;
    const next = this.slices[this.slice]!;
    next.failed = 0;
    next.latencyMs.reset();
  }

  get good(): number {
    return this.slices.reduce((sum, { latencyMs }) => sum + latencyMs.count, 0);
  }

  /** The share that failed; NaN if none ended. */
  get errors(): number {
    const failed = this.slices.reduce((sum, each) => sum + each.failed, 0);
    return failed / (failed + this.good);
  }

  /** NaN if none was answered well. */
  get meanMs(): number {
    return this.slices.reduce((sum, { latencyMs }) => sum + latencyMs.sum, 0) / this.good;
  }

  /** NaN if none was answered well. @param share such as 0.99 */
  quantileMs(share: number): number {
    const all = new Histogram();
    for (const { latencyMs } of this.slices) all.merge(latencyMs);
    return all.quantile(share);
  }
}

/** How many waited on average, in all queues of a part. */
export class RecentQueue implements Reading {
  private readonly resources: readonly ResourceMeter[];
  private readonly lengthMs: number;
  private readonly integrals: number[] = []; // At the ends of slices, the oldest first.

  /** @param lengthMs of all slices together */
  constructor(resources: readonly ResourceMeter[], lengthMs: number) {
    this.resources = resources;
    this.lengthMs = lengthMs;
  }

  now(): number {
    const [oldest] = this.integrals;
    return this.integrals.length < SLICES ? Number.NaN : (this.integral - oldest!) / this.lengthMs;
  }

  turn(): void {
    this.integrals.push(this.integral);
    if (this.integrals.length > SLICES) this.integrals.shift();
  }

  private get integral(): number {
    return this.resources.reduce((sum, meter) => sum + meter.queueIntegral(), 0);
  }
}
