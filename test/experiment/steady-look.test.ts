/** Where a first look ends the warm-up, and when it looks again. */
import { expect, it } from "vitest";
import runJob from "../../src/experiment/execute/run-job.js";
import { type Job, windowJobs } from "../../src/experiment/plan/study.js";
import { forecast } from "../../src/experiment/precision/forecast.js";
import { lookAt } from "../../src/experiment/precision/steady-look.js";
import { pilot } from "../../src/experiment/precision/steady-pilot.js";
import { steadyRuns } from "../../src/experiment/precision/steady-runs.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { studyOf } from "./study.js";

const BINS = 200;
const study = studyOf({
  "model.yaml": `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: 5ms }] } } }
run: { duration: 20s, warm-up: 0s, replications: 3 }`,
});
const [variant] = study.variants;

/** A run in which the number in the system and the latency go as they are told to. */
function shaped(job: Job, inSystem: (bin: number) => number, latency: (bin: number) => number): Measurements {
  const { plan } = job;
  const run = runJob({ ...job, plan: { ...plan, binMs: plan.durationMs / BINS } });
  const bins = [...Array(BINS).keys()];
  const latencyByBin = bins.map((bin) => ({ values: [latency(bin)], counts: [1] }));
  return {
    ...run,
    inSystem: bins.map(inSystem),
    endpoints: run.endpoints.map((each) => ({ ...each, latencyByBin })),
  };
}
const falling = (bin: number) => BINS - bin;
const untilBin = (end: number) => (bin: number) => (bin < end ? 5 : 1);

it("the warm-up ends when both the number in the system and the latency have settled", () => {
  const endOf = (inSystem: (bin: number) => number, latency: (bin: number) => number) => {
    const runs = windowJobs(study, variant).map((job) => shaped(job, inSystem, latency));
    return lookAt(variant.model, runs, [], forecast(variant.model)).warmUpEndMs;
  };
  expect(endOf(untilBin(20), untilBin(60))).toBe(60 * 100);
  expect(endOf(untilBin(60), untilBin(20))).toBe(60 * 100);
  expect(endOf(untilBin(20), (bin) => -bin)).toBe("too short");
});

it("a look that does not see it end is followed by one that is twice as long", async () => {
  const lengths: number[] = [];
  const { look } = await pilot(study, variant, {
    runAll: async (jobs) =>
      jobs.map((job) => (lengths.length < 3 ? shaped(job, falling, falling) : shaped(job, untilBin(20), untilBin(20)))),
    allowance: 1e9,
    tell: (lengthMs) => lengths.push(lengthMs),
  });
  expect(lengths.map((each) => each / lengths[0]!)).toEqual([1, 2, 4]);
  expect(look.warmUpEndMs).toBeCloseTo((20 * lengths[2]!) / BINS, 6);
});

it("where none sees it end, what is removed is not known to be enough, in whatever follows", async () => {
  const [found] = await steadyRuns(study, 0.2, {
    runAll: async (jobs) =>
      jobs.map((job) => (job.plan.seed.includes("pilot") ? shaped(job, falling, falling) : runJob(job))),
    budgetLeft: () => 200_000,
    tell: () => {},
  });
  expect(found!.looks.length).toBeGreaterThan(1);
  expect(found!.isTooShort).toBe(true);
});
