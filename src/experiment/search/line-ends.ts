/**
 * Up to which load the objectives are met, and from which one is missed, by the straight line between runs at two loads
 * with the same seeds: where the confidence limits of the line reach the limit of an objective.
 *
 * The line is drawn through figures made nearly straight over the load (see `crossing.ts`). Its interval at a load
 * between the two is that of a look there whose replications were pulled away as the line says, so an end is proven at
 * the same confidence as by a look of its own, as far as the figure is straight.
 */
import { standardErrorsEachWay } from "../../analysis/statistics/confidence.js";
import { isRare } from "../../analysis/statistics/ratio.js";
import {
  crossingOf,
  halfWidthAt,
  type Line,
  metUpTo,
  missedFrom,
  REACH,
} from "../../analysis/statistics/two-point-line.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import { comparedMetric } from "../findings/compared-metrics.js";
import { allEndpoints, CONFIDENCE } from "../findings/replication-estimates.js";
import { type At, deviationsAt, isUsable, straightened } from "./crossing.js";
import type { Look } from "./probe.js";

export interface LineEnds {
  readonly met: number | null; // The highest load proven to meet all objectives; null: the line does not tell.
  readonly missed: number | null; // The lowest load proven to miss one.
  readonly crossing: number; // Where the line itself meets the first limit; no farther than the line is trusted.
  readonly width: number; // Of the interval, were the line straight for ever, as a share of the load.
  readonly side: "met" | "missed" | null; // If both loads are proven to be on one side.
}

/** @param low below `high` @returns null where the runs tell no line, or none that reaches a limit */
export function lineEnds(objectives: readonly Objective[], low: At, high: At): LineEnds | null {
  if (!isClear(low.look) || !isClear(high.look)) return null;
  const lines: Line[] = [];
  const flat: (readonly [atLow: boolean, atHigh: boolean])[] = []; // Whether those that get no worse are met.
  for (const [i, objective] of objectives.entries()) {
    const line = lineOf(objective, i, low.look, high.look);
    if (line !== null && line.from < line.to) lines.push(line);
    else
      flat.push([low, high].map(({ look }) => look.findings?.objectives[i]?.verdict === "met") as [boolean, boolean]);
  }
  if (lines.length === 0) return null;
  const crossing = Math.min(1 + REACH, Math.max(-REACH, Math.min(...lines.map(crossingOf))));
  const widest = Math.max(...lines.map((line) => (2 * halfWidthAt(line, crossing)) / (line.to - line.from)));
  const most = flat.every(([, atHigh]) => atHigh) ? 1 : flat.every(([atLow]) => atLow) ? 0 : -REACH;
  const met = Math.min(most, ...lines.map(metUpTo));
  const missed = Math.min(...lines.map(missedFrom));
  const load = (u: number): number => low.load + u * (high.load - low.load);
  return {
    met: met > -REACH ? load(met) : null,
    missed: missed < 1 + REACH ? load(missed) : null,
    crossing: load(crossing),
    width: (widest * (high.load - low.load)) / load(crossing),
    side: met >= 1 ? "met" : missed <= 0 ? "missed" : null,
  };
}

/** Whether nothing is left open but the figures: it is known that nothing grows. */
export const isClear = (look: Look): boolean => isUsable(look) && look.findings?.drift?.verdict !== "undecided";

function lineOf(objective: Objective, i: number, low: Look, high: Look): Line | null {
  const { relativeResolution, share } = comparedMetric(objective.figure);
  const [from, to] = [low, high].map((look) => deviationsAt(objective, i, look, look.runs.length));
  if (!from || !to || from.each.length !== to.each.length || from.each.length < 2) return null;
  if (share !== null && [low, high].some(({ runs }) => hasFew(share({ runs, all: runs.map(all) })))) return null;
  const { g, slope } = straightened(objective);
  const wanted = g(objective.limit);
  const sign = Math.sign(slope(objective.limit)) * (objective.comparison.startsWith("<") ? 1 : -1);
  const [atFrom, atTo] = [from, to].map(({ value }) => sign * (g(value) - wanted));
  const each = from.each.map((d, j) => [slope(from.value) * d, slope(to.value) * to.each[j]!] as const);
  const rounding = Math.abs(slope(objective.limit) * objective.limit) * relativeResolution;
  if (![atFrom, atTo, ...each.flat()].every(Number.isFinite)) return null;
  return { from: atFrom!, to: atTo!, each, rounding, times: standardErrorsEachWay(CONFIDENCE, each.length - 1) };
}

const all = ({ endpoints }: Look["runs"][number]) => allEndpoints(endpoints);

const hasFew = ({ events, trials }: { events: readonly number[]; trials: readonly number[] }): boolean =>
  isRare(
    events.reduce((a, b) => a + b, 0),
    trials.reduce((a, b) => a + b, 0),
  );
