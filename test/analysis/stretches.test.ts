import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretches } from "../../src/analysis/statistics/stretches.js";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** Every way to cut so many bins. */
function cuts(bins: number): number[][] {
  if (bins === 0) return [[]];
  return Array.from({ length: bins }, (_, i) => cuts(bins - i - 1).map((rest) => [i + 1, ...rest])).flat();
}

function costOf(sizes: readonly number[], lengths: readonly number[], needed: number): number {
  let from = 0;
  return sum(
    lengths.map((length) => {
      const samples = sum(sizes.slice(from, from + length));
      from += length;
      return samples < needed ? Number.POSITIVE_INFINITY : samples * length;
    }),
  );
}

describe("bins taken together until each has the samples it takes", () => {
  it.each([
    ["each has enough", [10, 20, 10], 10, [1, 1, 1]],
    ["pairs", [5, 5, 5, 5], 10, [2, 2]],
    ["the last goes with those before it", [5, 5, 5], 10, [3]],
    ["a spike stays by itself between quiet minutes", [3, 3, 3, 3, 3, 50, 60, 3, 3, 3, 3], 10, [5, 1, 1, 4]],
    ["empty bins too", [0, 12, 0, 0, 12], 10, [4, 1]],
    ["the whole window", [3, 3, 4], 10, [3]],
    ["all together are too few", [3, 3], 10, [1, 1]],
    ["no bins", [], 10, []],
  ])("%s", (_, sizes, needed, lengths) => expect(stretches(sizes, needed)).toEqual(lengths));

  it("is the best of all cuts", () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat(12), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 20 }),
        (sizes, needed) => {
          const found = stretches(sizes, needed);
          const best = Math.min(...cuts(sizes.length).map((lengths) => costOf(sizes, lengths, needed)));
          expect(sum(found)).toBe(sizes.length);
          if (sum(sizes) >= needed) expect(costOf(sizes, found, needed)).toBe(best);
          else expect(found).toEqual(sizes.map(() => 1));
        },
      ),
    ));

  it("is quick for as many bins as there may be", () => {
    const lengths = stretches(Array(20_000).fill(1), 1000);
    expect(lengths).toHaveLength(20);
  });
});
