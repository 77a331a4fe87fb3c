/**
 * What a study found: the plain data between analysis and everything that shows it.
 *
 * `result.json` is this type written out, so it is also the program's public output format. It can be
 * saved, compared, and drawn again without simulating again. Wall-clock times are not in it: the same
 * seed gives the same bytes.
 */

/** A number with its uncertainty. `value` is null where the data cannot support one, and `reason` says why. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null; // Lower end of the interval at `Findings.confidence`; null without one.
  readonly high: number | null;
  readonly reason?: string; // "not enough data for p99.9 (…)", "one replication has no interval", …
}

export type Verdict = "met" | "missed" | "unknown";

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

/** A variant against the baseline, replication by replication: both had the same requests. */
export interface ComparisonFindings {
  readonly baseline: string; // Names of variants.
  readonly variant: string;
  readonly replications: number; // Pairs.
  readonly tie: number | null; // Relative differences up to this share are ties; null: none was declared.
  readonly differences: readonly DifferenceFindings[];
}

export interface DifferenceFindings {
  readonly metric: string; // "mean", "p99", "goodput", "utilisation of shop-db cores"
  readonly unit: "ms" | "1" | "1/s";
  readonly difference: Estimate; // Variant − baseline, paired.
  readonly unpaired: Estimate; // The same with runs that have nothing in common: what pairing saves.
  readonly relative: Estimate; // Variant ÷ baseline − 1, paired.
  readonly correlation: number | null;
  readonly varianceRatio: number | null; // Unpaired ÷ paired: how many times the runs that pairing saves.
  readonly verdict: DifferenceVerdict;
}

/** The best variant, chosen with as many replications as it took; see `selection.ts`. */
export interface SelectionFindings {
  readonly by: string; // "p99"
  readonly probability: number; // That the best is among `left`, if it is better than all others by the zone.
  readonly zone: number; // In ms or 1/s: what lies within it of the best may count as a tie.
  readonly left: readonly string[]; // One: it is decided. More: the budget was spent.
  readonly replications: readonly number[]; // Of each variant.
}

/** "more" and "less" of figures of which neither is better; "unproven": the interval holds zero. */
export type DifferenceVerdict = "better" | "worse" | "more" | "less" | "tie" | "unproven" | "unknown";

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
  readonly verdict: Verdict; // The worst of the objectives: missed over unknown over met.
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

export interface LatencyFindings {
  readonly mean: Estimate;
  readonly p50: Estimate;
  readonly p95: Estimate;
  readonly p99: Estimate;
  readonly p999: Estimate;
}

export interface EndpointFindings {
  readonly requests: number; // That arrived in the window, all replications together.
  readonly unfinished: number; // Of those, still unanswered at the end: not in the latencies, so said here.
  readonly offeredLoad: Estimate; // Arrivals per second.
  readonly throughput: Estimate; // Requests that ended in the window per second, whatever the outcome.
  readonly goodput: Estimate; // Successful answers given in the window per second.
  readonly latencyMs: LatencyFindings; // Of successful answers, from the intended arrival.
  readonly errorRate: Estimate; // Share of the requests that ended in an error.
  readonly errors: readonly ErrorFindings[]; // Most frequent first.
}

export interface ErrorFindings {
  readonly cause: string; // "timeout", "line-full", …
  readonly part: string; // The part that gave it.
  readonly share: Estimate; // Of the requests that ended.
  readonly perSecond: Estimate;
}

export interface ResourceFindings {
  readonly capacity: number | null; // Threads, cores, connections …, over all instances; null: unlimited.
  readonly utilisation: Estimate | null; // Mean busy ÷ capacity; null when unlimited.
  readonly busy: Estimate; // Mean number in use.
  readonly queueLength: Estimate; // Mean number waiting.
  readonly waitingTimeMs: LatencyFindings; // Of those that got it, zeros included.
  readonly refused: Estimate; // Refusals per second.
  readonly perInstance: readonly number[]; // Mean utilisation of each instance: one hot, or all?
}

/** A part shows the figures of its busiest resource, and all of them below. */
export interface PartFindings {
  readonly type: string;
  readonly busiest: string | null; // "threads", "cores", "connections"; null if nothing is limited.
  readonly utilisation: Estimate | null;
  readonly queueLength: Estimate;
  readonly waitingTimeMs: LatencyFindings;
  readonly resources: Readonly<Record<string, ResourceFindings>>;
  readonly measures: Readonly<Record<string, Estimate>>; // What is theirs: hitRate, lagMs, staleReads, …
}

export interface SaturationFindings {
  readonly part: string;
  readonly resource: string;
  readonly atMs: number; // First bin in which it was at least 95 % busy (mean over replications).
  readonly peakUtilisation: number;
}

/** All arrays have one entry a bin. Latency and errors belong to the bin of the request's arrival. */
export interface OverTimeFindings {
  readonly startMs: number;
  readonly binMs: number;
  readonly offeredLoad: readonly number[]; // Per second, mean over replications.
  readonly goodput: readonly number[];
  readonly errorRate: readonly (number | null)[]; // Share; null where nothing arrived.
  readonly p50Ms: readonly (number | null)[];
  readonly p99Ms: readonly (number | null)[];
  readonly p99LowMs: readonly (number | null)[]; // Band over the replications, simultaneous: for all bins at once.
  readonly p99HighMs: readonly (number | null)[];
  readonly resources: readonly ResourceOverTime[];
}

export interface ResourceOverTime {
  readonly part: string;
  readonly resource: string;
  readonly utilisation: readonly number[] | null;
  readonly queueLength: readonly number[];
}

/** How long after the spike's end latency and errors are back at their level before it, see `recovery.ts`. */
export interface RecoveryFindings {
  readonly timeMs: Estimate; // No value if a replication did not recover within the horizon.
  readonly recovered: number; // Replications that did.
  readonly levelMs: number | null; // Mean latency of the worst bin before the spike.
}

export interface DriftFindings {
  readonly verdict: "stable" | "growing" | "undecided";
  readonly growthPerSecond: Estimate; // Requests a second by which the number in the system grows, over the second half.
}

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
