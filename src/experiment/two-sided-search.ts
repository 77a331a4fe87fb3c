/**
 * Bisection for a threshold that is measured with noise, from both sides: the most demanding point that is proven to
 * be met and the least demanding one that is proven to be missed. What lies between is unknown, and is the interval.
 *
 * Points are told apart by their demand: met below the threshold, missed above it. Where the unknown zone is wider
 * than asked, everything unknown is tried again with twice the effort, until the budget is spent.
 *
 * Cf. Waeber, Frazier & Henderson, Bisection search with noisy responses (2013): they too spend most where it is
 * hardest to tell, but ask for the most likely point where this asks for two that are sure.
 */
import type { Verdict } from "../analysis/findings.js";

export interface Axis {
  /** A demand between two, or null if they are close enough; `fine`: beside a zone that is unknown. */
  between(low: number, high: number, fine: boolean): number | null;
  isNarrow(met: number, missed: number): boolean;
  easier(demand: number): number | null; // null: there is none.
  harder(demand: number): number | null;
}

export interface Threshold {
  readonly met: number | null; // The most demanding one proven.
  readonly missed: number | null; // The least demanding one.
  readonly stopped: "narrow" | "budget" | "end"; // End: nothing left to try on a side that proves nothing.
}

/** @param test null: the budget does not allow it */
export async function search(
  axis: Axis,
  first: readonly number[],
  test: (demand: number, effort: number) => Promise<Verdict | null>,
): Promise<Threshold> {
  const tested = new Map<number, Verdict>();
  for (let effort = 1; ; ) {
    const { met, missed } = proven(tested);
    const isInside = (d: number): boolean => (met === null || d > met) && (missed === null || d < missed);
    const next = first.find((d) => !tested.has(d) && isInside(d)) ?? choose(axis, tested);
    if (next !== null) {
      const verdict = await test(next, effort);
      if (verdict === null) return { met, missed, stopped: "budget" };
      tested.set(next, verdict);
      continue;
    }
    if (met !== null && missed !== null && axis.isNarrow(met, missed)) return { met, missed, stopped: "narrow" };
    const unknown = [...tested].filter(([d, verdict]) => verdict === "unknown" && isInside(d));
    if (unknown.length === 0) return { met, missed, stopped: "end" };
    effort *= 2;
    for (const [d] of unknown) tested.delete(d);
  }
}

/** A met above a missed is luck, or a system that is not monotone: the safe side counts. */
function proven(tested: ReadonlyMap<number, Verdict>): Pick<Threshold, "met" | "missed"> {
  const of = (verdict: Verdict): number[] => [...tested].flatMap(([d, v]) => (v === verdict ? [d] : []));
  const missed = Math.min(...of("missed"));
  const met = Math.max(...of("met").filter((d) => d < missed));
  return { met: Number.isFinite(met) ? met : null, missed: Number.isFinite(missed) ? missed : null };
}

function choose(axis: Axis, tested: ReadonlyMap<number, Verdict>): number | null {
  const { met, missed } = proven(tested);
  const demands = [...tested.keys()].sort((a, b) => a - b);
  // Two unknown in a row at an end say that more runs are needed there, and not that the end is farther off.
  const isUnclear = (...end: number[]): boolean => end.length > 1 && end.every((d) => tested.get(d) === "unknown");
  const easier = met === null && !isUnclear(...demands.slice(0, 2)) ? axis.easier(demands[0]) : null;
  if (easier !== null) return easier;
  const last = demands[demands.length - 1];
  const harder = missed === null && !isUnclear(...demands.slice(-2)) ? axis.harder(last) : null;
  if (harder !== null) return harder;
  const unknown = demands.filter((d) => (met === null || d > met) && (missed === null || d < missed));
  if (unknown.length === 0) return met === null || missed === null ? null : axis.between(met, missed, false);
  const gaps: [number | null, number | null][] = [
    [met, unknown[0]],
    [unknown[unknown.length - 1], missed],
  ];
  const open = gaps.flatMap(([low, high]) => {
    const middle = low === null || high === null ? null : axis.between(low, high, true);
    return middle === null ? [] : [{ middle, width: (high as number) - (low as number) }];
  });
  return open.sort((a, b) => b.width - a.width)[0]?.middle ?? null;
}
