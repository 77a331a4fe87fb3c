import { describe, expect, it } from "vitest";
import { fold } from "../../src/text/fold.js";
import { columns } from "../../src/text/width.js";

it.each([
  ["plain", 5],
  ["宽宽", 4],
  ["e\u0301", 1], // A letter and its accent.
  ["👩‍👩‍👧", 2], // One picture of three and what joins them.
  ["🇩🇪", 2],
  ["❤️", 2],
  ["→✓≥…Δ−–", 7],
  ["\u001b[31mred\u001b[39m", 3], // Colours take no room.
])("%s takes %i columns", (text, width) => expect(columns(text)).toBe(width));

describe("a text in lines", () => {
  it("breaks at spaces", () => expect(fold("one two  three", 7)).toEqual(["one two", "three"]));
  it("keeps together what a hard space joins", () => expect(fold("in 12\u00a0cores", 8)).toEqual(["in", "12 cores"]));
  it("cuts what is longer than a line", () => expect(fold("abcdefgh", 3)).toEqual(["abc", "def", "gh"]));
  it("cuts it behind a bracket or a dot rather than anywhere", () =>
    expect(fold("p99 of latency{web.checkout}", 14)).toEqual(["p99 of", "latency{web.", "checkout}"]));
  it("counts wide characters as two", () => expect(fold("宽宽宽", 4)).toEqual(["宽宽", "宽"]));
  it("cuts no picture in two", () => expect(fold("👩‍👩‍👧👩‍👩‍👧", 3)).toEqual(["👩‍👩‍👧", "👩‍👩‍👧"]));
  it("is quick with a word of a hundred thousand letters", () => expect(fold("x".repeat(100_000))).toHaveLength(1250));
  it("has one line if there is nothing to say", () => expect(fold("")).toEqual([""]));
});
