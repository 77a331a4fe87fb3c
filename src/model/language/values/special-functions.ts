/** Mathematics for turning "mean and p99" into a distribution. */

/** The percentiles a file may use, with the quantile of the standard normal. */
const NORMAL_QUANTILES: Readonly<Record<string, number>> = {
  p50: 0,
  p75: 0.6744897501960817,
  p90: 1.2815515655446004,
  p95: 1.6448536269514722,
  p99: 2.3263478740408408,
  "p99.9": 3.090232306167813,
};

export interface Percentile {
  readonly name: string; // "p99"
  readonly value: number; // What 99% of the draws stay below.
}

export const PERCENTILE_NAMES: readonly string[] = Object.keys(NORMAL_QUANTILES);

/** The standard normal's quantile z: 2.326 for p99. */
export const normalQuantile = ({ name }: Percentile): number => NORMAL_QUANTILES[name]!;

/** −ln(1 − p), the quantile of the exponential with mean 1: 4.605 for p99. */
export const exponentialQuantile = ({ name }: Percentile): number => -Math.log(1 - Number(name.slice(1)) / 100);

/** The root of an increasing function between two bounds, by halving until no double lies between. */
export function rootOf(increasing: (x: number) => number, low: number, high: number): number {
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
