/**
 * What a study found: the plain data between analysis and everything that shows it.
 *
 * `result.json` is this type written out, so it is also the program's public output format. It can be
 * saved, compared, and drawn again without simulating again. Wall-clock times are not in it: the same
 * seed gives the same bytes.
 */
import type { ComparisonFindings, SelectionFindings } from "./comparison-findings.js";
import type { Estimate, ObjectivesVerdict, Verdict } from "./estimate.js";
import type { EndpointFindings, PartFindings } from "./measured-findings.js";
import type { OverTimeFindings } from "./over-time-findings.js";
import type { StandstillFindings } from "./standstill-findings.js";
import type { OverloadFindings, SteadyFindings } from "./steady-findings.js";

export type * from "./comparison-findings.js";
export type * from "./estimate.js";
export type * from "./measured-findings.js";
export type * from "./over-time-findings.js";
export type * from "./steady-findings.js";

export interface Findings {
  readonly formatVersion: 1;
  readonly version: string; // Of headroom.
  readonly seed: string;
  readonly confidence: number; // Of every interval here, e.g. 0.95.
  readonly name: string; // File name without its ending.
  readonly title: string;
  readonly question: string | null;
  readonly window: WindowFindings;
  readonly objectives: readonly string[]; // As written: "latency{web.browse}: p(99) < 300ms".
  readonly spike: { readonly fromMs: number; readonly toMs: number; readonly label: string } | null; // To shade.
  readonly variants: readonly VariantFindings[];
  readonly comparisons: readonly ComparisonFindings[]; // Every other variant against the baseline.
  readonly selection: SelectionFindings | null; // Which variant is the best, where the experiment asks.
  readonly claims: readonly ClaimFindings[]; // What the experiment was said to show.
  readonly simulated: { readonly requests: number; readonly events: number; readonly runs: number };
  readonly notes: readonly string[]; // What the reader must know: where the data come from, scaling, caveats.
}

export interface ClaimFindings {
  readonly claim: string; // As written: "p99{cache} < p99{replicas}".
  readonly verdict: Verdict;
  readonly why: string; // The figures it was judged by.
}

export interface WindowFindings {
  readonly fromMs: number; // Requests that arrive in [fromMs, toMs) are counted.
  readonly toMs: number;
  readonly replications: number;
  readonly clock: string | null; // Time of day at 0 ms, "1998-07-07T19:30:00", when the traffic is a recording.
}

export interface VariantFindings {
  readonly name: string;
  readonly model: string; // Path of the model file.
  readonly summary: string | null; // The model's own one-line description.
  readonly modelHash: string;
  readonly verdict: ObjectivesVerdict; // The worst of the objectives: missed over unknown over met.
  readonly objectives: readonly ObjectiveFindings[];
  readonly all: EndpointFindings; // All endpoints that users call, taken together.
  readonly endpoints: Readonly<Record<string, EndpointFindings>>; // By "web.browse".
  readonly parts: Readonly<Record<string, PartFindings>>; // By the name in the model.
  readonly saturation: readonly SaturationFindings[]; // In the order in which they gave; empty: nothing did.
  readonly overTime: OverTimeFindings;
  readonly recovery: RecoveryFindings | null; // Null without a spike.
  readonly drift: DriftFindings | null; // Whether the number in the system grows; null where the load itself changes.
  readonly steady: SteadyFindings | null; // How the precision asked for was reached; null if none was.
  readonly inSystem: Estimate; // Mean number of requests in the system.
  readonly controls: ControlFindings | null; // What made the mean latency of `all` more certain; null: nothing did.
  readonly standstill: StandstillFindings | null; // Requests that wait for each other for ever; null: none do.
  readonly overload: OverloadFindings | null; // Instead of means and percentiles where it cannot keep up.
  readonly load: readonly LoadFindings[]; // One per offered load, ascending; empty without a load sweep.
  readonly theory: readonly TheoryFindings[]; // What closed forms say of it; empty where the load changes over time.
  readonly audit: AuditFindings;
}

/** The mean latency by control variates, see `control-variates.ts`. */
export interface ControlFindings {
  readonly mean: Estimate; // In ms.
  readonly gain: number; // Variance without ÷ with them: how many times the runs they save.
  readonly used: readonly string[]; // "arrivals", "shop-db cores"
}

export interface ObjectiveFindings {
  readonly metric: string; // "latency{web.browse}"
  readonly expression: string; // "p(99) < 300ms"
  readonly measured: Estimate;
  readonly limit: number; // In the unit of `measured`.
  readonly unit: "ms" | "1" | "1/s";
  readonly verdict: Verdict;
}

export interface SaturationFindings {
  readonly part: string;
  readonly resource: string;
  readonly atMs: number; // First bin in which it was at least 95 % busy (mean over replications).
  readonly peakUtilisation: number;
}

/** How long after the spike's end latency and errors are back at their level before it, see `recovery.ts`. */
export interface RecoveryFindings {
  readonly timeMs: Estimate; // No value if a replication did not recover within the horizon.
  readonly recovered: number; // Replications that did.
  readonly levelMs: number | null; // Mean latency of the worst bin before the spike.
  readonly objectives: readonly ObjectiveRecoveryFindings[]; // Back within each limit of latency or errors.
}

export interface ObjectiveRecoveryFindings {
  readonly metric: string; // "latency{web.browse}"
  readonly expression: string; // "p(99) < 300ms", of the requests that arrived in a bin.
  readonly timeMs: Estimate;
  readonly recovered: number;
}

export interface DriftFindings {
  readonly verdict: "stable" | "growing" | "undecided";
  readonly growthPerSecond: Estimate; // Requests a second by which the number in the system grows, over the second half.
  readonly reason?: string; // Why it is undecided whatever the runs show: they are shorter than what is remembered.
}

/** One steady load of the sweep. */
export interface LoadFindings {
  readonly offeredLoad: number; // Per second, as asked for.
  readonly growing: boolean; // The number in the system grew all along: there is no steady state to describe.
  readonly goodput: Estimate;
  readonly errorRate: Estimate;
  readonly p50Ms: Estimate;
  readonly p99Ms: Estimate;
}

/** A closed form beside the figure that was simulated. */
export interface TheoryFindings {
  readonly part: string; // Or an endpoint, or "users".
  readonly resource: string | null;
  readonly form: string; // "M/M/4", "utilisation law"; "none" where theory is silent, and `reason` says why.
  readonly exact: boolean; // Only exact forms are judged.
  readonly atMost: boolean; // A bound: the simulated figure may be less.
  readonly quantity: string; // "mean wait", "utilisation" …
  readonly unit: "ms" | "1" | "1/s" | "requests";
  readonly expected: number | null;
  readonly simulated: Estimate;
  readonly deviation: number | null; // Simulated ÷ expected − 1.
  readonly agrees: boolean | null; // Within the interval, widened for the number of comparisons; null: not judged.
  readonly reason: string | null; // Why it is not judged, or what is wrong.
}

/** Every run checks itself. The largest relative deviation found, which must be float noise. */
export interface AuditFindings {
  readonly ok: boolean;
  readonly littlesLaw: number; // |∫N dt − Σ sojourn| ÷ ∫N dt, worst part.
  readonly flowBalance: number; // |in − out − inside|, worst part, in requests.
  readonly busyTime: number; // Largest utilisation − 1, or 0.
  readonly failures: readonly string[];
}
