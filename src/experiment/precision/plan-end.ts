/** When all planned changes of a model and their consequences are over, which is how long a run has to be. */
import { senseOf } from "../../model/check/check-sense.js";
import type { Model } from "../../model/language/model.js";
import { writeDuration } from "../../model/language/values/index.js";
import { entriesOf, plannedMs, timelineEndMs } from "../../model/timeline/entries.js";
import { lastChangeMs, plannedRequests } from "../../model/traffic/planned.js";
import { isStates, offeredRate, type PlannedRate } from "../../model/traffic/rate.js";
import { isSteady, type Study } from "../plan/study.js";
import { longest, timeScalesOf } from "./time-scales.js";

/** From the start of a run [ms]; 0 if no change is planned. */
export function planEndMs(model: Model): number {
  const ofTraffic = Object.values(model.traffic).map(({ rate }) => (rate === undefined ? 0 : lastChangeMs(rate)));
  return Math.max(timelineEndMs(model), ...ofTraffic);
}

/** How long what happens may still be felt when it is over, such as connections that are not yet given up [ms]. */
export const lingersMs = (model: Model): number =>
  Math.max(0, ...entriesOf(model).map(({ kind, data }) => kind.lingersMs?.(data as never) ?? 0));

/**
 * How long the backlog of a spike may take to drain after the last change: by the fluid limit, the arrivals beyond the
 * capacity of the bottleneck ÷ its spare capacity afterwards; at most half of the plan itself.
 */
export function recoveryMs(model: Model, endMs: number): number {
  const { loads } = senseOf(model);
  const tightest = Math.max(0, ...loads.map(({ busy, capacity }) => busy / capacity));
  const peak = Object.values(model.traffic).reduce(
    (sum, { rate }) => sum + (rate === undefined ? 0 : offeredRate(rate)),
    0,
  );
  const least = Math.max(longest(timeScalesOf(model).all).ms, drainMs(model, Math.min(tightest, 1), endMs));
  if (tightest <= 1 || peak === 0) return least;
  const perMs = peak / tightest / 1000; // Capacity of the bottleneck.
  const rates = plannedRates(model);
  const before = (atMs: number): number => rates.reduce((sum: number, rate) => sum + plannedRequests(rate, atMs), 0);
  const backlog = backlogAt(before, endMs, perMs);
  const spare = perMs - (before(endMs + 1000) - before(endMs)) / 1000;
  return Math.max(least, Math.min(spare > 0 ? backlog / spare : Number.POSITIVE_INFINITY, endMs / 2));
}

/**
 * After an outage of D, what arrived meanwhile drains in λD ÷ (μ − λ) = D·ρ ÷ (1 − ρ), in the fluid limit; at most as
 * long as the plan itself.
 */
function drainMs(model: Model, utilisation: number, endMs: number): number {
  const longestMs = Math.max(0, ...entriesOf(model).map(plannedMs));
  return longestMs === 0 ? 0 : Math.min(endMs, (longestMs * utilisation) / (1 - utilisation));
}

/** Without rates that jump at random, whose times are not known beforehand. */
const plannedRates = ({ traffic }: Model): PlannedRate[] =>
  Object.values(traffic).flatMap(({ rate }) => (rate === undefined || isStates(rate) ? [] : [rate]));

const STEPS = 1000;

/** A reflected fluid queue: the backlog is what arrived, less what could be served since the queue was last empty. */
function backlogAt(before: (atMs: number) => number, endMs: number, perMs: number): number {
  let waiting = 0;
  let came = 0;
  for (let step = 1; step <= STEPS; step++) {
    const now = before((endMs * step) / STEPS);
    waiting = Math.max(0, waiting + now - came - (perMs * endMs) / STEPS);
    came = now;
  }
  return waiting;
}

/** Why there is no verdict yet, if the run ends before the planned changes do. */
export function unfinishedPlan(
  { warmUpMs, durationMs }: Study,
  model: Model,
): { reason: string; isShort: true } | null {
  const endMs = warmUpMs + durationMs;
  const plannedMs = isSteady(model) ? 0 : planEndMs(model);
  if (endMs >= plannedMs) return null;
  const what = timelineEndMs(model) === plannedMs ? "its timeline goes on" : "the model's traffic changes";
  const reason = `the window ends after ${writeDuration(endMs)}, and ${what} until ${writeDuration(plannedMs)}`;
  return { reason, isShort: true };
}
