/** Of steady traffic intervals reach further up than down, as the spread of the estimates themselves does. */
import { expect, it } from "vitest";
import type { Estimate } from "../../src/analysis/findings/findings.js";
import { skewAdjusted, skewnessOfMean } from "../../src/analysis/statistics/skew-adjusted.js";
import { controlledForSkew } from "../../src/experiment/findings/skew.js";
import { studentTQuantile } from "../../src/mathematics/student-t.js";
import type { EndpointMeasurement } from "../../src/model/wiring/measurements.js";
import { variantOf } from "./study.js";

const model = (rate: string, run: string): string => `version: 1
run: { duration: 60s, warm-up: 5s, ${run} }
traffic: { users: { rate: ${rate}, to: web.page } }
parts: { web: { type: service, threads: 1, endpoints: { page: [{ delay: exponential(10ms) }] } } }`;

const lean = ({ value, low, high }: Estimate): number => (high! + low! - 2 * value!) / (high! - low!);

it.each([
  ["plain", "replications: 8"],
  ["with control variates", "replications: 16"],
])("M/M/1 at ρ = 0.8, %s", async (_, run) => {
  const { all, endpoints, controls } = await variantOf(model("80/s", run));
  expect(controls === null).toBe(run.endsWith(" 8"));
  expect(lean(all.latencyMs.mean)).toBeGreaterThan(0.02);
  const { mean, p50, p99 } = endpoints["web.page"]!.latencyMs;
  expect(lean(mean)).toBeGreaterThan(0.02);
  expect(lean(p99)).toBeGreaterThan(lean(p50)); // What few long queues make is the more skewed.
});

it("not of a rate that changes, whose sections differ by more than chance", async () => {
  const { all } = await variantOf(model("{ wave: { mean: 60/s, swing: 30/s, period: 60s } }", "replications: 8"));
  expect(lean(all.latencyMs.mean)).toBeCloseTo(0, 10);
  expect(lean(all.latencyMs.p99)).toBeCloseTo(0, 10);
});

it("with controls there are as many degrees of freedom less", () => {
  const mean = { value: 10, low: 8, high: 12 };
  const values = Array.from({ length: 50 }, (_, i) => (i % 10 === 0 ? 60 : 10)); // Ten stretches each of five runs.
  const runs = Array.from({ length: 5 }, (_, run) => ({
    latencyByBin: values.slice(run * 10, run * 10 + 10).map((value) => ({ values: [value], counts: [1] })),
  })) as unknown as EndpointMeasurement[];
  const skewness = skewnessOfMean(values.map((value) => value - 15));
  expect(controlledForSkew(mean, runs, 2)).toEqual(skewAdjusted(mean, skewness, studentTQuantile(0.975, 2)));
  expect(controlledForSkew(mean, runs, 0)).toEqual(skewAdjusted(mean, skewness, studentTQuantile(0.975, 4)));
});
