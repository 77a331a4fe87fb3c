/** What a load sweep shows of one variant, ready to draw and to put in words. */
import type { Estimate, Findings, LoadFindings, VariantFindings } from "../analysis/findings.js";
import { drawable, drawableLog } from "./numbers.js";
import { errorLimit, type LatencyLimit } from "./objective.js";

/** Loads at which there is a steady state: those before the first at which the queue grew. */
export function steady({ load }: VariantFindings): readonly LoadFindings[] {
  const end = load.findIndex((point) => point.growing);
  return end < 0 ? load : load.slice(0, end);
}

/** The first load at which the queue grew, or null if it never did. */
export function firstGrowing({ load }: VariantFindings): LoadFindings | null {
  return load.find((point) => point.growing) ?? null;
}

/**
 * The highest load up to which every load tried kept the limits; null if the first already broke them. A load with too
 * few answers for a p99 breaks nothing unless its errors do: it says nothing, so it is passed over.
 */
export function heldLoad(findings: Findings, variant: VariantFindings, limit: LatencyLimit | null): number | null {
  const most = errorLimit(findings);
  const failsTooMuch = ({ errorRate }: LoadFindings) => (drawable(errorRate.value) ?? 1) > most;
  const p99 = ({ p99Ms }: LoadFindings) => drawableLog(p99Ms.high) ?? drawableLog(p99Ms.value);
  const telling = steady(variant).filter((point) => limit === null || p99(point) !== null || failsTooMuch(point));
  const broken = telling.findIndex(
    (point) => limit !== null && (failsTooMuch(point) || (p99(point) ?? Infinity) >= limit.ms),
  );
  const held = broken < 0 ? telling : telling.slice(0, broken);
  return drawable(held.at(-1)?.offeredLoad);
}

export interface LoadPoint {
  readonly offeredLoad: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly growing: boolean;
}

/** One figure of a sweep, at the loads at which there is one to draw. */
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
