/** A row of the paired differences: one variant's difference in a figure, with and without pairing. */

import type { ComparisonFindings, DifferenceFindings, Estimate, Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { drawable } from "../kit/numbers.js";
import { numberedName } from "../kit/words.js";

export const METRICS = ["mean", "p99"] as const;

export interface Interval {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Difference {
  readonly found: DifferenceFindings;
  readonly paired: Interval | null; // Null: unknown.
  readonly unpaired: Interval | null;
}

/** Its own value on the axis that is compared, with its number; and below, what it shares with its baseline. */
export function rowWords(findings: Findings, comparison: ComparisonFindings): { name: string; at: string | null } {
  const { variant, within } = comparison;
  if (within === undefined) return { name: rowName(findings, comparison), at: null };
  return { name: `${indexOf(findings, variant) + 1}\u2002${clean(within.variant)}`, at: `at ${clean(within.at)}` };
}

/** The comparisons at the same values of a grid's other axes follow each other. */
export function inOrder({ comparisons }: Findings): readonly ComparisonFindings[] {
  const places = comparisons.map(({ within }) => within?.at);
  const placeOf = (comparison: ComparisonFindings): number => places.indexOf(comparison.within?.at);
  return comparisons.toSorted((a, b) => placeOf(a) - placeOf(b));
}

export function rowName(findings: Findings, { variant }: ComparisonFindings): string {
  const index = indexOf(findings, variant);
  return index < 0 ? clean(variant) : numberedName(findings, index);
}

export const indexOf = ({ variants }: Findings, variant: string): number =>
  variants.findIndex(({ name }) => name === variant);

export function differenceOf({ differences }: ComparisonFindings, metric: string): Difference | null {
  const found = differences.find((each) => each.metric === metric);
  if (found === undefined) return null;
  return { found, paired: interval(found.difference), unpaired: interval(found.unpaired) };
}

/** The ends in ascending order. */
function interval({ value, low, high }: Estimate): Interval | null {
  const [middle, a, b] = [value, low, high].map(drawable);
  if (middle === null) return null;
  if (a === null || b === null) return { value: middle, low: null, high: null };
  return { value: middle, low: Math.min(a, b), high: Math.max(a, b) };
}

/** From the lowest to the highest end of the paired intervals, including zero. Unpaired intervals may be cut off. */
export function reach({ comparisons }: Findings, metric: string): [number, number] {
  const ends = comparisons.flatMap((comparison) => {
    const paired = differenceOf(comparison, metric)?.paired;
    return paired == null ? [] : [paired.value, paired.low ?? paired.value, paired.high ?? paired.value];
  });
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return low === high ? [-1, 1] : [low, high];
}
