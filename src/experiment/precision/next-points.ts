/** Where a search looks next: from how sure the verdicts so far were, and not only from what they were. */

export interface Shot {
  readonly demand: number;
  readonly margin: number | null; // In half-widths: above 0 as measured, above 1 proven to be met; below, missed.
  readonly effort: number; // Margins grow with its root.
}

const CLEAR = 3; // A margin beyond says nothing of how far off the limit is: the curve need not be straight.
const SURE = 1.4; // Half-widths from the limit: such a look proves itself about four times in five.

/**
 * The most demanding point likely to be proven met at this effort, and the least demanding one likely to be proven
 * missed: where margin ÷ √effort, by weighted least squares a straight line in the demand, is ± SURE ÷ √effort.
 *
 * @returns null where the looks tell no falling line
 */
export function aim(shots: readonly Shot[], effort: number): { readonly met: number; readonly missed: number } | null {
  const known = shots.flatMap(({ demand, margin, effort: weight }) =>
    margin === null ? [] : [{ demand, each: Math.min(CLEAR, Math.max(-CLEAR, margin)) / Math.sqrt(weight), weight }],
  );
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: (shot: (typeof known)[number]) => number): number =>
    known.reduce((sum, shot) => sum + (shot.weight / total) * of(shot), 0);
  const [demand, each] = [mean((shot) => shot.demand), mean((shot) => shot.each)];
  const slope =
    mean((shot) => (shot.demand - demand) * (shot.each - each)) / mean((shot) => (shot.demand - demand) ** 2);
  if (!(slope < 0)) return null;
  const at = (margin: number): number => demand + (margin / Math.sqrt(effort) - each) / slope;
  return { met: at(SURE), missed: at(-SURE) };
}
