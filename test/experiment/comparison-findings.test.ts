/** What a comparison rests on, from runs in which one more request fails, or of which one variant has more. */
import { expect, it } from "vitest";
import runJob from "../../src/experiment/execute/run-job.js";
import { comparisonFindings } from "../../src/experiment/findings/comparison-findings.js";
import { variantFindings } from "../../src/experiment/findings/variant-findings.js";
import { windowJobs } from "../../src/experiment/plan/study.js";
import type { Measurements } from "../../src/model/wiring/measurements.js";
import { studyOf } from "./study.js";

const study = studyOf({
  "model.yaml": `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: 5ms }, { fail: 2% }] } } }
run: { duration: 20s, warm-up: 0s, replications: 5 }`,
});
const [variant] = study.variants;
const runs = windowJobs(study, variant).map(runJob);

function compared(tie: number, before: readonly Measurements[], after: readonly Measurements[]) {
  const all = [before, after];
  const variants = all.map((window, i) => ({
    ...variantFindings(study, variant, { window, load: [], steady: null }),
    name: ["base", "other"][i]!,
  }));
  return comparisonFindings({ baselines: [null, { index: 0, within: null }], tie, figures: [] }, variants, all)[0]!;
}

it("shares of errors are tied only where what has no pair is within the zone, however alike the rest is", () => {
  const [{ endpoints, ...first }, ...others] = runs as [Measurements, ...Measurements[]];
  const more = endpoints.map((each) => ({ ...each, failed: each.failed + 1, answered: each.answered - 1 }));
  const errors = (tie: number) =>
    compared(tie, runs, [{ ...first, endpoints: more }, ...others]).differences.find(
      ({ metric }) => metric === "errors",
    )!.verdict;
  // One of about 200 fails more: of such, there may be 5.6 (Garwood), and by the spread of the pairs 3.8.
  expect([errors(0.02), errors(0.04)]).toEqual(["unproven", "tie"]);
});

it("replications that only one of the two has are in no pair", () => {
  expect(compared(0, runs.slice(0, 3), runs).replications).toBe(3);
  expect(compared(0, runs, runs.slice(0, 3)).replications).toBe(3);
});
