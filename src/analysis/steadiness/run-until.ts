/**
 * How long a steady system must run, estimated from a first short run.
 *
 * The lengths were chosen by measured coverage. On M/M/1 at ρ = 0.8 with 20 replications, Student intervals of the
 * mean and sectioned ones of p99 covered the truth in (2,000 studies each):
 *
 *   relaxation times a replication   mean   p99
 *    40                              94 %   90 %
 *   160                              95 %   94 %
 *   240                              95 %   95 %
 *
 * Stopping when the intervals are narrow enough costs p99 up to one of these per cents.
 *
 * Source: Law, Simulation Modeling and Analysis, ch. 9.5; Whitt, Management Science 35 (1989).
 */
import { mean, variance } from "../statistics/moments.js";

/** Over all replications; and in each, below which a replication has no usable mean. */
const RELAXATIONS = { firstLook: 800, answer: 4800, eachAtLeast: 100, warmUp: 3 };
/** In multiples of the slowest service, per replication: it only has to complete, since nothing waits for it. */
const SLOWEST = { firstLook: 12, answer: 25, warmUp: 5 };
/** Relaxation times in all, below which intervals are too narrow; see `experiment/short-run-notes.ts`. */
export const ENOUGH_FOR_INTERVALS = 150;

/**
 * Whether a window shows the steady state, in relaxation times: before, the system fills up (5 % are
 * missing after three of them); afterwards the window must be this long.
 */
export const SETTLED_AFTER = 3;
export const WATCHED_FOR = 4;

/** Safety factor on a length found from a few replications, whose spread is uncertain. */
const MARGIN = 1.3;
const GROWTH = 1.5; // At least, from one attempt to the next: a rule that looks often stops at a lucky moment.

interface Remembered {
  readonly relaxationMs: number;
  readonly slowestMs: number;
}

/** How long each replication is to be [ms]. */
export function lengthEachMs(
  of: "firstLook" | "answer",
  { relaxationMs, slowestMs }: Remembered,
  replications: number,
): number {
  const relaxations = Math.max(RELAXATIONS[of] / replications, of === "answer" ? RELAXATIONS.eachAtLeast : 0);
  return Math.max(relaxations * relaxationMs, SLOWEST[of] * slowestMs);
}

export const warmUpAtLeastMs = ({ relaxationMs, slowestMs }: Remembered): number =>
  Math.max(RELAXATIONS.warmUp * relaxationMs, SLOWEST.warmUp * slowestMs);

/**
 * γ ÷ (1 + γ): the half-width relative to the *estimate* at which the error relative to the *truth* is γ.
 */
export const goalOf = (precision: number): number => precision / (1 + precision);

/**
 * T Var(N̄) ÷ Var(N): the relaxation time of the number in the system N, from replications of length T. Var(N̄) is that
 * of their time averages and Var(N) that over time. It is twice the integral of N's autocorrelation, and for M/M/1
 * 2 (1 + ρ) ÷ (1 + √ρ)² ≈ 1 times the relaxation time, 1 ÷ (μ (1 − √ρ)²). 0 where nothing varies.
 *
 * Source: Whitt 1989: asymptotic variance ÷ variance.
 */
export function measuredRelaxation(
  replications: readonly { readonly mean: number; readonly variance: number }[],
  length: number,
): number {
  const means = replications.map((each) => each.mean);
  const between = variance(means);
  const within = mean(replications.map((each) => each.variance));
  return between > 0 ? (length * between) / (within + between) : 0;
}

const OF_SERVICE = 3; // Without any queue (M/G/∞) it is about two mean service times.

/**
 * The longer of the measured and the predicted one: theory ignores blocking, and short runs underestimate it
 * (0.5 to 0.7 of it, a tenth at worst). One no longer than the slowest service shows no queue.
 */
export const relaxationOf = (measuredMs: number, { relaxationMs, slowestMs }: Remembered): number =>
  Math.max(relaxationMs, measuredMs > OF_SERVICE * slowestMs ? measuredMs : 0);

/** How many times as long: half-widths fall with the root of the length. Infinity where there is no interval. */
export function timesAsLong(relativeHalfWidths: readonly number[], goal: number, attempt: "first" | "next"): number {
  const furthest = Math.max(0, ...relativeHalfWidths);
  const factor = MARGIN * (furthest / goal) ** 2;
  return attempt === "first" ? factor : Math.max(GROWTH, factor);
}
