/** How long a queue of messages takes to drain, by hand: bins of 1 s, a cause from 10 s to 30 s. */
import { expect, it } from "vitest";
import { drainOf } from "../../src/analysis/figures/drain.js";

const grid = { startMs: 0, binMs: 1000 };
const spike = { fromMs: 10_000, toMs: 30_000 };
const drain = (...depths: number[][]) => drainOf(depths, grid, spike, 0.95);

/** At the end of each second: what comes above what leaves fills it for 20 s, then it drains. */
const fluid = (more: number, less: number, seconds = 90): number[] =>
  Array.from({ length: seconds }, (_, bin) => {
    const atS = bin + 1;
    return atS <= 10 ? 0 : Math.max(0, atS <= 30 ? more * (atS - 10) : 20 * more - less * (atS - 30));
  });

it.each([
  [540, 400, 300, 28],
  [900, 478, 300, 47.416],
  [120, 100, 60, 10],
  [101, 100, 99.5, 40],
])(
  "of a queue to which %d/s come for 20 s, %d/s leave and then %d/s come is the fluid's, %d s",
  (peak, out, then, s) => {
    const { timeMs, recovered } = drain(fluid(peak - out, out - then), fluid(peak - out, out - then));
    expect(timeMs.value! / 1000).toBeCloseTo(s, 2); // Within a bin, since it goes on as it did.
    expect(recovered).toBe(2);
  },
);

it("is none of a queue that never grew, or had drained before the end", () => {
  const early = fluid(100, 100).map((depth, bin) => (bin >= 25 ? 0 : depth));
  expect(drain(fluid(0, 1), early, fluid(0, 1)).timeMs.value).toBe(0);
});

it("has Student's interval over the replications", () => {
  const { timeMs, eachMs } = drain(fluid(100, 100), fluid(100, 50));
  expect(eachMs).toEqual([20_000, 40_000]);
  expect(timeMs.value).toBe(30_000);
  expect(timeMs.high! - 30_000).toBeCloseTo(127_062, 0); // t₁ × 10 s.
});

it("ends at the mean level before, not at nothing, and at the first time", () => {
  const busy = fluid(100, 100).map((depth, bin) => depth + [5, 40, 20][bin % 3]!);
  const { timeMs } = drain(busy, busy);
  expect(timeMs.value! / 1000).toBeGreaterThan(19.5);
  expect(timeMs.value! / 1000).toBeLessThan(20.5);
});

it("begins where a queue grows soon after the end, of what another queue hands on", () => {
  const late = fluid(0, 1).map((_, bin) => (bin >= 32 && bin < 40 ? 50 : 0));
  expect(drain(late, late).timeMs.value).toBe(11_000);
});

it("is unknown where it does not drain in every replication, and says in how many", () => {
  const filling = fluid(100, -1);
  expect(drain(fluid(100, 100), filling).timeMs).toMatchObject({
    value: null,
    low: null,
    reason: "not within the horizon in 1 of 2 replications",
  });
  expect(drain(filling, filling).timeMs).toMatchObject({ value: null, low: 57_000 }); // Longer than was watched.
});

it("is refused without a level before, or with too little after", () => {
  expect(drainOf([fluid(1, 1)], grid, spike, 0.95).timeMs.reason).toContain("too little time before");
  expect(drain(fluid(1, 1, 32), fluid(1, 1, 32)).timeMs.reason).toContain("ends too soon");
});
