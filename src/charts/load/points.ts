/** One variant of a load sweep, ready to draw and to describe. */
import type { Estimate, Findings, LoadFindings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { judge, worst } from "../../analysis/verdicts/verdict.js";
import { drawable } from "../kit/numbers.js";
import { askedOfAll, errorLimit, type Read } from "../kit/objective.js";

/** Loads in steady state: those below the first at which the queue grew. */
export function steady({ load }: VariantFindings): readonly LoadFindings[] {
  const end = load.findIndex((point) => point.growing);
  return end < 0 ? load : load.slice(0, end);
}

/** The first load at which the queue grew, or null if it never did. */
export function firstGrowing({ load }: VariantFindings): LoadFindings | null {
  return load.find((point) => point.growing) ?? null;
}

/** Whether a load is sustained: broken if the queue grows, too much fails or nothing succeeds; unknown if undecided. */
export function bears(
  { growing, goodput, errorRate, p99Ms }: LoadFindings,
  limit: Read | null,
  mostErrors: number,
): Verdict {
  if (growing || goodput.high === 0 || errorRate.low === 1) return "missed";
  if (goodput.value === null || goodput.value <= 0) return "unknown";
  return worst([
    judge(errorRate, "<=", mostErrors),
    limit === null ? "met" : judge(p99Ms, limit.comparison, limit.found.limit),
  ]);
}

/** Up to which load a variant holds. */
export interface Reach {
  readonly held: number | null; // Highest load sustained, with no broken load below; null: none.
  readonly broken: number | null; // Lowest broken load.
  readonly isBrokenAtOnce: boolean; // Broken already at the lowest load tried.
  readonly isOpen: boolean; // Nothing higher was tried, or its verdict is unknown.
}

/** An unknown load breaks nothing; it is passed over if a higher one is sustained. */
export function reachOf(findings: Findings, index: number): Reach {
  const variant = findings.variants[index];
  const limit = askedOfAll(findings)?.limits[index] ?? null;
  const verdicts = variant.load.map((point) => bears(point, limit, errorLimit(variant)));
  const end = verdicts.indexOf("missed");
  const held = verdicts.slice(0, end < 0 ? undefined : end).lastIndexOf("met");
  return {
    held: held < 0 ? null : drawable(variant.load[held].offeredLoad),
    broken: end < 0 ? null : drawable(variant.load[end].offeredLoad),
    isBrokenAtOnce: end === 0,
    isOpen: verdicts[held + 1] !== "missed",
  };
}

export interface LoadPoint {
  readonly offeredLoad: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly growing: boolean;
}

/** One figure of a load sweep, at the loads where it can be drawn. */
export function loadPoints(
  load: readonly LoadFindings[],
  figure: (point: LoadFindings) => Estimate,
  number = drawable,
): LoadPoint[] {
  return load.flatMap((point) => {
    const { value, low, high } = figure(point);
    const [offeredLoad, shown] = [drawable(point.offeredLoad), number(value)];
    if (offeredLoad === null || shown === null) return [];
    return [{ offeredLoad, value: shown, low: number(low), high: number(high), growing: point.growing }];
  });
}
