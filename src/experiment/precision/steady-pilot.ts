/**
 * A pilot run of a variant: from the start, with random numbers of its own, long enough to find the end of the warm-up.
 * So the chosen run length is independent of the answer.
 */
import { lengthEachMs } from "../../analysis/steadiness/run-until.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { type Job, objectivesOf, type Study, type StudyVariant, windowJobs } from "../plan/study.js";
import { forecast } from "./forecast.js";
import { type Look, lookAt } from "./steady-look.js";

export interface Pilot {
  readonly look: Look;
  readonly lengthMs: number;
  readonly runs: readonly Measurements[];
  readonly requests: number; // All its looks.
}

export type RunAll = (jobs: readonly Job[]) => Promise<Measurements[]>;

const BINS = 200; // Forty batches of five for MSER-5.
const REQUESTS_AT_LEAST = 20_000;
const BLIND_MS = 60_000; // If the offered loads tell nothing.
const MOST_AT_ONCE = 10; // As a multiple of the look before.

/** @param tell is told the length before it is run @param allowance requests */
export async function pilot(
  study: Study,
  variant: StudyVariant,
  {
    runAll,
    allowance,
    tell,
  }: { runAll: RunAll; allowance: number; tell: (lengthMs: number, requests: number) => void },
): Promise<Pilot> {
  const { replications } = study;
  const ahead = forecast(variant.model);
  const objectives = objectivesOf(variant);
  const enoughMs = (relaxationMs: number, perMs: number): number =>
    Math.max(
      lengthEachMs("firstLook", { ...ahead, relaxationMs }, replications),
      perMs > 0 ? REQUESTS_AT_LEAST / replications / perMs : 0,
    );
  let spent = 0;
  let perMs = ahead.requestsPerMs;
  let lengthMs = enoughMs(ahead.relaxationMs, perMs) || BLIND_MS;
  for (let attempt = 1; ; attempt++) {
    if (perMs > 0) lengthMs = Math.min(lengthMs, (allowance - spent) / replications / perMs);
    tell(lengthMs, lengthMs * perMs * replications);
    const runs = await runAll(jobs(study, variant, lengthMs, attempt));
    spent += runs.reduce((sum, { requests }) => sum + requests, 0);
    const look = lookAt(variant.model, runs, objectives, ahead);
    perMs = look.requestsPerMs;
    const wantedMs = Math.max(
      look.warmUpEndMs === "too short" ? 2 * lengthMs : 0,
      Math.min(enoughMs(look.relaxationMs, perMs), MOST_AT_ONCE * lengthMs),
    );
    const isAffordable = spent + wantedMs * perMs * replications <= allowance;
    if (look.isGrowing || look.standstill !== null || wantedMs <= lengthMs || !isAffordable || perMs === 0)
      return { look, lengthMs, runs, requests: spent };
    lengthMs = wantedMs;
  }
}

function jobs(study: Study, variant: StudyVariant, lengthMs: number, attempt: number): Job[] {
  const first = { ...study, seed: `${study.seed}/pilot ${attempt}`, warmUpMs: 0, durationMs: lengthMs };
  return windowJobs(first, variant).map((job) => ({ ...job, plan: { ...job.plan, binMs: lengthMs / BINS } }));
}
