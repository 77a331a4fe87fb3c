/**
 * Where a system falls when its load goes up, and from where on it is back when it comes down again. Each run has values
 * of its own; told is their median, with the interval of its order statistics. A run that never falls has fallen beyond
 * all loads, and one that never comes back does so at none.
 */
import type { Estimate } from "../findings/findings.js";
import { medianRank } from "../statistics/median-rank.js";

const HALF = 0.5; // Of what is offered.

/** Of one run, in the order of its steps. */
export interface Branch {
  readonly at: number;
  readonly answered: number; // Share of what is offered.
}

/** @returns for each run; Infinity: it does not fall; 0: it does not come back */
export function turns(
  up: readonly Branch[],
  down: readonly Branch[],
): { readonly falls: number; readonly returns: number } {
  const falls = up.find(({ answered }) => answered < HALF)?.at ?? Number.POSITIVE_INFINITY;
  const lastDown = down.findLastIndex(({ answered }) => answered < HALF);
  const returns = down[lastDown + 1]?.at ?? 0;
  return { falls, returns: Number.isFinite(falls) ? returns : Number.POSITIVE_INFINITY };
}

/** @param beyond why there is no value, where the median is no load that was run */
export function medianOf(values: readonly number[], level: number, beyond: (median: number) => string): Estimate {
  const ordered = values.toSorted((a, b) => a - b);
  const median = ordered[values.length >> 1]!;
  const rank = medianRank(values.length, level);
  const end = (value: number | undefined): number | null =>
    value === undefined || value === 0 || value === Number.POSITIVE_INFINITY ? null : value;
  const [low, high] = rank === null ? [null, null] : [end(ordered[rank - 1]), end(ordered.at(-rank))];
  if (end(median) === null) return { value: null, low: null, high: null, reason: beyond(median) };
  return {
    value: median,
    low,
    high,
    ...(rank === null ? { reason: "it takes six replications for an interval" } : {}),
  };
}
