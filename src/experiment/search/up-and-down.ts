/** The load of a model step by step up, and down again, in one run: whether it comes back on the way that it fell. */
import { type Branch, medianOf, turns } from "../../analysis/figures/loop.js";
import type { LoopFindings, LoopStep } from "../../analysis/findings/loop-findings.js";
import type { KnobFindings } from "../../analysis/findings/sweep-findings.js";
import { meanInterval } from "../../analysis/statistics/confidence.js";
import type { Model } from "../../model/language/model.js";
import type { Measurements } from "../../model/wiring/measurements.js";
import { auditFindings } from "../findings/audit-findings.js";
import { CutShort } from "../findings/cut-short.js";
import { allEndpoints, CONFIDENCE } from "../findings/replication-estimates.js";
import { NoKnob, type Workbench } from "../plan/knob.js";
import { provenance } from "../plan/provenance.js";
import { type Job, type Study, windowJobs } from "../plan/study.js";
import { LOAD } from "./sweep-range.js";

const BINS = 4; // A step; the first two are not counted, in which it settles.

/** @param run one job @throws NoKnob where the load is not one that can be stepped @throws CutShort */
export async function upAndDown(
  study: Study,
  { variant }: Workbench,
  { name, values }: KnobFindings,
  run: (job: Job) => Promise<Measurements>,
): Promise<LoopFindings> {
  if (name !== LOAD) throw new NoKnob(`--up-and-down steps the load alone: --knob ${LOAD}=${values.join(",")}`);
  const steps = [...values, ...values.slice(0, -1).toReversed()];
  const stepMs = study.durationMs;
  const stepped = { ...variant, model: inSteps(variant.model, steps, study.warmUpMs, stepMs) };
  const whole = { ...study, durationMs: stepMs * steps.length };
  const jobs = windowJobs(whole, stepped).map((job) => ({ ...job, plan: { ...job.plan, binMs: stepMs / BINS } }));
  const runs = await Promise.all(jobs.map(run));
  for (const { cutShort } of runs) if (cutShort !== null) throw new CutShort(cutShort, stepped.model);
  const each = runs.map((measured) => steps.map((at, step) => stepOf(measured, at, step)));
  const top = values.length - 1;
  const branches = each.map((all) => turns(all.slice(0, top + 1), all.slice(top + 1)));
  const told = steps.map((at, step): LoopStep => {
    const of = (what: "offered" | "good") =>
      meanInterval(
        each.map((all) => all[step]![what]),
        CONFIDENCE,
      );
    return { at, offeredLoad: of("offered"), goodput: of("good") };
  });
  const most = `×${values.at(-1)}`;
  const { ok, failures } = auditFindings(runs);
  return {
    ...provenance(whole, variant),
    stepMs,
    up: told.slice(0, top + 1),
    down: told.slice(top + 1),
    falls: medianOf(
      branches.map(({ falls }) => falls),
      CONFIDENCE,
      () => `it does not fall up to ${most}`,
    ),
    returns: medianOf(
      branches.map(({ returns }) => returns),
      CONFIDENCE,
      (median) => (median === 0 ? `it is not back at ×${values[0]}` : `it does not fall up to ${most}`),
    ),
    leftOut: Object.keys(variant.model.timeline),
    audit: { ok, failures },
    simulated: {
      requests: runs.reduce((sum, { requests }) => sum + requests, 0),
      events: runs.reduce((sum, { events }) => sum + events, 0),
      runs: runs.length,
    },
  };
}

/** Without its timeline. The load jumps from step to step; before the first, in the warm-up, it is that of the first. */
function inSteps(model: Model, factors: readonly number[], warmUpMs: number, stepMs: number): Model {
  const traffic = Object.entries(model.traffic).map(([source, of]) => {
    const { rate, background } = of;
    if (background === true) return [source, of];
    if (typeof rate !== "number")
      throw new NoKnob(
        `--up-and-down steps constant rates, and “${source}” has ${rate === undefined ? "users who wait for answers" : "a rate that changes by itself"}`,
      );
    const profile = factors.map((factor, i) => ({
      at: i === 0 ? 0 : warmUpMs + i * stepMs,
      rate: rate * factor,
      ramp: false,
    }));
    return [source, { ...of, rate: { profile } }];
  });
  return { ...model, traffic: Object.fromEntries(traffic), timeline: {} };
}

interface Step extends Branch {
  readonly offered: number; // Per second.
  readonly good: number;
}

function stepOf({ endpoints, binMs }: Measurements, at: number, step: number): Step {
  const { arrivalsByBin, answersThenByBin } = allEndpoints(endpoints);
  const bins = [step * BINS + BINS / 2, (step + 1) * BINS] as const;
  const perSecond = (counts: readonly number[]): number =>
    counts.slice(...bins).reduce((sum, count) => sum + count, 0) / ((bins[1] - bins[0]) * (binMs / 1000));
  const [offered, good] = [perSecond(arrivalsByBin), perSecond(answersThenByBin)];
  return { at, offered, good, answered: offered > 0 ? good / offered : 1 };
}
