/** What was measured when, in bins of time. All arrays have one entry a bin. */

/** Latency and errors belong to the bin of the request's arrival. */
export interface LatencyOverTime {
  readonly errorRate: readonly (number | null)[]; // Share; null where nothing arrived.
  readonly p50Ms: readonly (number | null)[];
  readonly p99Ms: readonly (number | null)[]; // Null where nothing was answered, or too little in the whole window.
  readonly p99LowMs: readonly (number | null)[]; // Band over the replications, simultaneous: for all bins at once.
  readonly p99HighMs: readonly (number | null)[];
  readonly p99BinMs?: readonly number[]; // Over how long, where bins with too few answers are taken together.
}

export interface OverTimeFindings extends LatencyOverTime {
  readonly startMs: number;
  readonly binMs: number;
  readonly offeredLoad: readonly number[]; // Per second, mean over replications.
  readonly goodput: readonly number[];
  readonly resources: readonly ResourceOverTime[];
  readonly endpoints?: Readonly<Record<string, LatencyOverTime>>; // Those that an objective names.
}

export interface ResourceOverTime {
  readonly part: string;
  readonly resource: string;
  readonly utilisation: readonly number[] | null;
  readonly queueLength: readonly number[];
}
