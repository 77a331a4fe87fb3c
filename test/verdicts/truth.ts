/** Whether an objective is met, by long runs: the number alone, held against the limit. */
import { meanInterval } from "../../src/analysis/statistics/confidence.js";
import { mean } from "../../src/analysis/statistics/moments.js";
import type { Objective } from "../../src/analysis/verdicts/objectives.js";
import { objectivesOf } from "../../src/experiment/plan/study.js";
import { forecast } from "../../src/experiment/precision/forecast.js";
import { type Figure, SHARES } from "./figure.js";
import { latencyGrowth, wholeGrowth } from "./growth.js";
import { endpointIn, figureOf, type LongRuns } from "./long-runs.js";

/** Too close to call: even the long runs' interval holds the limit. */
export type TrueVerdict = "met" | "missed" | "close";

export interface Truth {
  readonly verdict: TrueVerdict;
  readonly why: string; // The figures.
}

const LEVEL = 0.95;
const RESOLUTION = 0.003; // Of a histogram's values, with something to spare.
const RELAXATIONS = 10; // That a window must be as long as, or it has not seen what it is to be judged by.

export const objectivesIn = ({ model }: LongRuns): Objective[] => objectivesOf({ name: "", file: "", model });

export function truthOf(long: LongRuns, objective: Objective): Truth {
  const { runs } = long;
  const figure = objective as Figure;
  const { verdict, why } = byNumber(figureOf(runs, figure), objective);
  const unanswered = unansweredOf(long, figure);
  if (objective.metric === "latency") {
    const grows = latencyGrowth(runs, objective.endpoint);
    const beyond = 1 - (SHARES[objective.statistic as keyof typeof SHARES] ?? 0.99);
    if (grows === "grows") return { verdict: "missed", why: `grows; ${why}` };
    if (unanswered > beyond) return { verdict: "missed", why: `${percent(unanswered)} without an answer; ${why}` };
    if (verdict === "met" && (grows === "may grow" || unanswered > beyond / 10))
      return { verdict: "close", why: `${grows}, ${percent(unanswered)} without an answer; ${why}` };
  } else if (unanswered > 0.02 || wholeGrowth(runs) !== "steady") {
    return { verdict: "close", why: `grows, or ${percent(unanswered)} without an answer; ${why}` };
  }
  if (verdict === "met" && isTooSlow(long)) return { verdict: "close", why: `remembers for too long; ${why}` };
  return { verdict, why };
}

/** All objectives, and that nothing in the model grows. */
export function wholeTruth(long: LongRuns): Truth {
  const grows = wholeGrowth(long.runs);
  const each = objectivesIn(long).map((objective) => truthOf(long, objective));
  const said = each.map(({ verdict, why }) => `${verdict} (${why})`).join("; ");
  if (grows === "grows") return { verdict: "missed", why: `grows; ${said}` };
  if (each.some(({ verdict }) => verdict === "missed")) return { verdict: "missed", why: said };
  const isMet = grows === "steady" && each.every(({ verdict }) => verdict === "met");
  return { verdict: isMet ? "met" : "close", why: `${grows}; ${said}` };
}

function byNumber(values: readonly number[], { comparison, limit }: Objective): Truth {
  const { value, low, high } = meanInterval(values, LEVEL);
  if (value === null || low === null || high === null) return { verdict: "close", why: "nothing was measured" };
  const why = `${round(value)} ± ${round((high - low) / 2)}`;
  if (low - RESOLUTION * limit <= limit && limit <= high + RESOLUTION * limit) return { verdict: "close", why };
  return { verdict: value < limit === comparison.startsWith("<") ? "met" : "missed", why };
}

function unansweredOf({ runs }: LongRuns, { endpoint }: Figure): number {
  return mean(runs.map((run) => endpointIn(run, endpoint).unanswered));
}

/** From empty, the long runs may not have come up to where it is in the end. */
const isTooSlow = ({ model, runs }: LongRuns): boolean =>
  forecast(model).relaxationMs * RELAXATIONS > (runs[0]?.windowMs ?? 0);

export const round = (value: number): string => String(Number(value.toPrecision(4)));
const percent = (share: number): string => `${round(100 * share)}%`;
