/** What is offered more than it can do, and runs too short to see it grow. */
import { describe, expect, it } from "vitest";
import type { DriftFindings } from "../../src/analysis/findings.js";
import { growthOf, mayGrow } from "../../src/experiment/may-grow.js";
import runJob from "../../src/experiment/run-job.js";
import { growthIn } from "../../src/experiment/steadiness/growth.js";
import { windowJobs } from "../../src/experiment/study.js";
import { findingsOf, studyOf } from "./study.js";

/** M/M/1 of 100/s, five runs of a minute. */
const station = (rate: number, seed: number, patience = ""): string => `
version: 1
traffic: { users: { rate: ${rate}/s, to: web.page${patience} } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(10ms) }] } } }
objectives: { latency: [p(95) < 50s] }
run: { duration: 60s, replications: 5, seed: ${seed} }
`;
const SEEDS = [1, 2, 3, 4, 5, 6];
const found = async (rate: number, patience?: string) =>
  Promise.all(SEEDS.map(async (seed) => (await findingsOf(station(rate, seed, patience))).variants[0]!));

describe("at 103 % of what it can do", () => {
  it("grows where all stay until they are answered, whether the runs show it or not", async () => {
    for (const { drift, verdict, all, overload } of await found(103)) {
      expect([drift?.verdict, verdict, all.latencyMs.p95.value]).toEqual(["growing", "unknown", null]);
      expect(overload?.binding).toMatchObject({ part: "web", resource: "threads", offered: expect.closeTo(1.03, 9) });
    }
  });

  it("no latency is met while the runs cannot tell, where somebody may give up", async () => {
    const undecided = (await found(103, ", deadline: 10min")).filter(({ drift }) => drift?.verdict === "undecided");
    expect(undecided.length).toBeGreaterThan(0);
    for (const { objectives } of undecided) {
      expect(objectives[0]).toMatchObject({ verdict: "unknown", measured: { value: expect.any(Number) } });
      expect(objectives[0]!.measured.reason).toMatch(
        /^the window ends after 70s, and the queue of web threads remembers 20000s/,
      );
    }
  });
});

it("what is offered less is not judged either by runs of two thirds of a relaxation time, and why is said", async () => {
  const undecided = (await found(97)).filter(({ drift }) => drift?.verdict === "undecided");
  expect(undecided.length).toBeGreaterThan(0);
  for (const { verdict, objectives } of undecided) {
    expect(verdict).toBe("unknown");
    expect(objectives[0]!.measured.reason).toMatch(
      /^the window ends after 70s, and the queue of web threads remembers 44s/,
    );
  }
});

describe("what is known of the load decides beside what runs show", () => {
  const modelAt = (rate: number, patience?: string) =>
    studyOf({ "model.yaml": station(rate, 1, patience) }).variants[0].model;
  const shown = (verdict: DriftFindings["verdict"]): DriftFindings => ({
    verdict,
    growthPerSecond: { value: 0.1, low: -1, high: 1 },
  });
  const judged = (rate: number, patience?: string) =>
    (["growing", "undecided", "stable"] as const).map(
      (each) => growthOf(modelAt(rate, patience), shown(each), null).verdict,
    );

  it("more than can be done grows, though so slowly perhaps that no run shows it", () =>
    expect(judged(101)).toEqual(["growing", "growing", "undecided"]));
  it("elsewhere the runs are believed", () => {
    expect(judged(97)).toEqual(["growing", "undecided", "stable"]);
    expect(judged(103, ", deadline: 1s")).toEqual(["growing", "undecided", "stable"]);
  });
  it("and it may grow for those alone who visit the part", () => {
    const model = modelAt(103, ", deadline: 1s");
    expect(mayGrow(model)).toMatch(/^web threads: 103% of its capacity is offered/);
    expect(mayGrow(model, new Set(["web"]))).toBe(mayGrow(model));
    expect(mayGrow(model, new Set(["db"]))).toBeNull();
    expect(mayGrow(modelAt(97))).toBeNull();
  });
});

it("requests inside that are counted at one moment of each bin grow only if by more than that moment explains", () => {
  const study = studyOf({ "model.yaml": station(50, 1) });
  const [{ model }] = study.variants;
  const growthTo = (most: number) => {
    const runs = windowJobs(study, study.variants[0]).map((job) => {
      const run = runJob(job);
      const bins = run.inSystem.map((_, bin) => bin);
      const inside = bins.map((bin) => Math.round((most * bin) / bins.length));
      const arrivalsByBin = bins.map((bin) => 9 + inside[bin]! - (inside[bin - 1] ?? 0));
      return {
        ...run,
        endpoints: run.endpoints.map((each) => ({ ...each, arrivalsByBin, endsThenByBin: bins.map(() => 9) })),
      };
    });
    return growthIn(model, runs).endpoints.get("web.page")!.verdict;
  };
  expect([growthTo(1), growthTo(50)]).toEqual(["stable", "growing"]);
});
