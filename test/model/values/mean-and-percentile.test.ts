/** The shape that a mean and a percentile leave: one, two or none. */
import { describe, expect, it } from "vitest";
import type { DistributionSpec } from "../../../src/engine/distribution-spec.js";
import { atLeast } from "../../../src/engine/random/at-least.js";
import { readDistribution } from "../../../src/model/language/values/distribution.js";
import { DURATION } from "../../../src/model/language/values/units.js";

const read = (text: string): DistributionSpec => readDistribution(DURATION, text);

describe("has the mean and the percentile that were asked for", () => {
  it.each([
    ["gamma(mean 10ms, p99 60ms)", 60, 0.01],
    ["gamma(mean 10ms, p99 13ms)", 13, 0.01],
    ["gamma(mean 10ms, p50 3ms)", 3, 0.5],
    ["gamma(mean 10ms, p99.9 150ms)", 150, 0.001],
    ["weibull(mean 10ms, p99 60ms)", 60, 0.01],
    ["weibull(mean 10ms, p99 15ms)", 15, 0.01],
    ["weibull(mean 10ms, p50 2ms)", 2, 0.5],
    ["weibull(mean 10ms, p95 25ms)", 25, 0.05],
  ])("%s", (text, value, beyond) => {
    const spec = read(text);
    expect(spec).toMatchObject({ mean: 10 });
    expect(atLeast(spec, value)).toBeCloseTo(beyond, 9);
  });
});

it("is exponential where the percentile says so", () => {
  const p99 = 10 * Math.log(100);
  for (const family of ["gamma", "weibull"])
    expect(read(`${family}(mean 10ms, p99 ${p99}ms)`)).toMatchObject({ shape: expect.closeTo(1, 9) });
});

it("says which two there are", () => {
  const asked = "gamma(mean 10ms, p90 24ms)";
  expect(() => read(asked)).toThrow(
    /two of them have this mean and p90: shape 0\.\d+ \(cv 1\.\d+\) and shape 0\.\d+ \(cv \d/,
  );
  let message = "";
  try {
    read(asked);
  } catch (mistake) {
    message = (mistake as Error).message;
  }
  for (const [, shape] of message.matchAll(/shape ([\d.]+)/g))
    expect(atLeast({ kind: "gamma", shape: Number(shape), mean: 10 }, 24)).toBeCloseTo(0.1, 3);
});

it("says how far it can go where there is none", () => {
  expect(() => read("gamma(mean 10ms, p99 300ms)")).toThrow(
    /no gamma with a cv up to 10 has a p99 30 times its mean: it is from 1\.\d+ to 28\.34 times/,
  );
  expect(() => read("weibull(mean 10ms, p99 9ms)")).toThrow(/no weibull .* 0\.9 times its mean/);
});
