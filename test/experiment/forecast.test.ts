/** What is known of relaxation and traffic before any run. */
import { expect, it } from "vitest";
import { relaxationTime } from "../../src/analysis/theory/run-length.js";
import { forecast } from "../../src/experiment/precision/forecast.js";
import { modelOf } from "../simulate.js";

const model = (traffic: string, steps: string): ReturnType<typeof modelOf> =>
  modelOf(`
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts:
  web: { type: service, threads: 2, endpoints: { page: [${steps}] } }
  seldom: { type: service, threads: 1, endpoints: { visit: [{ delay: exponential(80ms) }] } }
`);

it("M/M/2 at ρ = 0.9: 1 ÷ (2μ (1 − √ρ)²)", () => {
  const { relaxationMs, requestsPerMs } = forecast(model("rate: 180/s", "{ delay: exponential(10ms) }"));
  expect(relaxationMs).toBeCloseTo(relaxationTime(0.9, 0.2), 6);
  expect(requestsPerMs).toBeCloseTo(0.18, 12);
});

it("the slowest station decides, at the rate at which it is visited", () => {
  const often = "{ choose: [{ share: 90%, steps: [] }, { share: 10%, steps: [{ call: seldom.visit }] }] }";
  const { relaxationMs } = forecast(model("rate: 50/s", often)); // Five visits a second, ρ = 0.4.
  expect(relaxationMs).toBeCloseTo(relaxationTime(0.4, 1 / 80), 6);
});

it("closed: a user's longest round, Z + N D", () => {
  const { relaxationMs, requestsPerMs } = forecast(model("users: 20, think: 1s", "{ delay: 10ms }"));
  expect(relaxationMs).toBeCloseTo(1000 + 20 * 5, 6);
  expect(requestsPerMs).toBeCloseTo(20 / 1100, 9);
});

it("more than there is capacity for is planned like a busy station, and no capacity at all like nothing", () => {
  expect(forecast(model("rate: 1000/s", "{ delay: 10ms }")).relaxationMs).toBeCloseTo(relaxationTime(0.9, 0.2), 6);
  const delays = modelOf(
    "version: 1\ntraffic: { users: { rate: 1/s, to: web.page } }\nparts: { web: { type: service, endpoints: { page: [{ delay: 1s }] } } }",
  );
  expect(forecast(delays).relaxationMs).toBe(0);
});
