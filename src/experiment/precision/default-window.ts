/**
 * The default length of a run: until all planned changes are over; for steady traffic, long enough to see its steady
 * state, if that is affordable.
 */
import { ENOUGH_FOR_INTERVALS, SETTLED_AFTER, WATCHED_FOR } from "../../analysis/steadiness/run-until.js";
import type { Model } from "../../model/language/model.js";
import { isSteady, type Study, type StudyVariant } from "../plan/study.js";
import { forecast } from "./forecast.js";
import { lingersMs, planEndMs, recoveryMs } from "./plan-end.js";
import { longest, timeScalesOf } from "./time-scales.js";

interface Given {
  readonly warmUpMs?: number | undefined;
  readonly durationMs?: number | undefined;
}

export interface WindowMs {
  readonly warmUpMs: number;
  readonly durationMs: number;
}

/** Requests of all replications of a variant: a few seconds of work. */
const REQUESTS_MOST = 2_000_000;
const RECOVERY_AT_LEAST_MS = 60_000;
const LEAST: WindowMs = { warmUpMs: 10_000, durationMs: 60_000 };

/**
 * @param given by the user; what is missing is chosen @param requestsMost of all replications of a model @param least
 * even where the steady state shows sooner
 */
export function defaultWindow(
  models: readonly Model[],
  given: Given,
  replications: number,
  requestsMost = REQUESTS_MOST,
  least = LEAST,
): WindowMs {
  const each = models.map((model) => windowOf(model, given, { replications, requestsMost, least }));
  const most = (of: (window: WindowMs) => number): number => Math.max(...each.map(of));
  return {
    warmUpMs: given.warmUpMs ?? most(({ warmUpMs }) => warmUpMs),
    durationMs: given.durationMs ?? most(({ durationMs }) => durationMs),
  };
}

interface Limits {
  readonly replications: number;
  readonly requestsMost: number;
  readonly least: WindowMs;
}

function windowOf(model: Model, given: Given, { replications, requestsMost, least }: Limits): WindowMs {
  if (!isSteady(model)) return plannedWindow(model, given);
  const remembersMs = longest(timeScalesOf(model).whole).ms;
  const asGiven = {
    warmUpMs: given.warmUpMs ?? least.warmUpMs,
    durationMs: given.durationMs ?? least.durationMs,
  };
  if (given.durationMs !== undefined && given.durationMs < WATCHED_FOR * remembersMs) return asGiven;
  const wanted = {
    warmUpMs: given.warmUpMs ?? Math.max(least.warmUpMs, SETTLED_AFTER * remembersMs),
    durationMs:
      given.durationMs ??
      Math.max(least.durationMs, (ENOUGH_FOR_INTERVALS / replications) * remembersMs, WATCHED_FOR * remembersMs),
  };
  const { requestsPerMs } = forecast(model);
  const affordableMs = requestsMost / replications / requestsPerMs - wanted.warmUpMs;
  if (wanted.durationMs <= affordableMs) return legible(wanted);
  // Shorter than it should be, which is reported; but no longer than usual if even that would show nothing.
  if (affordableMs >= Math.max(least.durationMs, WATCHED_FOR * remembersMs))
    return legible({ ...wanted, durationMs: given.durationMs ?? affordableMs });
  return asGiven;
}

/** Of the budget of a search, at most, for a window that covers the relaxation time of a point. */
export const SHARE_OF_A_WINDOW = 0.02;
const REQUESTS_EACH = 10_000; // Of a replication, at least: percentiles of shorter ones are biased.

/**
 * The study of a search: where no window is given, and the default takes more than its share of the budget, a shorter
 * one, but long enough for the steady state.
 */
export function affordable(study: Study, { model }: StudyVariant, budget: number): Study {
  const { isWindowGiven, replications, warmUpMs, durationMs } = study;
  if (isWindowGiven || !isSteady(model) || !Number.isFinite(budget)) return study;
  const most = Math.max(SHARE_OF_A_WINDOW * budget, REQUESTS_EACH * replications);
  const share = most / (forecast(model).requestsPerMs * replications * (warmUpMs + durationMs));
  if (share >= 1) return study;
  const least = { warmUpMs: roundUp(share * warmUpMs), durationMs: roundUp(share * durationMs) };
  const found = defaultWindow([model], {}, replications, most, least);
  return {
    ...study,
    warmUpMs: Math.min(warmUpMs, found.warmUpMs),
    durationMs: Math.min(durationMs, found.durationMs),
  };
}

/** To two digits, for readers. */
const legible = ({ warmUpMs, durationMs }: WindowMs): WindowMs => ({
  warmUpMs: roundUp(warmUpMs),
  durationMs: roundUp(durationMs),
});

function roundUp(ms: number): number {
  if (!(ms > 0)) return ms;
  const step = 10 ** (Math.floor(Math.log10(ms)) - 1);
  return Math.ceil(ms / step - 1e-9) * step;
}

function plannedWindow(model: Model, given: Given): WindowMs {
  const endMs = planEndMs(model);
  const warmUpMs = given.warmUpMs ?? LEAST.warmUpMs;
  const backMs = lingersMs(model) + Math.max(RECOVERY_AT_LEAST_MS, recoveryMs(model, endMs));
  const wantedMs = endMs + backMs - warmUpMs;
  return { warmUpMs, durationMs: Math.max(LEAST.durationMs, roundUp(wantedMs)) };
}

/** A search compares points over one window, so a precision that a file asks for gives way to a window as long as usual. */
export function withFixedWindow(study: Study): Study {
  if (study.steady === null) return study;
  const { durationMs, warmUpMs, isWindowGiven, replications, variants } = study;
  const found = defaultWindow(
    variants.map(({ model }) => model),
    { durationMs: isWindowGiven ? durationMs : undefined },
    replications,
  );
  return { ...study, steady: null, durationMs: found.durationMs, warmUpMs: Math.max(warmUpMs, found.warmUpMs) };
}
