import { expect, test } from "vitest";
import { median, ratioOf } from "./ratio.js";

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
