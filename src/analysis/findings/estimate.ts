/** How a figure is told: with what is known of it, or the reason why it is not. */

/** A number with its uncertainty. `value` is null where the data cannot support one, and `reason` says why. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null; // Lower end of the interval at `Findings.confidence`; null without one.
  readonly high: number | null;
  readonly reason?: string; // "not enough data for p99.9 (…)", "one replication has no interval", …
}

export type Verdict = "met" | "missed" | "unknown";

/** Of all objectives together: "none" where there are none. */
export type ObjectivesVerdict = Verdict | "none";
