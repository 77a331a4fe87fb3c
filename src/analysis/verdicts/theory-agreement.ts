/**
 * Does a simulated figure agree with theory? The interval decides, as everywhere; but of a hundred intervals at 95 %
 * five miss the truth. So each is widened for the number m of comparisons in the study (Bonferroni), so that one
 * study of a hundred shows a disagreement by chance: half-width × t_{1 − 0.01/(2m)} ÷ t_{(1+level)/2}.
 *
 * Source: Law, Simulation Modeling and Analysis, sec. 9.7; relaxation times: theory/run-length.ts.
 */

import { studentTQuantile } from "../../mathematics/student-t.js";
import type { Estimate } from "../findings/findings.js";

const FALSE_ALARMS = 0.01; // Of all studies.
const EVENTS_NEEDED = 1000; // Fewer waits or losses are too few for a t interval of their mean.
export const WARM_UP_NEEDED = 3; // In relaxation times; ORACLES: Whitt 1989.
export const WINDOW_NEEDED = 30;

export interface Comparable {
  readonly expected: number;
  readonly simulated: Estimate;
  readonly atMost: boolean;
  readonly events: number;
}

export interface Setting {
  readonly level: number; // Of the intervals as they are, 0.95.
  readonly replications: number;
  readonly comparisons: number; // m
}

/** Null where the data cannot tell. */
export function agreesWithTheory(
  { expected, simulated, atMost, events }: Comparable,
  { level, replications, comparisons }: Setting,
): boolean | null {
  const { value, low, high } = simulated;
  if (value === null || low === null || high === null || replications < 2 || !canTell(events)) return null;
  const t = (probability: number): number => studentTQuantile(probability, replications - 1);
  const wider = t(1 - FALSE_ALARMS / 2 / Math.max(1, comparisons)) / t((1 + level) / 2);
  const edges = (2 * Math.abs(expected)) / events; // Visits cut by the ends of the window.
  const reach = Math.max(high - value, value - low) * wider + edges;
  return value - reach <= expected && (atMost || expected <= value + reach);
}

export const canTell = (events: number): boolean => events >= EVENTS_NEEDED;
