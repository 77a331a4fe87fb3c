/** A variant against its p99 objective: its verdict, refined by the bins of the spike or window. */
import type { Findings, LatencyOverTime, VariantFindings } from "../../analysis/findings/findings.js";
import { drawable, drawableLog, largest } from "../kit/numbers.js";
import { type Asked, errorLimit, seriesOf } from "../kit/objective.js";
import { binsThatMatter, unanswered } from "../kit/spike.js";

/**
 * The verdict decides between met, missed and unknown, as in the tables; the bins add what happens over time.
 *
 *   met:     `kept`; `failing`: fast only because it rejects requests; `passed`: over the whole time, but not in every
 *            bin; `unsure`: in some bin the limit lies within the band, or there is no p99
 *   missed:  `missed`
 *   unknown: `grows`; `close`: limit within the band; `sparse`: too few answers for p99; `silent`: none; `open`: other
 */
export type Steadiness =
  | "kept"
  | "failing"
  | "passed"
  | "unsure"
  | "grows"
  | "close"
  | "missed"
  | "sparse"
  | "silent"
  | "open";

export interface Fare {
  readonly standing: Steadiness | null; // Null: no objective, or not measured over time.
  readonly worst: Worst;
  readonly over: readonly number[]; // Bins over the limit or without any answer.
  readonly bins: readonly number[]; // Bins that matter and in which requests ended.
  readonly silent: boolean; // Some bin has no successful answer.
}

/** The worst value of each figure over the bins that matter. */
export interface Worst {
  readonly p99Ms: number | null;
  readonly errorRate: number | null;
}

export function worstBins(findings: Findings, { overTime }: VariantFindings, series: LatencyOverTime): Worst {
  const bins = binsThatMatter(findings, overTime);
  return {
    p99Ms: largest(bins.map((i) => drawableLog(series.p99Ms[i]))),
    errorRate: largest(bins.map((i) => series.errorRate[i])),
  };
}

export function fareOf(findings: Findings, index: number, asked: Asked | null): Fare {
  const variant = findings.variants[index];
  const series = seriesOf(variant, asked?.of ?? null);
  const limit = asked?.limits[index]?.found ?? null;
  if (series === null)
    return { standing: null, worst: { p99Ms: null, errorRate: null }, over: [], bins: [], silent: false };
  const worst = worstBins(findings, variant, series);
  const bins = binsThatMatter(findings, variant.overTime).filter((i) => drawable(series.errorRate[i]) !== null);
  const without = new Set(unanswered(series));
  const silent = bins.filter((i) => without.has(i));
  const over = bins.filter(
    (i) => without.has(i) || (limit !== null && (drawable(series.p99Ms[i]) ?? 0) >= limit.limit),
  );
  const found = { worst, over, bins, silent: silent.length > 0 };
  if (limit === null) return { ...found, standing: null };
  const p99 = (i: number) => drawable(series.p99Ms[i]);
  const reaches = (end: readonly (number | null)[], without = p99) =>
    bins.some((i) => (drawable(end[i]) ?? without(i) ?? 0) >= limit.limit);
  const proven = bins.some((i) => (drawable(series.p99LowMs[i]) ?? 0) >= limit.limit);
  const standing = (): Steadiness => {
    if (limit.verdict === "missed") return "missed";
    if (limit.verdict === "unknown") {
      if (variant.drift?.verdict === "growing") return "grows";
      if (bins.length > 0 && silent.length === bins.length) return "silent";
      if (bins.length === 0 || bins.every((i) => p99(i) === null)) return "sparse";
      return silent.length === 0 && !proven && reaches(series.p99HighMs, () => null) ? "close" : "open";
    }
    if (silent.length > 0 || proven) return "passed";
    if (reaches(series.p99HighMs) || bins.length === 0 || bins.some((i) => p99(i) === null)) return "unsure";
    return (worst.errorRate ?? 0) > errorLimit(variant, asked?.of ?? null) ? "failing" : "kept";
  };
  return { ...found, standing: standing() };
}
