/**
 * A straight line through measurements at two points, 0 and 1, whose replications are pairs, and where its confidence
 * limits cross zero: with deviations a_j and b_j of the replications at both, those at u are a_j + u (b_j − a_j).
 *
 * Source: Fieller 1954 (inverting the limits of a line); Asmussen & Glynn, Stochastic Simulation (2007), ch. III.
 */
import { root } from "../../mathematics/root.js";
import { standardError } from "./deviations.js";

/** Rises: below 0 an objective is met, above it is missed. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly each: readonly (readonly [number, number])[]; // Deviations of the replications at both.
  readonly rounding: number;
  readonly times: number; // Standard errors each way.
}

/** How far beyond the two points the line is trusted, in distances between them. */
export const REACH = 1;

export const crossingOf = ({ from, to }: Line): number => -from / (to - from);

const valueAt = ({ from, to }: Line, u: number): number => from + u * (to - from);

export const halfWidthAt = ({ each, rounding, times }: Line, u: number): number =>
  Math.hypot(times * standardError(each.map(([a, b]) => a + u * (b - a))), rounding);

/** Up to where the upper limit is below 0; −REACH if nowhere. It is convex in u: below 0 there, it crosses 0 once. */
export function metUpTo(line: Line): number {
  const upper = (u: number): number => valueAt(line, u) + halfWidthAt(line, u);
  const most = Math.min(crossingOf(line), 1 + REACH);
  if (upper(most) < 0) return most;
  return most <= -REACH || upper(-REACH) >= 0 ? -REACH : root(upper, -REACH, most);
}

/** From where the lower limit is above 0; 1 + REACH if nowhere. */
export function missedFrom(line: Line): number {
  const lower = (u: number): number => valueAt(line, u) - halfWidthAt(line, u);
  const least = Math.max(crossingOf(line), -REACH);
  if (lower(least) > 0) return least;
  return least >= 1 + REACH || lower(1 + REACH) <= 0 ? 1 + REACH : root(lower, least, 1 + REACH);
}
