/** Ratios of times that were measured in turns, since what a machine does to one it does to the other. */

/** @returns the middle of an odd number of values, or the mean of the two in the middle */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/** @returns the median over the turns of the first's time ÷ the second's */
export const ratioOf = (turns: readonly (readonly [number, number])[]): number => median(turns.map(([a, b]) => a / b));

interface Limited {
  readonly name: string;
  readonly ratio: number;
  readonly limit: number;
}

/** @returns the names of those whose ratio is more than its limit */
export const beyond = (speeds: readonly Limited[]): string[] =>
  speeds.filter(({ ratio, limit }) => !(ratio <= limit)).map(({ name }) => name);
