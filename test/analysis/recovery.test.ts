import { expect, it } from "vitest";
import { type Course, recovery } from "../../src/analysis/figures/recovery.js";

const grid = { startMs: 0, binMs: 1000 };
const spike = { fromMs: 10_000, toMs: 15_000 };
/** Ten bins before, five of the spike, then so many slow ones; 30 in all. */
const course = (slow: number, change: Partial<Record<number, number | null>> = {}): Course => ({
  latencyMs: Array.from({ length: 30 }, (_, bin) =>
    change[bin] !== undefined ? change[bin]! : bin < 10 || bin >= 15 + slow ? 5 : 50,
  ),
  errorRate: Array.from({ length: 30 }, () => 0),
});
const of = (...courses: Course[]) => recovery(courses, grid, spike, 0.95);

it("is the time from the spike's end to the first bin of those that stay", () => {
  const { timeMs, recovered, levelMs } = of(course(3), course(3), course(3));
  expect(timeMs).toEqual({ value: 3000, low: 2000, high: 3000 }); // One bin earlier, perhaps.
  expect([recovered, levelMs]).toEqual([3, 5]);
});
it("has Student's interval over the replications, and a bin more below", () => {
  const { value, low, high } = of(course(2), course(4)).timeMs;
  expect(value).toBe(3000);
  expect(high! - 3000).toBeCloseTo(12706.2, 0); // t₁ × 1000.
  expect(low).toBe(0);
});
it("a lucky bin is not yet recovered, an unlucky one before the spike sets the level", () => {
  expect(of(course(6, { 16: 5, 17: 4 }), course(6)).timeMs.value).toBe(6000);
  expect(of(course(6, { 3: 60 }), course(6)).timeMs.value).toBe(0);
});
it("says in how many it did not recover, and then no number", () => {
  const { timeMs, recovered } = of(course(2), course(15), course(13));
  expect(timeMs).toMatchObject({ value: null, reason: "not within the horizon in 2 of 3 replications" });
  expect(recovered).toBe(1);
});
it("failing is no recovery, and neither is no answer; a bin in which nothing came is", () => {
  const failing = { ...course(0), errorRate: course(0).latencyMs.map((_, bin) => (bin === 18 ? 0.1 : 0)) };
  expect(of(failing, failing).timeMs.value).toBe(4000);
  expect(of(course(0, { 18: null }), course(0)).timeMs.value).toBe(2000);
  const idle = course(0, { 18: null });
  const quiet = { ...idle, errorRate: idle.errorRate.map((rate, bin) => (bin === 18 ? null : rate)) };
  expect(of(quiet, quiet).timeMs.value).toBe(0);
});
it("refuses where the level before, or anything after, is not known", () => {
  expect(recovery([course(1)], grid, spike, 0.95).timeMs.reason).toBe(
    "too little time before it to know the level from",
  );
  expect(recovery([course(1), course(1)], grid, { fromMs: 10_000, toMs: 28_500 }, 0.95).timeMs.reason).toBe(
    "the run ends too soon after it",
  );
});
