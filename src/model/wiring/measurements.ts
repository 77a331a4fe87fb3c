/** What one run measured, as plain data. Times in ms, rates in events per ms unless a name says otherwise. */
import type { HistogramData } from "../../engine/histogram.js";

export type { HistogramData };

export interface Measurements {
  readonly windowMs: number; // Length of the window.
  readonly fromMs: number;
  readonly binMs: number;
  readonly endpoints: readonly EndpointMeasurement[];
  readonly background?: readonly EndpointMeasurement[]; // By source: what no user waits for.
  readonly watched: readonly EndpointMeasurement[]; // Named in the plan: "shop.price", "traffic shoppers".
  readonly parts: readonly PartMeasurement[];
  readonly inSystem: readonly number[]; // Mean number of requests in the system, by bin.
  readonly inSystemMean: number; // Over the window.
  readonly inSystemVariance: number;
  readonly requests: number; // Simulated in all, warm-up too.
  readonly events: number;
  /** Why the run ended early: too many requests for memory, or endless work at one instant. */
  readonly cutShort: CutShort | null;
  readonly standstill: Standstill | null; // Null without a deadlock.
  readonly audit: readonly AuditEntry[];
  readonly effects?: readonly EffectMeasurement[]; // Where the model says what should happen.
  readonly reactions?: readonly ReactionMeasurement[]; // Of entries of the timeline that last until someone acts.
}

/** Settled when the run is over, by the bin in which the effect was due. */
export interface EffectMeasurement {
  readonly name: string;
  readonly measures: readonly MeasureMeasurement[];
  readonly doneThenByBin: readonly number[]; // Of those due: by the bin in which it happened.
}

/** From the start of the run; null where it did not happen. */
export interface ReactionMeasurement {
  readonly moment: string;
  readonly fromMs: number; // When it began.
  readonly noticedMs: number | null; // When the alert fired.
  readonly endedMs: number | null; // When someone had acted.
  readonly heldBefore: boolean; // Whether the alert's condition held already when it began.
}

/** A deadlock: requests that wait for each other, at the end of the run. */
export interface Standstill {
  readonly sinceMs: number; // From the start.
  readonly links: readonly StandstillLink[];
  readonly behind: number; // Requests that wait behind them.
  readonly endpoints: readonly string[]; // Of all stuck requests.
}

export interface StandstillLink {
  readonly holds: StuckResource;
  readonly waitsFor: StuckResource;
  readonly requests: number;
}

export interface StuckResource {
  readonly part: string;
  readonly resource: string; // "threads", "workers", "pool" …
}

export type CutShort = { readonly why: "the system is full" } | TimeStoodStill;

/** Steps went on without time passing. At the end of the run: */
export interface TimeStoodStill {
  readonly why: "time stands still";
  readonly atMs: number;
  readonly steps: number;
  readonly asked: readonly string[]; // Endpoints with new requests, most first.
  readonly inside: readonly string[]; // Endpoints with unanswered requests.
  readonly failures: readonly { readonly cause: string; readonly part: string }[]; // The most frequent first.
}

export interface EndpointMeasurement {
  readonly name: string;
  readonly offered: number; // Arrivals in the window.
  readonly answered: number;
  readonly failed: number;
  readonly failures: readonly { readonly cause: string; readonly part: string; readonly count: number }[];
  readonly latencyMs: HistogramData;
  readonly arrivalsByBin: readonly number[];
  readonly answersByBin: readonly number[];
  readonly failuresByBin: readonly number[];
  readonly endsThenByBin: readonly number[]; // By the bin in which they ended: throughput,
  readonly answersThenByBin: readonly number[]; // and goodput.
  readonly latencyByBin: readonly { readonly values: readonly number[]; readonly counts: readonly number[] }[];
}

export interface PartMeasurement {
  readonly name: string;
  readonly type: string;
  readonly resources: readonly ResourceMeasurement[];
  readonly measures: readonly MeasureMeasurement[];
}

export interface ResourceMeasurement {
  readonly name: string;
  readonly capacity: number | null; // Mean over the window; null: unlimited.
  readonly capacityByBin?: readonly number[]; // Where it changes while the system runs.
  readonly busy: number; // Mean number in use over the window.
  readonly queueLength: number;
  readonly refused: number; // In the window.
  readonly waitingTimeMs: HistogramData; // In the queue, or lost by sharing cores.
  readonly busyByInstance: readonly number[];
  readonly capacityByInstance?: readonly number[]; // Where instances differ.
  readonly busyByBin: readonly number[];
  readonly queueByBin: readonly number[];
  readonly servedByBin: readonly number[]; // Requests that got it.
}

/** Mean over the window; null: unlimited. */
export function utilisationOf({ busy, capacity }: ResourceMeasurement): number | null {
  if (capacity === null) return null;
  return capacity === 0 ? 0 : busy / capacity;
}

/** In each bin. */
export function utilisationByBin({
  busyByBin,
  capacity,
  capacityByBin,
}: ResourceMeasurement): readonly number[] | null {
  if (capacity === null) return null;
  return busyByBin.map((busy, bin) => {
    const most = capacityByBin?.[bin] ?? capacity;
    return most === 0 ? 0 : capacityByBin === undefined ? busy / most : Math.min(1, busy / most);
  });
}

export type MeasureMeasurement =
  | { readonly kind: "events"; readonly name: string; readonly count: number } // In the window.
  /** At the ends of the bins; `most`, if it is known, at any time. */
  | { readonly kind: "level"; readonly name: string; readonly atEnds: readonly number[]; readonly most?: number }
  | RatioMeasurement
  | { readonly kind: "duration"; readonly name: string; readonly histogram: HistogramData };

export interface RatioMeasurement {
  readonly kind: "ratio" | "times";
  readonly name: string; // "hitRate", "attempts"
  readonly part: number; // In the window,
  readonly whole: number;
  readonly partByBin: readonly number[]; // and in each bin.
  readonly wholeByBin: readonly number[];
}

export interface AuditEntry {
  readonly what: string; // "requests of web.browse", "shop-db connections"
  readonly littlesLaw: number;
  readonly flowBalance: number;
  readonly overCapacity: number; // Mean busy ÷ capacity − 1, or 0.
}

/** Utilisation of each instance, given what all of them have; none of an unlimited one. */
export function utilisationByInstance(
  { busyByInstance, capacityByInstance }: Pick<ResourceMeasurement, "busyByInstance" | "capacityByInstance">,
  capacity: number | null,
): readonly number[] {
  if (capacity === null) return [];
  const each = capacity / busyByInstance.length;
  return busyByInstance.map((busy, i) => busy / (capacityByInstance?.[i] ?? each));
}
