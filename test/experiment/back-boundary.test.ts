/** The value from which a system does not come back, against runs whose own boundaries are known. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BoundaryTest } from "../../src/analysis/findings/sweep-findings.js";
import type { BackCount } from "../../src/experiment/findings/happening.js";
import { backBoundary } from "../../src/experiment/search/back-boundary.js";

/** Runs that are down from their own boundary on, and still drain shortly before it. */
function runsOf(boundaries: readonly number[], { drains = 0, isReversed = false } = {}) {
  const at = (value: number): BackCount => {
    const beyond = (edge: number): boolean => (isReversed ? value <= 2 - edge : value >= edge);
    const down = boundaries.filter((edge) => beyond(edge)).length;
    const open = boundaries.filter((edge) => !beyond(edge) && beyond(edge - drains)).length;
    return { back: boundaries.length - down - open, down, of: boundaries.length };
  };
  const tester = {
    test: async (values: readonly number[]) => values.map(at),
    between: (a: number, b: number) => (a + b) / 2,
  };
  const swept = (values: readonly number[]): BoundaryTest[] => values.map((value) => ({ at: value, ...at(value) }));
  return { at, tester, swept };
}

const GRID = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75];
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

it("is the middle of the runs' own boundaries, between the least and the largest of eight", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: 0.3, max: 1.7, noNaN: true }), { minLength: 8, maxLength: 8 }),
      async (own) => {
        const { tester, swept } = runsOf(own);
        const { at, side, tested } = await backBoundary(swept(GRID), 0.95, tester);
        expect(side).toBe("from");
        const gap = 0.25 / 2 ** 6 + 0.02 * 1.75;
        expect(at.value! - median(own)).toBeGreaterThanOrEqual(0);
        expect(at.value! - median(own)).toBeLessThanOrEqual(gap);
        expect(at.low!).toBeLessThanOrEqual(Math.min(...own));
        expect(at.low!).toBeGreaterThanOrEqual(Math.min(...own) - gap);
        expect(at.high!).toBeGreaterThanOrEqual(Math.max(...own));
        expect(at.high!).toBeLessThanOrEqual(Math.max(...own) + gap);
        expect(tested.length).toBeLessThanOrEqual(GRID.length + 18);
      },
    ),
    { numRuns: 100 },
  );
});

it("covers the median of all runs there could be as often as it says", async () => {
  let state = 1;
  const uniform = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  let covered = 0;
  for (let i = 0; i < 2000; i++) {
    const own = Array.from({ length: 8 }, () => (1 + uniform() ** 3 - 0.125) * 0.9); // Skewed; its median is 0.9.
    const { tester, swept } = runsOf(own);
    const { at } = await backBoundary(swept(GRID), 0.95, tester);
    if ((at.low ?? 0) <= 0.9 && (at.high ?? 9) >= 0.9) covered++;
  }
  expect(covered / 2000).toBeGreaterThan(0.98); // 1 − 2 ÷ 2⁸ = 99.2 %.
});

describe("its interval", () => {
  it("counts what still drains against both ends", async () => {
    const own = [0.9, 0.92, 0.95, 1, 1, 1.05, 1.1, 1.2];
    const { tester, swept } = runsOf(own, { drains: 0.2 });
    const { at } = await backBoundary(swept(GRID), 0.95, tester);
    expect(at.low!).toBeLessThanOrEqual(0.7);
    expect(at.high!).toBeGreaterThanOrEqual(1.2);
  });

  it("needs six replications, and an end within the range", async () => {
    const few = runsOf([0.9, 1, 1.1]);
    const found = await backBoundary(few.swept(GRID), 0.95, few.tester);
    expect(found.at).toMatchObject({ low: null, high: null, reason: "it takes six replications for an interval" });
    expect(found.at.value).toBeCloseTo(1, 1);
    const wide = runsOf([0.1, 1, 1, 1, 1, 1, 1, 1.2]);
    expect((await backBoundary(wide.swept(GRID), 0.95, wide.tester)).at.low).toBeNull();
  });

  it("is turned round where less of it keeps the system down", async () => {
    const { tester, swept } = runsOf([0.9, 0.95, 1, 1, 1, 1, 1.05, 1.1], { isReversed: true });
    const { at, side } = await backBoundary(swept(GRID), 0.95, tester);
    expect(side).toBe("to");
    expect(at.low!).toBeLessThan(at.value!);
    expect(at.value!).toBeLessThan(at.high!);
    expect(at.value!).toBeCloseTo(1, 1);
  });
});

it("has none where all come back, none does, or it is no boundary", async () => {
  const none = async (swept: readonly BoundaryTest[]) =>
    (await backBoundary(swept, 0.95, runsOf([9, 9, 9, 9, 9, 9]).tester)).at;
  const row = (...down: readonly number[]) => down.map((each, i) => ({ at: i, back: 8 - each, down: each, of: 8 }));
  expect(await none(row(0, 0, 1))).toMatchObject({ value: null, reason: "at no value swept do most runs stay down" });
  expect(await none(row(8, 8, 5))).toMatchObject({ value: null, reason: "at no value swept do most runs come back" });
  expect((await none(row(0, 8, 0))).reason).toContain("at some values beyond others");
});

it("stops where the budget is spent, with what it has", async () => {
  const { swept } = runsOf([0.9, 0.95, 1, 1, 1, 1, 1.05, 1.1]);
  const spent = { test: async () => null, between: (a: number, b: number) => (a + b) / 2 };
  const { at, tested } = await backBoundary(swept(GRID), 0.95, spent);
  expect(at).toMatchObject({ value: 1, low: 0.75, high: 1.25 });
  expect(tested).toHaveLength(GRID.length);
});
