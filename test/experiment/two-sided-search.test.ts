import fc from "fast-check";
import { expect, it } from "vitest";
import type { Verdict } from "../../src/analysis/findings.js";
import { type Axis, search } from "../../src/experiment/two-sided-search.js";

const PRECISION = 0.05;
const axis: Axis = {
  between: (low, high, fine) => (high / low - 1 <= PRECISION / (fine ? 4 : 1) ? null : Math.sqrt(low * high)),
  isNarrow: (low, high) => high / low - 1 <= PRECISION,
  easier: (d) => (d > 1e-3 ? d / 2 : null),
  harder: (d) => (d < 1e4 ? d * 1.5 : null),
};

it("encloses any threshold between what is proven, as closely as asked, however wide the doubt", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0.1, max: 1000, noNaN: true }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      async (threshold, doubt, start) => {
        let tests = 0;
        const test = async (d: number, effort: number): Promise<Verdict> => {
          tests++;
          const zone = (threshold * doubt) / effort;
          if (Math.abs(d - threshold) < zone) return "unknown";
          return d < threshold ? "met" : "missed";
        };
        const { met, missed, stopped } = await search(axis, [start], test);
        expect(stopped).toBe("narrow");
        expect(met).toBeLessThan(threshold);
        expect(missed).toBeGreaterThanOrEqual(threshold);
        expect(missed! / met! - 1).toBeLessThanOrEqual(PRECISION);
        expect(tests).toBeLessThan(120);
      },
    ),
  );
});

it("ends, and says so, where one side is never proven or the budget is spent", async () => {
  expect(await search(axis, [1], async () => "met")).toMatchObject({ missed: null, stopped: "end" });
  expect(await search(axis, [1], async () => "missed")).toMatchObject({ met: null, stopped: "end" });
  let left = 50;
  const unsure = await search(axis, [1], async () => (left-- > 0 ? "unknown" : null));
  expect(unsure).toEqual({ met: null, missed: null, stopped: "budget" });
});
