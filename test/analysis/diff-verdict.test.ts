/** Every road to each verdict on a proposal. */
import { describe, expect, it } from "vitest";
import { bottleneck } from "../../src/analysis/figures/diff-bottleneck.js";
import type { MetricDiff, ObjectiveDiff } from "../../src/analysis/findings/diff-findings.js";
import type { DifferenceFindings, Estimate, VariantFindings, Verdict } from "../../src/analysis/findings/findings.js";
import { diffVerdict, isBeyond, objectiveVerdict, type Steadiness } from "../../src/analysis/verdicts/diff-verdict.js";

const estimate = (value: number, half: number): Estimate => ({ value, low: value - half, high: value + half });
const none: Estimate = { value: null, low: null, high: null, reason: "no steady state" };

const difference = (
  metric: string,
  relative: Estimate,
  verdict: DifferenceFindings["verdict"],
): DifferenceFindings => ({
  ...{ metric, unit: "ms", relative, verdict, unpaired: relative, correlation: null, varianceRatio: null },
  difference: relative,
});

describe("beyond a tolerance of 2%", () => {
  const base = estimate(100, 1);
  for (const [metric, relative, verdict, expected] of [
    ["p99", estimate(0.05, 0.02), "worse", true],
    ["p99", estimate(0.03, 0.02), "worse", false], // Proven worse, but not by 2%.
    ["p99", estimate(-0.05, 0.02), "better", true],
    ["goodput", estimate(-0.05, 0.02), "worse", true],
    ["goodput", estimate(0.05, 0.02), "better", true],
    ["p99", estimate(0.05, 0.09), "unproven", false],
  ] as const)
    it(`${metric} ${relative.low} to ${relative.high}: ${expected}`, () =>
      expect(isBeyond(difference(metric, relative, verdict), base, 0.02)).toBe(expected));

  it("of errors it is so much of the base, and of none any", () => {
    const more = difference("errors", estimate(0.001, 0.0005), "worse");
    expect(isBeyond(more, estimate(0.1, 0), 0.02)).toBe(false);
    expect(isBeyond(more, estimate(0, 0), 0.02)).toBe(true);
  });
});

it("an objective regresses, is fixed, or is what it is now", () => {
  const table = (["met", "missed", "unknown"] as Verdict[]).map((before) =>
    (["met", "missed", "unknown"] as Verdict[]).map((after) => objectiveVerdict(before, after)),
  );
  expect(table).toEqual([
    ["met", "regressed", "unknown"],
    ["fixed", "missed", "unknown"],
    ["met", "missed", "unknown"],
  ]);
});

describe("the proposal is", () => {
  const objective = (verdict: ObjectiveDiff["verdict"]) =>
    ({ metric: "latency", expression: "p(99) < 1s", verdict }) as ObjectiveDiff;
  const mean = (verdict: MetricDiff["verdict"], beyondTolerance = true) =>
    ({
      metric: "mean",
      verdict,
      beyondTolerance,
      difference: verdict === "unknown" ? none : estimate(1, 1),
    }) as MetricDiff;
  const stable: Steadiness = { drift: { verdict: "stable", growthPerSecond: none }, overload: null, standstill: null };
  const what = "of requests in the system";
  const overload = { what, growthPerSecond: none, binding: null, breaks: [] };
  const growing: Steadiness = { drift: { verdict: "growing", growthPerSecond: none }, overload, standstill: null };
  const steady = { base: stable, proposal: stable };

  for (const [expected, what, objectives, metrics, drifts] of [
    ["regression", "an objective regressed", [objective("regressed")], [mean("better")], steady],
    ["regression", "a metric worse", [objective("met")], [mean("worse")], steady],
    ["regression", "no steady state any more", [], [mean("unknown")], { base: stable, proposal: growing }],
    ["undecided", "an objective unknown", [objective("unknown")], [mean("better")], steady],
    ["undecided", "nothing to compare", [objective("missed")], [mean("unknown")], { base: growing, proposal: growing }],
    ["improvement", "an objective fixed", [objective("fixed")], [mean("tie")], steady],
    ["improvement", "a metric better", [objective("met")], [mean("better")], steady],
    ["improvement", "a steady state at last", [], [mean("unknown")], { base: growing, proposal: stable }],
    ["no difference", "worse, but perhaps within the tolerance", [], [mean("worse", false)], steady],
    ["no difference", "all the same, missed as before", [objective("missed")], [mean("tie")], steady],
  ] as const)
    it(`${expected}: ${what}`, () => expect(diffVerdict(objectives, metrics, drifts).verdict).toBe(expected));

  it("decided by errors or goodput where latencies cannot be compared, and by no latency of the few that are answered", () => {
    const better = (metric: string) => ({ ...mean("better"), metric });
    const verdictBeside = (metric: string) => diffVerdict([], [mean("incomparable"), better(metric)], steady).verdict;
    expect(["errors", "goodput", "p50", "p99"].map(verdictBeside)).toEqual([
      "improvement",
      "improvement",
      "undecided",
      "undecided",
    ]);
  });

  it("worse before anything else where it does not come back now, and better where it does again", () => {
    const [back, gone] = [
      { ...stable, backFrom: ["“stall”"], notBackFrom: [] },
      { ...stable, backFrom: [], notBackFrom: ["“stall”"] },
    ];
    const said = (base: Steadiness, proposal: Steadiness) =>
      diffVerdict([objective("regressed")], [mean("unknown")], { base, proposal });
    expect(said(back, gone)).toMatchObject({
      verdict: "regression",
      why: ["does not come back after “stall” now", expect.stringMatching(/^met before/)],
    });
    expect(said(gone, gone).why[0]).toBe("neither comes back after “stall”");
    const calm = diffVerdict([], [mean("tie")], { base: gone, proposal: back });
    expect(calm).toEqual({ verdict: "improvement", why: ["comes back after “stall” now"] });
    const unknown = { ...stable, backFrom: [], notBackFrom: [] };
    expect(diffVerdict([], [mean("tie")], { base: gone, proposal: unknown }).verdict).toBe("no difference");
  });

  it("not proven is not said to be none", () => {
    expect(diffVerdict([], [mean("unproven")], steady).why[0]).toContain("not proof");
    expect(diffVerdict([], [mean("tie")], steady).why[0]).toContain("no metric differs");
    const p99 = { ...mean("unknown"), metric: "p99" };
    expect(diffVerdict([], [mean("tie"), p99], steady).why[0]).toContain("not proof");
  });
  it("to bear more load is an improvement, to bear less is told and is no regression", () => {
    const of = (bears: "more" | "less", each = mean("unproven")) => diffVerdict([], [each], steady, false, bears);
    expect(of("more")).toEqual({ verdict: "improvement", why: ["bears more load"] });
    expect(of("more", mean("worse")).verdict).toBe("regression");
    expect(of("less").verdict).toBe("no difference");
    expect(of("less").why).toContain("bears less load");
  });
});

it("the wait of a request is Little's law, widened by both intervals, the longest first", () => {
  const resource = (queueLength: Estimate, utilisation: Estimate) => ({ queueLength, utilisation });
  const found = {
    all: { throughput: estimate(100, 25), latencyMs: { mean: estimate(20, 1) } },
    saturation: [],
    overload: null,
    parts: {
      web: { type: "service", resources: { threads: resource(estimate(0.5, 0.1), estimate(0.4, 0)) } },
      db: { type: "database", resources: { pool: resource(estimate(1, 0.2), estimate(0.3, 0)) } },
      mail: { type: "work-queue", resources: { workers: resource(estimate(50, 1), estimate(0.2, 0)) } },
    },
  } as unknown as VariantFindings;
  const { waiting, busiest } = bottleneck(found, new Set(["mail"]));
  expect(busiest?.part).toBe("web");
  expect(waiting.map(({ part, perRequestMs }) => ({ part, ...perRequestMs }))).toEqual([
    { part: "db", value: 10, low: 6.4, high: 16 },
    { part: "web", value: 5, low: 3.2, high: 8 },
  ]);
});
