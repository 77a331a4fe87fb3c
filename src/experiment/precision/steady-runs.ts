/**
 * Runs until the intervals are as narrow as asked: a pilot of each variant finds its warm-up and predicts the length,
 * then all variants run over one common window, longer and longer, until every one is narrow enough or the budget is
 * spent. A run is a function of its plan, so to extend one is to simulate it again, longer.
 *
 * Source: Law, Simulation Modeling and Analysis, ch. 9.5 (replication/deletion, relative precision); White, Cobb &
 * Spratt 2000 (MSER-5).
 */
import type { LookFindings, SteadyFindings } from "../../analysis/findings/findings.js";
import { averageSeries } from "../../analysis/statistics/series.js";
import { goalOf, lengthEachMs, timesAsLong, warmUpAtLeastMs } from "../../analysis/steadiness/run-until.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { objectivesOf, type Study, type StudyVariant, windowJobs } from "../plan/study.js";
import type { BudgetLeft } from "./budget-left.js";
import { forecast } from "./forecast.js";
import { requestsNeeded } from "./reached.js";
import { type Look, lookAt } from "./steady-look.js";
import { type Pilot, pilot, type RunAll } from "./steady-pilot.js";

/** The longest run so far of one variant. */
export interface Attempt {
  readonly variant: StudyVariant;
  readonly look: Look;
  readonly runs: readonly Measurements[];
  readonly warmUpMs: number;
  readonly lengthMs: number;
  readonly requests: number; // Simulated so far, the pilot's included.
  readonly isTooShort: boolean; // For the end of the warm-up to be found and removed.
  readonly firstLook: SteadyFindings["firstLook"];
  readonly looks: readonly LookFindings[];
}

export interface Means {
  readonly runAll: RunAll;
  readonly budgetLeft: BudgetLeft;
  /** Is told what comes next: the length of each replication, and the requests of all. */
  readonly tell: (lengthMs: number, requests: number) => void;
}

const PILOTS_SHARE = 0.3; // Of the budget.
const WARM_UP_SHARE = 0.25; // Of a run that the budget shortens, at most.
const WORTH_IT = 1.2; // As a multiple of the length before: the budget must allow this much.
const MOST_AT_ONCE = 20; // Times as long as before.

/** @returns the last attempt of each variant; of one that grows, the attempt that showed it */
export async function steadyRuns(study: Study, precision: number, means: Means): Promise<Attempt[]> {
  const allowance = (PILOTS_SHARE * means.budgetLeft()) / study.variants.length;
  let attempts: Attempt[] = [];
  for (const variant of study.variants)
    attempts.push(afterPilot(study, variant, await pilot(study, variant, { ...means, allowance })));
  const goal = goalOf(precision);
  const warmUpMs = Math.max(study.warmUpMs, ...going(attempts).map((attempt) => attempt.warmUpMs));
  let wantedMs = Math.max(study.durationMs, ...going(attempts).map((attempt) => firstLengthMs(study, attempt, goal)));
  for (let lastMs = 0; going(attempts).length > 0; ) {
    const perMs = going(attempts).reduce((sum, { look }) => sum + look.requestsPerMs, 0) * study.replications;
    const allowedMs = means.budgetLeft() / perMs;
    const removedMs = Math.min(legible(warmUpMs, Math.ceil), legible(WARM_UP_SHARE * allowedMs, Math.floor));
    const lengthMs = Math.min(legible(wantedMs, Math.ceil), legible(allowedMs - removedMs, Math.floor));
    if (!(lengthMs > WORTH_IT * lastMs)) break;
    means.tell(lengthMs, (removedMs + lengthMs) * perMs);
    const plan = { ...study, warmUpMs: removedMs, durationMs: lengthMs };
    attempts = await Promise.all(
      attempts.map((attempt) =>
        going([attempt]).length === 0 ? attempt : again(plan, attempt, means.runAll, warmUpMs),
      ),
    );
    const open = going(attempts).filter(({ look }) => Math.max(...look.widths) > goal);
    if (open.length === 0) break;
    lastMs = lengthMs;
    wantedMs = lengthMs * Math.max(...open.map(({ look }) => timesAsLongAs(look, goal, "next")));
  }
  return attempts.map((attempt) => (attempt.looks.length === 1 ? untrimmed(attempt) : attempt));
}

/** After the first look nothing is removed, not even a warm-up whose end it found. */
const untrimmed = (attempt: Attempt): Attempt => ({ ...attempt, warmUpMs: 0, isTooShort: true });

/** To three digits, for readers. */
function legible(ms: number, rounded: (x: number) => number): number {
  if (!(ms > 0) || !Number.isFinite(ms)) return ms;
  const step = 10 ** (Math.floor(Math.log10(ms)) - 2);
  return step < 1 ? rounded(ms * 1000) / 1000 : rounded(ms / step) * step;
}

/** Those that a longer run can tell more about. */
const going = (attempts: readonly Attempt[]): Attempt[] =>
  attempts.filter(({ look }) => !look.isGrowing && look.standstill === null && look.requestsPerMs > 0);

function afterPilot(
  { warmUpMs: given }: Study,
  variant: StudyVariant,
  { look, lengthMs, runs, requests }: Pilot,
): Attempt {
  const isTooShort = look.warmUpEndMs === "too short";
  const foundMs = look.warmUpEndMs === "too short" ? lengthMs / 2 : look.warmUpEndMs;
  const warmUpMs = look.isGrowing ? 0 : Math.max(given, foundMs, warmUpAtLeastMs(look));
  const firstLook = { binMs: runs[0].binMs, inSystem: averageSeries(runs.map(({ inSystem }) => inSystem)) };
  const looks = [{ lengthMs, reached: look.reached }];
  return { variant, look, runs, warmUpMs, lengthMs, requests, isTooShort, firstLook, looks };
}

function firstLengthMs({ replications }: Study, { variant, look, lengthMs }: Attempt, goal: number): number {
  return Math.max(
    lengthEachMs("answer", look, replications),
    requestsNeeded(objectivesOf(variant)) / replications / look.requestsPerMs,
    lengthMs * timesAsLongAs(look, goal, "first"),
  );
}

/** A guess, if an interval is missing for another reason than too few samples. */
function timesAsLongAs({ widths, samplesLacking }: Look, goal: number, attempt: "first" | "next"): number {
  const known = widths.filter(Number.isFinite);
  const guess = attempt === "next" && known.length < widths.length && samplesLacking === 0 ? MOST_AT_ONCE : 0;
  return Math.max(
    guess,
    Math.min(MOST_AT_ONCE, samplesLacking),
    attempt === "next" ? Math.min(MOST_AT_ONCE, timesAsLong(known, goal, "next")) : timesAsLong(known, goal, "first"),
  );
}

/** @param neededMs of warm-up, which the budget may not allow */
async function again(plan: Study, before: Attempt, runAll: RunAll, neededMs: number): Promise<Attempt> {
  const { variant } = before;
  const runs = await runAll(windowJobs(plan, variant));
  const look = lookAt(variant.model, runs, objectivesOf(variant), forecast(variant.model));
  return {
    ...before,
    runs,
    look,
    looks: [...before.looks, { lengthMs: plan.durationMs, reached: look.reached }],
    warmUpMs: plan.warmUpMs,
    isTooShort: before.isTooShort || plan.warmUpMs < neededMs,
    lengthMs: plan.durationMs,
    requests: before.requests + runs.reduce((sum, { requests }) => sum + requests, 0),
  };
}
