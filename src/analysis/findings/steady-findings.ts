/** How far a run got towards a steady state: the precision it reached, or why there is no such state. */
import type { Estimate } from "./estimate.js";

/** A run until the intervals were narrow enough: warm-up and length are found, not given. */
export interface SteadyFindings {
  readonly precision: number; // Asked: half-width ÷ value.
  readonly met: boolean; // By every metric in `reached`.
  readonly why: string; // It was not met; empty if it was.
  readonly reached: readonly ReachedFindings[];
  readonly warmUpMs: number; // Removed.
  readonly lengthMs: number; // Of each replication's window.
  readonly requests: number; // Simulated for this variant, first looks included.
  readonly firstLook: { readonly binMs: number; readonly inSystem: readonly number[] }; // From the start; mean over replications.
  readonly looks: readonly LookFindings[]; // One after the other, the first look first.
}

/** What was reached by runs of one length. */
export interface LookFindings {
  readonly lengthMs: number;
  readonly reached: readonly ReachedFindings[];
}

export interface ReachedFindings {
  readonly metric: string; // "latency p99", "latency{web.browse} p95", "errors rate".
  readonly relativeHalfWidth: number | null; // Of errors, relative to their limit if that is larger. null: no interval.
}

export interface OverloadFindings {
  readonly what: string; // The number "of requests in the system", or "waiting at mails".
  readonly part?: string; // Where it waits, if no request waits for it.
  readonly growthPerSecond: Estimate;
  readonly binding: {
    readonly part: string;
    readonly resource: string;
    readonly offered: number | null; // Load ÷ capacity; null where only the runs show that it is full.
  } | null;
  readonly breaks: readonly BreakFindings[];
}

/** When, from the start of a run, an objective that is an upper limit of a latency breaks for good. */
export interface BreakFindings {
  readonly metric: string;
  readonly expression: string;
  readonly afterMs: Estimate;
}
