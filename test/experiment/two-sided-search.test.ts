import fc from "fast-check";
import { expect, it } from "vitest";
import type { Verdict } from "../../src/analysis/findings/findings.js";
import { aim } from "../../src/experiment/precision/next-points.js";
import { type Axis, search, type Tested, wholeBetween } from "../../src/experiment/search/two-sided-search.js";

const PRECISION = 0.05;
const axis: Axis = {
  between: (low, high, wanted = Math.sqrt(low * high)) => wanted,
  width: (low, high) => (high / low - 1) / PRECISION,
  easier: (d) => (d > 1e-3 ? d / 2 : null),
  harder: (d) => (d < 1e4 ? d * 1.5 : null),
};
const endless = () => Number.POSITIVE_INFINITY;

/** Measured without noise, and with an interval that is so many times as wide as the distance from which it is sure. */
function judged(distance: number, doubt: number, withMargin: boolean): Tested {
  const margin = distance / doubt;
  const verdict: Verdict = Math.abs(margin) <= 1 ? "unknown" : margin > 0 ? "met" : "missed";
  return { verdict, margin: withMargin ? margin : null };
}

it("encloses any threshold between what is proven, as closely as asked, however wide the doubt", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0.1, max: 1000, noNaN: true }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.boolean(),
      async (threshold, doubt, start, withMargin) => {
        let tests = 0;
        const { met, missed, stopped } = await search(axis, [start], {
          test: async (d, effort) => {
            tests++;
            return judged(threshold - d, Math.max(1e-9, (threshold * doubt) / Math.sqrt(effort)), withMargin);
          },
          effortLeft: endless,
        });
        expect(stopped).toBe("narrow");
        expect(met).toBeLessThan(threshold);
        expect(missed).toBeGreaterThanOrEqual(threshold);
        expect(missed! / met! - 1).toBeLessThanOrEqual(PRECISION);
        expect(tests).toBeLessThan(80);
      },
    ),
  );
});

it("looks only between what is proven, however the verdicts jump: so no met above a missed is ever found", async () => {
  const margins = fc.infiniteStream(fc.double({ min: -3, max: 3, noNaN: true }));
  const demands = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(margins, demands, fc.boolean(), async (drawn, first, withMargin) => {
      let [met, missed, left] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 500];
      const found = await search(axis, first, {
        test: async (demand, effort) => {
          expect(demand).toBeGreaterThan(met);
          expect(demand).toBeLessThan(missed);
          left -= effort;
          const tested = judged(drawn.next().value ?? 0, 1, withMargin);
          if (tested.verdict === "met") met = demand;
          if (tested.verdict === "missed") missed = demand;
          return tested;
        },
        effortLeft: () => left,
      });
      expect(found.met ?? Number.NEGATIVE_INFINITY).toBe(met);
      expect(found.missed ?? Number.POSITIVE_INFINITY).toBe(missed);
    }),
  );
});

it("spends little where the verdict is clear: most of the effort goes to the two last looks", async () => {
  const efforts: number[] = [];
  const found = await search(axis, [100], {
    test: async (d, effort) => {
      efforts.push(effort);
      return judged(130 - d, 40 / Math.sqrt(effort), true);
    },
    effortLeft: endless,
  });
  expect(found.stopped).toBe("narrow");
  const all = efforts.reduce((sum, each) => sum + each, 0);
  const ideal = 2 * (40 / (130 * (PRECISION / 2))) ** 2; // Two looks, each just sure at half of what is asked.
  expect(all).toBeLessThan(5 * ideal);
});

it("ends, and says so, where one side is never proven or the budget is spent", async () => {
  const always = (verdict: Verdict) => ({ test: async () => ({ verdict, margin: null }), effortLeft: endless });
  expect(await search(axis, [1], always("met"))).toMatchObject({ missed: null, stopped: "end" });
  expect(await search(axis, [1], always("missed"))).toMatchObject({ met: null, stopped: "end" });
  let left = 50;
  const unsure = await search(axis, [1], {
    test: async () => (left-- > 0 ? { verdict: "unknown", margin: null } : null),
    effortLeft: endless,
  });
  expect(unsure).toEqual({ met: null, missed: null, stopped: "budget" });
});

it("stays within what the budget allows, and spends most of it where that is too little", async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 30, max: 3000, noNaN: true }), async (budget) => {
      let spent = 0;
      const found = await search(axis, [100], {
        test: async (d, effort) => {
          if (spent + effort > budget) return null;
          spent += effort;
          return judged(130 - d, 200 / Math.sqrt(effort), true);
        },
        effortLeft: () => budget - spent,
      });
      expect(found.stopped).toBe("budget");
      expect(spent).toBeGreaterThan(budget / 2);
    }),
  );
});

it("shares what is left between both ends, also where the harder one takes more than was thought", async () => {
  for (const costOf of [() => 1, (demand: number) => demand / 100]) {
    let left = 500;
    const efforts: number[] = [];
    const found = await search(axis, [100], {
      test: async (d, effort) => {
        left -= effort * costOf(d);
        efforts.push(effort);
        return judged(130 - d, 200 / Math.sqrt(effort), true);
      },
      effortLeft: (d) => left / costOf(d),
    });
    expect(found.met).toBeGreaterThan(100);
    expect(found.missed).not.toBeNull();
    expect(efforts.at(-1)).toBeGreaterThan(efforts.at(-2)! / 2);
    expect(left).toBeCloseTo(0, 6);
  }
});

it("aims at a straight line's ± 1.4 half-widths, and nowhere where the line does not fall", () => {
  const shots = [10, 20, 40].map((demand) => ({ demand, margin: (25 - demand) / 10, effort: 1 }));
  const near = aim(shots, 1);
  expect(near!.met).toBeCloseTo(25 - 14, 9);
  expect(near!.missed).toBeCloseTo(25 + 14, 9);
  expect(aim(shots, 4)!.met).toBeCloseTo(25 - 7, 9);
  const clear = [10, 20, 40].map((demand, i) => ({ demand, margin: [300, 0.5, -1.5][i]!, effort: 1 }));
  expect(aim(clear, 1)).toEqual(aim([{ ...clear[0]!, margin: 3 }, ...clear.slice(1)], 1)); // How far off is not known.
  expect(aim([shots[0]!], 1)).toBeNull();
  expect(
    aim(
      shots.map((shot) => ({ ...shot, margin: -shot.margin })),
      1,
    ),
  ).toBeNull();
  expect(
    aim(
      shots.map((shot) => ({ ...shot, margin: null })),
      1,
    ),
  ).toBeNull();
});

it("finds whole numbers strictly between, and none between neighbours", () => {
  expect([wholeBetween(3, 9), wholeBetween(3, 9, 20), wholeBetween(3, 9, -1), wholeBetween(3, 4)]).toEqual([
    6,
    8,
    4,
    null,
  ]);
});
