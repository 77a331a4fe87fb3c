/** How far off a simulated figure may be, by hand. */
import { describe, expect, it } from "vitest";
import type { Estimate } from "../../src/analysis/findings/findings.js";
import { agreesWithTheory, type Comparable } from "../../src/analysis/verdicts/theory-agreement.js";
import { studentTQuantile } from "../../src/mathematics/student-t.js";

const agrees = (simulated: Estimate, more: Partial<Comparable> = {}, comparisons = 1, replications = 5) =>
  agreesWithTheory(
    { expected: 100, simulated, atMost: false, events: 1e9, ...more },
    { level: 0.95, replications, comparisons },
  );
const t = (probability: number) => studentTQuantile(probability, 4);

/** Just within and just beyond what is allowed, on both sides. */
const edge = (half: number, allowed: number) =>
  [-1.001, -0.999, 0.999, 1.001].map((times) => {
    const value = 100 + times * allowed;
    return { value, low: value - half, high: value + half };
  });

describe("of a hundred studies one is allowed to disagree by chance", () => {
  it("where one figure is compared", () => {
    const ends = edge(1, t(0.995) / t(0.975));
    expect(ends.map((each) => agrees(each))).toEqual([false, true, true, false]);
  });
  it("and where many are, by as many times less each", () => {
    const ends = edge(1, t(1 - 0.005 / 20) / t(0.975));
    expect(ends.map((each) => agrees(each, {}, 20))).toEqual([false, true, true, false]);
  });
});

it("the ends of the window cut two visits, which count where there are few", () => {
  const ends = edge(0, (2 * 100) / 1000);
  expect(ends.map((each) => agrees(each, { events: 1000 }))).toEqual([false, true, true, false]);
});

it("what is to be at most so much may be far less, and not more", () => {
  const ends = edge(1, 10);
  expect(ends.map((each) => agrees(each, { atMost: true }))).toEqual([true, true, false, false]);
});

it("is not told from fewer than 1,000 events, from one replication or without an interval", () => {
  const exact = { value: 100, low: 99, high: 101 };
  expect(agrees(exact)).toBe(true);
  expect(agrees(exact, { events: 999 })).toBeNull();
  expect(agrees(exact, {}, 1, 1)).toBeNull();
  expect(agrees({ value: 100, low: null, high: null })).toBeNull();
});
