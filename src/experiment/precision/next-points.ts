/** The points to look at next in a search, from the margins of the verdicts so far. */

export interface Shot {
  readonly demand: number;
  readonly margin: number | null; // In half-widths: above 0 met as measured, above 1 proven; negative: missed.
  readonly effort: number; // Margins grow with its root.
}

const CLEAR = 3; // Margins beyond this are ignored: the curve need not be straight that far from the limit.
const SURE = 1.4; // Half-widths from the limit at which a look is proven about four times in five.

/**
 * The most demanding point that is likely to be proven met at this effort, and the least demanding one that is likely
 * to be proven missed: where the straight line through margin ÷ √effort, fitted by weighted least squares, is ± SURE ÷
 * √effort.
 *
 * @returns null if the line does not fall
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
