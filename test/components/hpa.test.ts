/** The autoscaler against the formula that Kubernetes documents, step by step on scripted metrics. */
import { describe, expect, it } from "vitest";
import { Hpa, type HpaMetrics, type HpaRules, recommendation } from "../../src/components/service/hpa.js";

const RULES: HpaRules = { min: 1, max: 100, target: 0.6, tolerance: 0.1, stabilisationMs: 300_000 };

const all = (n: number, value: number, more: Partial<HpaMetrics> = {}): HpaMetrics => ({
  values: Array<number>(n).fill(value),
  missing: 0,
  notReady: 0,
  ...more,
});

describe("desired = ⌈current × metric ÷ target⌉", () => {
  it.each([
    [4, 1.2, 8], // "if the current metric value is 200m and the desired 100m, the number is doubled";
    [4, 0.3, 2], // "if 50m, it is halved".
    [4, 0.9, 6],
    [5, 0.7, 6], // ⌈5.83⌉
    [3, 0.8, 4],
    [10, 0.01, 1],
  ])("%i instances at %d of 0.6: %i", (current, value, wanted) =>
    expect(recommendation(RULES, current, all(current, value))).toBe(wanted),
  );
  it("is of the mean over the instances", () =>
    expect(recommendation(RULES, 3, { ...all(0, 0), values: [0.9, 0.9, 1.2] })).toBe(5));
  it.each([
    [0.66, 10],
    [0.54, 10],
    [0.6601, 12], // ⌈11.002⌉
    [0.5399, 9], // ⌈8.998⌉
  ])("changes nothing within 10 %% of the target: 10 at %d: %i", (value, wanted) =>
    expect(recommendation(RULES, 10, all(10, value))).toBe(wanted),
  );
  it("knows nothing without a value", () => expect(recommendation(RULES, 3, all(0, 0, { missing: 3 }))).toBeNull());
});

describe("instances without a value", () => {
  // Where it would become more they count as 0, where it would become fewer as the target.
  it.each([
    ["missing, more: 2 of 4 at 1.8, mean 0.9, ratio 1.5", 4, all(2, 1.8, { missing: 2 }), 6],
    ["missing, more, but not enough: ratio 1.05", 4, all(2, 1.26, { missing: 2 }), 4],
    ["missing, more, and it would turn round: ratio 0.75", 4, all(2, 0.9, { missing: 2 }), 4],
    ["missing, fewer: mean (2 · 0.1 + 2 · 0.6) ÷ 4, ratio 0.58", 4, all(2, 0.1, { missing: 2 }), 3],
    ["missing, fewer, but not enough: ratio 0.95", 10, all(1, 0.3, { missing: 9 }), 10],
    ["not ready, more: 4 of 6 at 1.2, mean 0.8, ratio 1.33", 6, all(4, 1.2, { notReady: 2 }), 8],
    ["not ready, more, but they will do: ratio 1", 8, all(4, 1.2, { notReady: 4 }), 8],
    ["not ready, fewer: only those that are", 6, all(4, 0.3, { notReady: 2 }), 2],
    ["not ready and missing, fewer: 2 · 0.3 and 2 · 0.6", 6, all(2, 0.3, { notReady: 2, missing: 2 }), 3],
  ])("%s", (_, current, metrics, wanted) => expect(recommendation(RULES, current, metrics)).toBe(wanted));
});

/** What it decides each 15 s, of a metric by time; those there are have one at once. */
function decisions(hpa: Hpa, from: number, metrics: readonly number[]): number[] {
  let current = from;
  return metrics.map((value, i) => {
    current = hpa.decide((i + 1) * 15_000, current, all(current, value));
    return current;
  });
}

describe("limits", () => {
  it("of the range", () => {
    expect(decisions(new Hpa({ ...RULES, max: 7 }, 0, 4), 4, [3])).toEqual([7]);
    expect(decisions(new Hpa({ ...RULES, min: 3, stabilisationMs: 0 }, 0, 4), 4, [0.01])).toEqual([3]);
    expect(decisions(new Hpa({ ...RULES, max: 7 }, 0, 9), 9, [0.6])).toEqual([7]);
    expect(decisions(new Hpa({ ...RULES, min: 3 }, 0, 1), 1, [0.6])).toEqual([3]);
  });
  it("in 15 s, 4 more or twice as many", () => {
    expect(decisions(new Hpa(RULES, 0, 1), 1, [60, 60, 60, 60])).toEqual([5, 10, 20, 40]);
    expect(decisions(new Hpa(RULES, 0, 3), 3, [60])).toEqual([7]);
  });
  it("which decisions in less than 15 s share", () => {
    const hpa = new Hpa(RULES, 0, 2);
    expect(hpa.decide(5000, 2, all(2, 1.2))).toBe(4); // ⌈2 · 2⌉
    expect(hpa.decide(10_000, 4, all(4, 60))).toBe(6); // 2 + 4.
    expect(hpa.decide(15_000, 6, all(6, 60))).toBe(6);
    expect(hpa.decide(20_000, 6, all(6, 60))).toBe(8); // 2 of them are older than 15 s: 4 + 4.
  });
});

describe("becoming fewer", () => {
  it("waits for the highest recommendation of the last 5 min", () => {
    // 10 until 0:15, then ⌈10 · 0.3 ÷ 0.6⌉ = 5. The recommendation of 0:15 counts until 5:00, and no more at 5:15.
    const decided = decisions(new Hpa(RULES, 0, 10), 10, [0.6, ...Array<number>(25).fill(0.3)]);
    expect(decided.slice(0, 20)).toEqual(Array(20).fill(10));
    expect(decided[20]).toBe(5);
  });
  it("goes as far as the highest of them, not as the last", () => {
    // Of 12 it recommends 8 and then 6; of 8, 3; of 6, 2. The highest of the last two: 12 (at first), 8, 6, 3.
    const hpa = new Hpa({ ...RULES, stabilisationMs: 30_000 }, 0, 12);
    expect(decisions(hpa, 12, [0.4, 0.3, 0.2, 0.2])).toEqual([12, 8, 6, 3]);
  });
  it("is put off by a single look that wants more", () => {
    const script = Array.from({ length: 40 }, (_, i) => (i % 15 === 14 ? 0.6 : 0.3));
    expect(new Set(decisions(new Hpa(RULES, 0, 10), 10, script))).toEqual(new Set([10]));
  });
  it("does not wait to become more", () => expect(decisions(new Hpa(RULES, 0, 10), 10, [0.3, 0.9])).toEqual([10, 15]));
});

it("an evening, step by step", () => {
  const hpa = new Hpa({ ...RULES, min: 2, max: 20 }, 0, 4);
  // Every 15 s: how many of those there are do not serve yet, the mean of the others, and what follows.
  const script: readonly (readonly [notReady: number, use: number, wanted: number])[] = [
    [0, 0.6, 4], // ⌈4 · 1⌉
    [0, 0.64, 4], // 1.07 is within the tolerance.
    [0, 0.9, 6], // ⌈4 · 1.5⌉
    [0, 1, 10], // ⌈6 · 1.67⌉
    [4, 1, 10], // ⌈10 · 0.6 ÷ 0.6⌉: those that boot count as 0.
    [0, 1, 17], // ⌈10 · 1.67⌉
    [0, 0.9, 20], // ⌈17 · 1.5⌉ = 26, and 20 at most.
    [0, 0.5, 20], // ⌈20 · 0.83⌉ = 17, but 26 counts until 1:45 + 5:00.
    ...Array.from({ length: 18 }, () => [0, 0.3, 20] as const), // 10
    [0, 0.3, 17], // At 6:45 the highest of five minutes is the 17 of 2:00,
    [0, 0.3, 10], // and then the 10 of 2:15.
  ];
  let current = 4;
  script.forEach(([notReady, use, wanted], i) => {
    current = hpa.decide((i + 1) * 15_000, current, all(current - notReady, use, { notReady }));
    expect(current, `at ${(i + 1) * 15} s`).toBe(wanted);
  });
});
