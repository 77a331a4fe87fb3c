import { expect, it } from "vitest";
import { judge, worst } from "../../src/analysis/verdicts/verdict.js";

const between = (low: number, high: number) => ({ value: (low + high) / 2, low, high });

it.each([
  [between(1, 2), "<", 3, "met"],
  [between(1, 3), "<", 3, "unknown"],
  [between(1, 3), "<=", 3, "met"],
  [between(3, 4), "<", 3, "missed"],
  [between(3, 4), "<=", 3, "unknown"],
  [between(2, 4), "<", 3, "unknown"],
  [between(4, 5), ">", 3, "met"],
  [between(3, 5), ">", 3, "unknown"],
  [between(3, 5), ">=", 3, "met"],
  [between(1, 3), ">", 3, "missed"],
  [between(1, 3), ">=", 3, "unknown"],
  [between(0, 0), "<", 0.001, "met"],
  [between(Number.NaN, Number.NaN), "<", 3, "unknown"],
  [between(1, 2), "<", Number.NaN, "unknown"],
  [{ value: 1, low: null, high: null }, "<", 3, "unknown"],
  [{ value: null, low: null, high: null }, "<", 3, "unknown"],
] as const)("%j %s %d is %s", (estimate, comparison, limit, verdict) => {
  expect(judge(estimate, comparison, limit)).toBe(verdict);
});

it("missed over unknown over met", () => {
  expect(worst(["met", "unknown", "missed"])).toBe("missed");
  expect(worst(["met", "unknown"])).toBe("unknown");
  expect(worst(["met"])).toBe("met");
  expect(worst([])).toBe("none");
});

it("decides by a proven end where there is no value, and by nothing where there is none", () => {
  const beyond = { value: null, low: 40, high: null };
  expect(judge(beyond, "<", 30)).toBe("missed");
  expect(judge(beyond, ">", 30)).toBe("met");
  expect(judge(beyond, "<", 50)).toBe("unknown");
  expect(judge({ value: null, low: null, high: 40 }, "<", 50)).toBe("met");
  expect(judge({ value: null, low: null, high: null }, "<", 50)).toBe("unknown");
  expect(judge({ value: null, low: 10, high: 20 }, "<", 50)).toBe("unknown"); // A range that holds no value says nothing.
  expect(judge({ value: 60, low: 40, high: null }, "<", 30)).toBe("unknown"); // One replication.
});
