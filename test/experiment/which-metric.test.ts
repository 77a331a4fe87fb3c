/** What a gain is measured in: what is missed, what grows, the errors of many, what is undecided, or else a latency. */
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/analysis/findings/findings.js";
import { type Objective, parseObjective } from "../../src/analysis/verdicts/objectives.js";
import type { Side } from "../../src/experiment/next/gain-metric.js";
import { gainMetric } from "../../src/experiment/next/which-metric.js";

interface Now {
  readonly failing?: number;
  readonly p99?: number | null;
  readonly growing?: boolean;
  readonly verdicts?: readonly Verdict[];
}

const objective = (metric: "latency" | "errors"): Objective =>
  (parseObjective(metric, metric === "latency" ? "p95 < 1s" : "rate < 1%") as { objective: Objective }).objective;

function metricOf(objectives: readonly Objective[], { failing = 0, p99 = 9, growing = false, verdicts = [] }: Now) {
  const figure = (value: number | null) => ({ value, low: value, high: value });
  const latencyMs = { p99: figure(p99), p95: figure(5), mean: figure(3) };
  const findings = {
    drift: null,
    overload: growing ? { part: null } : null,
    verdict: verdicts.includes("missed") ? "missed" : "met",
    all: { latencyMs, errorRate: figure(failing), goodput: figure(1) },
    objectives: verdicts.map((verdict) => ({ verdict, measured: figure(1) })),
  };
  const { subject, because } = gainMetric({ runs: [], findings } as unknown as Side, objectives);
  return [subject.family, subject.statistic, because];
}
const [latency, errors] = [objective("latency"), objective("errors")];

describe("gains are measured in", () => {
  it("an objective that is missed, and of several in one that is no latency", () => {
    expect(metricOf([latency], { verdicts: ["missed"] })).toEqual(["latency", "p95", "an objective that is missed"]);
    expect(metricOf([latency, errors], { verdicts: ["missed", "missed"] }).slice(0, 2)).toEqual(["errors", "rate"]);
    expect(metricOf([errors, latency], { verdicts: ["met", "missed"] }).slice(0, 2)).toEqual(["latency", "p95"]);
  });
  it("goodput where the number in the system grows", () =>
    expect(metricOf([], { growing: true, failing: 0.5 })[0]).toBe("goodput"));
  it("errors where many fail and no objective says that as many may", () => {
    expect(metricOf([latency], { failing: 0.06, verdicts: ["met"] })[0]).toBe("errors");
    expect(metricOf([latency], { failing: 0.05, verdicts: ["met"] })[0]).toBe("latency");
    expect(metricOf([latency, errors], { failing: 0.06, verdicts: ["met", "met"] })[0]).toBe("latency");
  });
  it("an objective that is undecided", () =>
    expect(metricOf([errors, latency], { verdicts: ["met", "unknown"] })).toEqual([
      "latency",
      "p95",
      "an objective that is undecided",
    ]));
  it("else the farthest percentile that has a number", () => {
    expect(metricOf([], {})).toEqual(["latency", "p99", "there are no objectives"]);
    expect(metricOf([latency], { p99: null, verdicts: ["met"] })).toEqual(["latency", "p95", "every objective is met"]);
  });
});
