/**
 * The ceilings of two variants compared: one search for both says that they are the same; runs at loads near to them
 * with the same arrivals say in pairs by how much they differ; else the proven ends decide.
 */
import type { Figure } from "../../analysis/figures/figure.js";
import type { DifferenceFindings, Estimate } from "../../analysis/findings/findings.js";
import type { Deviations } from "../../analysis/statistics/deviations.js";
import { type Paired, paired } from "../../analysis/statistics/paired.js";
import { pairedVerdict } from "../../analysis/verdicts/difference-verdict.js";
import { isSought } from "../figures/of-variant.js";
import { CONFIDENCE } from "./replication-estimates.js";

/** A load at which an objective meets its limit [1/s], by replication. */
export interface Crossing extends Deviations {
  readonly relativeResolution: number; // Of a percentile read from a histogram, as a share of the load.
}

export interface FoundCeiling {
  readonly search: string; // Variants that mean the same share one.
  readonly expected: number; // Peak rate [1/s].
  readonly crossing: Crossing | null; // Null: only the ends of the search are known.
}

/** By the name of the variant; those for which a search was made. */
export type FoundCeilings = ReadonlyMap<string, FoundCeiling>;

export const NO_DIFFERENCE: Estimate = { value: 0, low: 0, high: 0 };

/** The second variant against the first, by their ceilings or headrooms; null where only the ends of a search tell. */
export function ceilingDifference(
  ceilings: FoundCeilings,
  figure: Figure,
  [base, other]: readonly [string, string],
  tie: number,
): DifferenceFindings | null {
  const { name: metric, unit, goal } = figure;
  const [from, to] = [base, other].map((variant): CeilingSide => ({ figure, variant })) as [CeilingSide, CeilingSide];
  if (areOneSearch(ceilings, from, to)) {
    const none = { difference: NO_DIFFERENCE, unpaired: NO_DIFFERENCE, relative: NO_DIFFERENCE };
    return { metric, unit, ...none, correlation: null, varianceRatio: null, verdict: "tie" };
  }
  const found = pairedCeilings(ceilings, from, 1, to);
  if (found === null) return null;
  const zone = { tie, base: 1 };
  return { metric, unit, ...found, verdict: pairedVerdict(found.difference, found.relative, goal, zone) };
}

export interface CeilingSide {
  readonly figure: Figure;
  readonly variant: string;
}

/** Whether both are the result of the same search, so that they are equal whatever it found. */
export function areOneSearch(ceilings: FoundCeilings, a: CeilingSide, b: CeilingSide): boolean {
  const [first, second] = [a, b].map(({ variant }) => ceilings.get(variant)?.search);
  return isSought(a.figure) && a.figure.name === b.figure.name && first !== undefined && first === second;
}

/** The second against so many times the first; null where there are no pairs. */
export function pairedCeilings(
  ceilings: FoundCeilings,
  first: CeilingSide,
  times: number,
  second: CeilingSide,
): Paired | null {
  const [a, b] = [crossingIn(ceilings, first, times), crossingIn(ceilings, second, 1)];
  if (first.figure.name !== second.figure.name || a === null || b === null || a.each.length !== b.each.length)
    return null;
  const relativeResolution = Math.max(a.relativeResolution, b.relativeResolution);
  return paired(a, b, { level: CONFIDENCE, relativeResolution });
}

function crossingIn(ceilings: FoundCeilings, { figure, variant }: CeilingSide, times: number): Crossing | null {
  const found = ceilings.get(variant);
  if (!isSought(figure) || found === undefined || found.crossing === null) return null;
  const { value, each, relativeResolution } = found.crossing;
  const factor = figure.family === "headroom" ? times / found.expected : times;
  return { value: factor * value, each: each.map((one) => factor * one), relativeResolution };
}
