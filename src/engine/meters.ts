/** Totals of a bank of slots or processors; figures are their differences over a window. */
import type { Histogram } from "./histogram.js";
import type { Processor } from "./processor.js";
import type { Slots } from "./slots.js";

export interface ResourceMeter {
  readonly name: string; // "threads", "cores", "connections" …
  readonly capacity: number; // Now, over all instances; may be Infinity.
  readonly hasChanged: boolean; // Whether the capacity has ever been another.
  /** ∫ capacity dt [ms]; of a limited one. */
  capacityIntegral(): number;
  /** Of each instance, where they differ and stay as they are; absent: all have as much. */
  capacities?(): readonly number[] | undefined;
  readonly instances: number;
  readonly waitingTimeMs: Histogram; // Of requests served: time in the queue, or time lost by sharing.
  /** ∫ (in use) dt of an instance [ms]. */
  busyIntegral(instance: number): number;
  /** ∫ (waiting) dt of all [ms]. */
  queueIntegral(): number;
  /** Requests that got it so far. */
  served(): number;
  refused(): number;
  audit(): ResourceAudit;
}

/** Identities of the sample path, over the whole run; both are 0 up to rounding. */
export interface ResourceAudit {
  readonly littlesLaw: number; // |∫ waiting dt − Σ waiting times| ÷ ∫ waiting dt.
  readonly flowBalance: number; // |in − out − inside|.
}

export class SlotsMeter implements ResourceMeter {
  readonly instances: number;
  constructor(
    readonly name: string,
    readonly slots: readonly Slots[],
    readonly waitingTimeMs: Histogram,
  ) {
    this.instances = slots.length;
  }
  get capacity(): number {
    return this.slots.reduce((sum, { capacity }) => sum + capacity, 0);
  }
  get hasChanged(): boolean {
    return this.slots.some((s) => s.hasChanged);
  }
  capacityIntegral(): number {
    return this.slots.reduce((sum, s) => sum + s.capacityIntegral, 0);
  }
  busyIntegral(instance: number): number {
    return this.slots[instance].busy.integral;
  }
  queueIntegral(): number {
    return this.slots.reduce((sum, s) => sum + s.queue.length.integral, 0);
  }
  served(): number {
    return this.slots.reduce((sum, s) => sum + s.granted, 0);
  }
  refused(): number {
    return this.slots.reduce((sum, s) => sum + s.refused, 0);
  }
  audit(): ResourceAudit {
    const area = this.queueIntegral();
    const waited = this.slots.reduce((sum, s) => sum + s.queue.totalWaitMs, 0);
    const unbalanced = this.slots.reduce((sum, s) => sum + Math.abs(s.granted - s.released - s.busy.value), 0);
    return { littlesLaw: Math.abs(area - waited) / Math.max(area, 1), flowBalance: unbalanced };
  }
}

export class ProcessorMeter implements ResourceMeter {
  readonly instances: number;
  private readonly all: readonly Processor[];
  /** @param ranks the processors of each instance, by priority; usually one */
  constructor(
    readonly name: string,
    readonly ranks: readonly (readonly Processor[])[],
    readonly waitingTimeMs: Histogram,
  ) {
    this.all = ranks.flat();
    this.instances = ranks[0].length;
  }
  get capacity(): number {
    return this.ranks[0].reduce((sum, { capacity }) => sum + capacity, 0);
  }
  get hasChanged(): boolean {
    return this.all.some((p) => p.hasChanged);
  }
  capacityIntegral(): number {
    return this.ranks[0].reduce((sum, p) => sum + p.capacityIntegral, 0);
  }
  capacities(): readonly number[] | undefined {
    const each = this.ranks[0].map(({ capacity }) => capacity);
    return this.hasChanged || each.every((one) => one === each[0]) ? undefined : each;
  }
  busyIntegral(instance: number): number {
    return this.ranks.reduce((sum, processors) => sum + processors[instance].busyIntegral, 0);
  }
  queueIntegral(): number {
    return this.all.reduce((sum, p) => sum + p.waitingIntegral, 0);
  }
  served(): number {
    return this.all.reduce((sum, p) => sum + p.started, 0);
  }
  refused(): number {
    return 0;
  }
  audit(): ResourceAudit {
    const area = this.queueIntegral();
    const waited = this.all.reduce((sum, p) => sum + p.totalWaitMs, 0);
    // Relative to the time on the cores: a tiny wait is the difference of two large numbers.
    const onCores = this.all.reduce((sum, p) => sum + p.runningIntegral, 0);
    const off = Math.max(0, Math.abs(area - waited) - this.all.reduce((sum, p) => sum + p.roundingMs, 0));
    const unbalanced = this.all.reduce((sum, p) => sum + Math.abs(p.started - p.finished - p.running), 0);
    return { littlesLaw: off / Math.max(onCores, 1), flowBalance: unbalanced };
  }
}

/**
 * Figures of one part: a share (hits of look-ups), a ratio of counts
 * (attempts per call), a rate (fills), a distribution in ms (replication lag), or a level
 * sampled now and then (the age of the oldest message).
 */
export type Measure =
  | { readonly kind: "events"; readonly name: string; total(): number }
  | { readonly kind: "level"; readonly name: string; now(): number; readonly peak?: PeakMeter }
  | { readonly kind: "ratio" | "times"; readonly name: string; part(): number; whole(): number }
  | { readonly kind: "duration"; readonly name: string; readonly histogram: Histogram };

/** The highest that a level ever was since `restart`, between its samples too. */
export interface PeakMeter {
  restart(): void;
  most(): number;
}

export interface PartMeter {
  readonly name: string;
  readonly type: string;
  readonly resources: readonly ResourceMeter[];
  readonly measures: readonly Measure[];
  /** Slots that are no resource of it, for whom waits for whom. */
  readonly behind?: readonly SlotsMeter[];
  /** |in − out − inside| of what it takes and gives up in its own way, such as messages; 0 on every path. */
  unbalanced?(): { readonly what: string; readonly count: number };
}
