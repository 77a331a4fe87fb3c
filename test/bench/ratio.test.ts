import { expect, test } from "vitest";
import { beyond, median, ratioOf } from "./ratio.js";

test("a median is the middle one, or the mean of the middle two", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 100])).toBe(3.5);
});

test("a ratio is that within each turn, so that one slow turn of the machine does not count", () => {
  expect(
    ratioOf([
      [8, 2],
      [80, 20], // Both ten times as slow.
      [9, 1], // Only the loop was lucky.
    ]),
  ).toBe(4);
});

test("a limit may be met but not passed, and what is no number is beyond it", () => {
  const speeds = [4, 4.01, Number.NaN].map((ratio, i) => ({ name: `W${i + 1}`, ratio, limit: 4 }));
  expect(beyond(speeds)).toEqual(["W2", "W3"]);
});
