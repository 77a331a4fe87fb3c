/** What is said of a run beside its figures. */
import { expect, it } from "vitest";
import { controlWords } from "../../src/report/run/run-words.js";
import { semiFinal } from "../charts/stages.js";

/** @param gains in variance, of the first variants */
function told(...gains: readonly number[]): string {
  const study = semiFinal();
  const mean = { value: 1, low: 1, high: 1 };
  const variants = study.variants.map((variant, i) => ({
    ...variant,
    controls: gains[i] === undefined ? null : { mean, gain: gains[i], used: ["arrivals", "db cores"] },
  }));
  return controlWords({ ...study, variants });
}

it("tells how many times narrower controls make an interval", () =>
  expect(told(4, 1.21)).toMatch(/ latency of .+ 2\.0 times \(arrivals and db cores\) and .+ 1\.1 times/));

it("and nothing where they hardly do", () => {
  expect(told(1.1)).toBe("");
  expect(told(1.1, 9)).toMatch(/ of [^,]+ 3\.0 times \(arrivals and db cores\)\.$/);
  expect(told()).toBe("");
});
