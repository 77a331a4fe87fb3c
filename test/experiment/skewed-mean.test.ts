/** Of steady traffic the interval of the mean reaches further up than down, as the mean's own spread does. */
import { expect, it } from "vitest";
import type { Estimate } from "../../src/analysis/findings.js";
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
  expect(lean(endpoints["web.page"]!.latencyMs.mean)).toBeGreaterThan(0.02);
});

it("not of a rate that changes, whose sections differ by more than chance", async () => {
  const { all } = await variantOf(model("{ wave: { mean: 60/s, swing: 30/s, period: 60s } }", "replications: 8"));
  expect(lean(all.latencyMs.mean)).toBeCloseTo(0, 10);
});
