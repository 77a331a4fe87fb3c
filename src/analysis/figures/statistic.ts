/** The statistics of what is measured many times: mean, largest, and every percentile. */

/** "p99", "p99.5"; "p999" is 99.9, as it always was. "rate" is the only one without a distribution. */
export type Statistic = "mean" | "max" | "rate" | `p${string}`;

const SAME: Readonly<Record<string, Statistic>> = {
  mean: "mean",
  avg: "mean",
  med: "p50",
  median: "p50",
  max: "max",
  p999: "p999",
  "p99.9": "p999",
};

/** As written in a figure or by k6: "p99", "p(99)", "p(99.90)", "avg". Null for anything else. */
export function readStatistic(written: string): Statistic | null {
  const name = written.replace(/^p\((.*)\)$/, "p$1");
  const [, digits] = /^p(\d+(?:\.\d+)?)$/.exec(name) ?? [];
  const plain = digits === undefined || name === "p999" ? name : `p${Number(digits)}`;
  if (Object.hasOwn(SAME, plain)) return SAME[plain]!;
  const share = shareOf(plain as Statistic);
  return share !== null && share > 0 && share < 1 ? (plain as Statistic) : null;
}

/** The share of the values at or below a percentile; null for other statistics. */
export function shareOf(statistic: Statistic): number | null {
  if (statistic === "p999") return 0.999;
  const digits = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
  return digits === undefined ? null : rounded(Number(digits) / 100);
}

/** The share of the values beyond a percentile; null for other statistics. */
export function shareBeyond(statistic: Statistic): number | null {
  const share = shareOf(statistic);
  return share === null ? null : rounded(1 - share);
}

/** 1 − 0.99 is 0.01 and not 0.010000000000000009. */
const rounded = (share: number): number => Number(share.toPrecision(12));
