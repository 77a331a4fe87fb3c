/** How runs until they are precise share a budgetLeft: never more than there is, and no attempt that is hardly longer. */
import { expect, it } from "vitest";
import type { Objective } from "../../src/analysis/verdicts/objectives.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { requestsNeeded } from "../../src/experiment/precision/reached.js";
import { steadyRuns } from "../../src/experiment/precision/steady-runs.js";
import { studyOf } from "./study.js";

const study = studyOf({
  "model.yaml": `version: 1
traffic: { users: { rate: 50/s, to: web.page } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(10ms) }] } } }
run: { precision: 5%, replications: 8 }`,
});

/** Attempts after the first look, where so many times as much is left after the first of them. */
async function attempts(growth: number): Promise<readonly { asked: number; left: number }[]> {
  let left = 100_000;
  const told: { asked: number; left: number }[] = [];
  await steadyRuns(study, 0.0001, {
    runAll: async (jobs) => jobs.map(runJob),
    budgetLeft: () => left,
    tell: (_, asked) => {
      if (asked > 50_000) {
        told.push({ asked, left });
        left *= told.length === 1 ? growth : 0;
      }
    },
  });
  return told;
}

it("asks for what there is and no more, the warm-up included, and again only for a fifth more at least", async () => {
  const [once, twice] = [await attempts(1.1), await attempts(1.3)];
  expect([once.length, twice.length]).toEqual([1, 2]);
  for (const { asked, left } of twice) {
    expect(asked).toBeLessThanOrEqual(left);
    expect(asked).toBeGreaterThan(0.97 * left); // Lengths have three digits.
  }
});

it("the furthest percentile asked for takes the most requests, and p99 is always asked for", () => {
  const needed = (...statistics: readonly Objective["statistic"][]) =>
    requestsNeeded(statistics.map((statistic) => ({ statistic }) as Objective));
  expect(needed()).toBeGreaterThanOrEqual(10_000);
  expect([needed("mean"), needed("p50", "rate"), needed("p99")]).toEqual(Array(3).fill(needed()));
  expect(needed("p50", "p999")).toBeCloseTo(10 * needed(), 6);
});
