import { expect, it } from "vitest";
import { type Line, metUpTo, missedFrom, REACH } from "../../src/analysis/statistics/two-point-line.js";

/** From −1 at 0 to 1 at 1, with the same deviations at both: √(b ÷ (b − 1) Σ δ²) = 0.2 for two of ± 0.1. */
const line: Line = {
  from: -1,
  to: 1,
  each: [
    [0.1, 0.1],
    [-0.1, -0.1],
  ],
  rounding: 0,
  times: 2,
};

it("is met and missed where its limits cross zero: half-width ÷ slope from where the line does", () => {
  expect(metUpTo(line)).toBeCloseTo(0.5 - 0.4 / 2, 12);
  expect(missedFrom(line)).toBeCloseTo(0.5 + 0.4 / 2, 12);
});

it("widens beyond the points where their deviations differ, and with rounding", () => {
  const apart: Line = { ...line, each: line.each.map(([a, b]) => [a, 2 * b] as const) };
  // −1 + 2u + 0.4 (1 + u) = 0, and −1 + 2u − 0.4 (1 + u) = 0.
  expect(metUpTo(apart)).toBeCloseTo(0.6 / 2.4, 12);
  expect(missedFrom(apart)).toBeCloseTo(1.4 / 1.6, 12);
  expect(metUpTo({ ...line, times: 0, rounding: 0.2 })).toBeCloseTo(0.4, 12);
});

it("proves nothing where its limits cross zero farther away than it is trusted", () => {
  const flat: Line = { ...line, from: -0.01, to: 0.01 };
  expect([metUpTo(flat), missedFrom(flat)]).toEqual([-REACH, 1 + REACH]);
});
