/** Rates of events that may be rare. */
import { expect, it } from "vitest";
import { level, rateOf } from "../../src/experiment/findings/replication-estimates.js";

const WINDOW_MS = 10_000;

it("none seen in five windows of 10 s is 0.06 a second at most, and not none", () =>
  expect(rateOf([0, 0, 0, 0, 0], WINDOW_MS)).toEqual({ value: 0, low: 0, high: expect.closeTo(3 / 50, 3) }));

it("a few are no more certain than a Poisson count: Garwood's interval of 4 is 1.0899 to 10.2416", () => {
  const { value, low, high } = rateOf([1, 1, 1, 1], WINDOW_MS);
  expect(value).toBeCloseTo(0.1, 12);
  expect(low! * 40).toBeCloseTo(1.0899, 4);
  expect(high! * 40).toBeCloseTo(10.2416, 4);
});

it("what varies more, comes more often or was seen once keeps the interval of its replications", () => {
  for (const counts of [[0, 0, 29, 0], [100, 120, 90], [7]])
    expect(rateOf(counts, WINDOW_MS)).toEqual(level(counts.map((count) => count / 10)));
});
