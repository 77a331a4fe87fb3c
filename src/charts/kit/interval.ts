/** Whether an interval can be shown as "±". */

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Both arms agree to two significant digits, within one in the last; and value ± arm contains zero if the interval
 * does, so that it agrees with the verdict beside it.
 *
 * @param decimals digits shown after the point, in the unit shown
 */
export function isEven({ value, low, high }: Interval, decimals: number): boolean {
  const half = (high - low) / 2;
  const step = Math.max(10 ** -decimals, 10 ** (Math.floor(Math.log10(half)) - 1));
  const differ = Math.abs(Math.round((high - value) / step) - Math.round((value - low) / step));
  const shown = (length: number): number => Number(Math.abs(length).toFixed(decimals));
  const holdsZero = low <= 0 && high >= 0;
  return differ <= 1 && holdsZero === shown(value) <= shown(half);
}
