/** Where a load that goes up makes a system fall, and from where on it is back: by hand, and over runs. */
import { expect, it } from "vitest";
import { medianOf, turns } from "../../src/analysis/figures/loop.js";

const branch = (...answered: readonly number[]) => answered.map((share, i) => ({ at: i + 1, answered: share }));

it("falls at the first load with less than half, and is back after the last", () => {
  const up = branch(1, 1, 0.9, 0.2, 0);
  const down = branch(1, 0.8, 0.1, 0).toReversed(); // From 4 to 1.
  expect(turns(up, down)).toEqual({ falls: 4, returns: 2 });
  expect(turns(up, branch(0, 0, 0, 0).toReversed())).toEqual({ falls: 4, returns: 0 });
  expect(turns(branch(1, 1, 1), branch(1, 1).toReversed())).toEqual({ falls: Infinity, returns: Infinity });
  expect(turns(up, branch(1, 0.2, 0.9, 0).toReversed()).returns).toBe(1); // Not where it falls again.
});

it("is the median of the runs, within the least and the largest of eight", () => {
  const why = (median: number) => `none: ${median}`;
  expect(medianOf([4, 4, 4, 5, 5, 5, 5, 6], 0.95, why)).toEqual({ value: 5, low: 4, high: 6 });
  expect(medianOf([4, 5, 5], 0.95, why)).toMatchObject({ value: 5, low: null, reason: expect.stringContaining("six") });
  expect(medianOf(Array(8).fill(Infinity), 0.95, why)).toMatchObject({ value: null, reason: "none: Infinity" });
  expect(medianOf([...Array(7).fill(4), Infinity], 0.95, why)).toEqual({ value: 4, low: 4, high: null });
  expect(medianOf(Array(8).fill(0), 0.95, why).reason).toBe("none: 0");
});
