/**
 * Does it grow, by runs so long that one need not ask how sure that is: from the second quarter of the window to the
 * last, what grows without end becomes nearly twice as much, and at its very limit half as much again.
 */
import { meanInterval } from "../../src/analysis/statistics/confidence.js";
import { mean } from "../../src/analysis/statistics/moments.js";
import { endpointIn, type LongRun } from "./long-runs.js";

export type Growth = "grows" | "may grow" | "steady";

const LEVEL = 0.99;
const RISE = 1.3; // From the second quarter to the last.
const MAY_RISE = 1.1;
const AT_LEAST = 3; // Requests more than before: less is no queue.

/** One series a run, on an equal grid. @param least what it must rise by to count */
export function growth(series: readonly (readonly number[])[], least: number): Growth {
  const quarters = series.map((one) => {
    const edge = (quarter: number): number => Math.floor((quarter * one.length) / 4);
    return { before: mean(one.slice(edge(1), edge(2))), after: mean(one.slice(edge(3))) };
  });
  const rise = meanInterval(
    quarters.map(({ before, after }) => after - before),
    LEVEL,
  );
  if (rise.value === null || rise.low === null || rise.high === null) return "may grow";
  const before = mean(quarters.map((quarter) => quarter.before));
  const isRise = rise.low > 0 && rise.value > least;
  if (isRise && rise.value > (RISE - 1) * before) return "grows";
  const mayRise = isRise && rise.value > (MAY_RISE - 1) * before;
  const isLeftOpen = rise.high > least && rise.high > (RISE - 1) * before;
  return mayRise || isLeftOpen ? "may grow" : "steady";
}

/** Of requests in the system, and of what waits anywhere, messages too. */
export function wholeGrowth(runs: readonly LongRun[]): Growth {
  if (runs.some(({ isCutShort }) => isCutShort)) return "grows";
  const waiting = runs[0]!.waiting.map((_, part) => runs.map((run) => run.waiting[part]!));
  return worstOf([runs.map(({ inSystem }) => inSystem), ...waiting].map((series) => growth(series, AT_LEAST)));
}

/** Of the time that its answers take, by when they were asked for. */
export function latencyGrowth(runs: readonly LongRun[], endpoint: string | null): Growth {
  if (runs.some(({ isCutShort }) => isCutShort)) return "grows";
  return growth(
    runs.map((run) => endpointIn(run, endpoint).meanLatencies),
    0,
  );
}

const worstOf = (all: readonly Growth[]): Growth =>
  all.includes("grows") ? "grows" : all.includes("may grow") ? "may grow" : "steady";
