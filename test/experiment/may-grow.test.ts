/** What is offered more than it can do, and runs too short to see it grow. */
import { describe, expect, it } from "vitest";
import type { DriftFindings } from "../../src/analysis/findings/findings.js";
import runJob from "../../src/experiment/execute/run-job.js";
import { windowJobs } from "../../src/experiment/plan/study.js";
import { growthIn } from "../../src/experiment/precision/growth.js";
import { growthOf, mayGrow } from "../../src/experiment/search/may-grow.js";
import { findingsOf, studyOf, variantOf } from "./study.js";

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

  it("no latency is met while the runs cannot tell, where requests may give up", async () => {
    const undecided = (await found(103, ", deadline: 10min")).filter(({ drift }) => drift?.verdict === "undecided");
    expect(undecided.length).toBeGreaterThan(0);
    for (const { objectives } of undecided) {
      expect(objectives[0]).toMatchObject({ verdict: "unknown", measured: { value: expect.any(Number) } });
      expect(objectives[0]!.measured.reason).toMatch(
        /^the window ends after 70s, and the queue of web threads settles in 20000s/,
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
      /^the window ends after 70s, and the queue of web threads settles in 44s/,
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

describe("what is planned of the traffic, and then stays", () => {
  const planned = (rate: string, parts: string) =>
    variantOf(`version: 1
traffic: { t: { rate: ${rate}, to: g.a }, u: { rate: 20/s, to: other.b } }
parts:
  other: { type: service, endpoints: { b: [{ delay: 5ms }] } }
  ${parts}
objectives: { latency: [p(99) < 300s], "latency{g.a}": [p(99) < 300s], "latency{other.b}": [p(99) < 300s] }
run: { duration: 7min, replications: 4 }
`);
  const MESSAGES =
    "g: { type: service, endpoints: { a: [{ delay: 5ms }, { publish: q }] } }\n  q: { type: work-queue, steps: [{ delay: exponential(100ms) }] }";
  const REQUESTS = "g: { type: service, threads: 1, endpoints: { a: [{ delay: exponential(100ms) }] } }";
  const rises = "{ profile: [{ at: 0s, rate: 5/s }, { at: 5min, rate: 11/s }] }";

  it("is more than can be done for ever: nothing of all is met, nor of those who visit it", async () => {
    const { objectives } = await planned(rises, REQUESTS);
    expect(objectives.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown", "met"]);
    expect(objectives[0]!.measured.reason).toBe(
      "g threads: 110% of its capacity is offered in the end, and what waits there grows for ever",
    );
  });
  it("also where messages wait, which is no latency", async () => {
    for (const rate of [rises, "{ wave: { mean: 11/s, swing: 4/s, period: 1min } }"]) {
      const { objectives } = await planned(rate, MESSAGES);
      expect(objectives.map(({ verdict }) => verdict)).toEqual(["unknown", "met", "met"]);
      expect(objectives[0]!.measured.reason).toMatch(/^q workers: 110% of its capacity is offered in the end/);
    }
  });
  it("and a spike that ends, or a wave about what can be done, is none", async () => {
    const spike = "{ base: 5/s, spikes: [{ at: 1min, rate: 20/s, lasts: 30s }] }";
    for (const rate of [spike, "{ wave: { mean: 7/s, swing: 4/s, period: 1min } }"]) {
      const { objectives } = await planned(rate, MESSAGES);
      expect(objectives.map(({ verdict }) => verdict)).toEqual(["met", "met", "met"]);
    }
  });
});
