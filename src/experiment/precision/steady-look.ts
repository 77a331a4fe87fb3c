/**
 * What one set of replications shows of a steady system: does it grow, where its warm-up ends, how long to run next.
 */
import type { ReachedFindings } from "../../analysis/findings/findings.js";
import { averageSeries } from "../../analysis/statistics/series.js";
import { stuckWords } from "../../analysis/steadiness/stuck-words.js";
import { warmUpEnd } from "../../analysis/steadiness/warm-up.js";
import type { Objective } from "../../analysis/verdicts/objectives.js";
import type { Model } from "../../model/language/model.js";
import type { EndpointMeasurement, Measurements } from "../../model/wiring/measurements.js";
import { allEndpoints } from "../findings/replication-estimates.js";
import { type Forecast, relaxationMsOf } from "./forecast.js";
import { growthIn } from "./growth.js";
import { reached, samplesLacking } from "./reached.js";

export interface Look {
  readonly isGrowing: boolean;
  readonly standstill: string | null; // Requests wait for each other for ever, and how; null: none do.
  readonly whyTooShort: string | null; // Why the window is shorter than the relaxation time.
  readonly warmUpEndMs: number | "too short"; // From the start of the window.
  readonly relaxationMs: number;
  readonly slowestMs: number;
  readonly requestsPerMs: number; // Of a replication.
  readonly reached: readonly ReachedFindings[];
  readonly widths: readonly number[]; // Of `reached`; Infinity where there is no interval.
  readonly samplesLacking: number; // As a multiple of those there are; 0: none lack.
}

export function lookAt(
  model: Model,
  runs: readonly Measurements[],
  objectives: readonly Objective[],
  ahead: Forecast,
): Look {
  const { slowestMs, vain } = ahead;
  const [{ windowMs, fromMs, binMs }] = runs;
  const { whole } = growthIn(model, runs);
  const inSystem = runs.map((run) => run.inSystem);
  const all = runs.map(({ endpoints }) => allEndpoints(endpoints));
  const found = reached(runs, all, objectives).filter(({ metric }) => !vain.includes(metric));
  return {
    isGrowing: whole.verdict === "growing",
    standstill: standstillOf(runs),
    whyTooShort: whole.reason ?? null,
    warmUpEndMs: latest(
      [inSystem, all.map(meanLatencies)].map((series) => warmUpEnd(averageSeries(series))),
      binMs,
    ),
    relaxationMs: relaxationMsOf(runs, ahead),
    slowestMs,
    requestsPerMs: runs.reduce((sum, { requests }) => sum + requests, 0) / runs.length / (fromMs + windowMs),
    reached: found,
    widths: found.map(({ relativeHalfWidth }) => relativeHalfWidth ?? Infinity),
    samplesLacking: samplesLacking(runs, all, objectives),
  };
}

function latest(cuts: readonly (number | "too short")[], binMs: number): number | "too short" {
  const found = cuts.filter((cut) => cut !== "too short");
  return found.length < cuts.length ? "too short" : Math.max(...found) * binMs;
}

/** By the bin of arrival; where nothing was answered, as in the bin before. */
function meanLatencies({ latencyByBin }: EndpointMeasurement): number[] {
  const means: number[] = [];
  for (const { values, counts } of latencyByBin) {
    const n = counts.reduce((sum, count) => sum + count, 0);
    means.push(n === 0 ? (means.at(-1) ?? 0) : values.reduce((sum, value, i) => sum + value * counts[i], 0) / n);
  }
  return means;
}

function standstillOf(runs: readonly Measurements[]): string | null {
  const found = runs.find(({ standstill }) => standstill !== null)?.standstill;
  return found == null ? null : stuckWords(found);
}
