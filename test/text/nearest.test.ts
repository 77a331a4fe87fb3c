import { expect, it } from "vitest";
import { distance, nearest } from "../../src/text/nearest.js";

it.each([
  ["recomender", "recommender"],
  ["timout", "timeout"],
  ["conn", "connections"], // The beginning of a word.
  ["RATE", "rate"],
  ["raet", "rate"], // One swap is one edit.
  ["xyzzy", null],
  ["", null],
  ["q", null], // One letter that is wrong is a whole word that is wrong.
  ["z".repeat(100_000), null],
])("%s → %s", (word, expected) => {
  expect(nearest(word, ["rate", "timeout", "connections", "recommender", "s"])).toBe(expected);
});

it("an exact match beats the others, and the first beats its equals", () => {
  expect(nearest("read", ["reads", "read"])).toBe("read");
  expect(nearest("rat", ["cat", "bat"])).toBe("cat");
});

it("counts insertions, deletions, replacements and swaps", () => {
  expect(["abc", "ab", "axc", "acb", "xbcd", ""].map((word) => distance("abc", word))).toEqual([0, 1, 1, 1, 2, 3]);
});
