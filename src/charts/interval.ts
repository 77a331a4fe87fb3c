/** When "±" says the same as the interval itself. */

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Both arms read the same, but for one in the last digit, and the interval that a reader adds up holds zero if the real
 * one does: else the verdict beside it would seem wrong.
 *
 * @param decimals digits after the point that are shown, of what is in the unit shown
 */
export function isEven({ value, low, high }: Interval, decimals: number): boolean {
  const steps = (length: number): number => Math.round(Number(length.toFixed(decimals)) * 10 ** decimals);
  const holdsZero = low <= 0 && high >= 0;
  const readsAsIfItDid = Math.abs(steps(value)) <= steps((high - low) / 2);
  return Math.abs(steps(high - value) - steps(value - low)) <= 1 && holdsZero === readsAsIfItDid;
}
