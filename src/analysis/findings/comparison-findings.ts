/** What was found by comparing variants: differences from the baseline, and which variant is the best. */
import type { Estimate } from "./estimate.js";

/** A variant against the baseline, replication by replication: both had the same requests. */
export interface ComparisonFindings {
  readonly baseline: string; // Names of variants.
  readonly variant: string;
  readonly replications: number; // Pairs.
  readonly tie: number | null; // Relative differences up to this share are ties; null: only what is exactly the same.
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
  readonly fewer: readonly string[]; // Answer fewer requests than another: of latencies, those count as their slowest.
  readonly replications: readonly number[]; // Of each variant.
}

/**
 * "more" and "less" of figures of which neither is better; "unproven": the interval holds zero; "incomparable": of a
 * latency, where one variant answers fewer of its requests well and that could decide it.
 */
export type DifferenceVerdict = "better" | "worse" | "more" | "less" | "tie" | "unproven" | "incomparable" | "unknown";
