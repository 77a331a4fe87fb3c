import fc from "fast-check";
import { expect, it } from "vitest";
import type { CeilingFindings } from "../../src/analysis/findings/ceiling-findings.js";
import type { Estimate, Verdict } from "../../src/analysis/findings/findings.js";
import { ceilingCaption } from "../../src/charts/ceiling/caption.js";
import { ceilingChart } from "../../src/charts/ceiling/ceiling.js";
import { knobSearch, search } from "./ceiling-fixture.js";
import { expectSound, parse } from "./svg.js";

it("is as it was", () => expect(ceilingChart(search)).toMatchFileSnapshot("golden/ceiling.svg"));

it("the title says what is proven, and no more", () => {
  const title = (change: Partial<CeilingFindings>) => ceilingCaption({ ...search, ...change }).title;
  expect(title({})).toBe("Met up to 190/s, missed at 205/s: 1.27 to 1.37 times the expected peak");
  const [low, high] = [search.ceiling.low, search.ceiling.high];
  const openAbove = { value: null, low, high: null };
  expect(title({ ceiling: openAbove })).toBe("Objectives met up to 190/s; higher loads were tried and are undecided");
  const upTo = search.probes.filter(({ at }) => at <= low!);
  expect(title({ ceiling: openAbove, probes: upTo })).toBe("Objectives met at the highest load tried, 190/s");
  expect(title({ ceiling: { value: null, low: null, high } })).toMatch(/^Objectives missed from 205\/s on; no load/);
  expect(title({ ceiling: { value: null, low: null, high: null } })).toMatch(/^No load tried is proven/);
  const knobTitle = (value: number | null, low: number | null) =>
    ceilingCaption({ ...knobSearch, ceiling: { value, low, high: value } }).title;
  expect(knobTitle(null, 9)).toMatch(/: no value tried is proven to meet the objectives$/);
  expect(knobTitle(9, null)).toMatch(/: 9 is enough; smaller ones are undecided$/);
  expect(knobTitle(9, 9)).toMatch(/: 9 is enough$/);
  expect(ceilingCaption(knobSearch).title).toMatch(/connections: the smallest value that is enough lies from 7 to 9$/);
});

/** Where marks, ends and band stand, in pixels. */
function marksOf(found: CeilingFindings) {
  const svg = parse(ceilingChart(found));
  const numbers = (selector: string, name: string) =>
    [...svg.querySelectorAll(selector)].map((each) => Number(each.getAttribute(name)));
  const lines = (tone: string) =>
    [...svg.querySelectorAll(`path.s-${tone}[stroke-width="1.5"]`)].map((each) =>
      Number(/^M([\d.]+)/.exec(each.getAttribute("d")!)![1]),
    );
  return {
    met: numbers("circle.f-good", "cx"),
    unknown: numbers("circle.f-paper", "cx"),
    crosses: svg.querySelectorAll("path.s-bad[stroke-width='2.5']").length,
    band: [numbers("rect.f-busy", "x"), numbers("rect.f-busy", "width")].map(([first]) => first),
    ends: { good: lines("good"), bad: lines("bad"), expected: lines("ink") },
  };
}

it("a mark's shape says its verdict, and the band lies between the ends that are proven", () => {
  const { met, unknown, crosses, band, ends } = marksOf(search);
  expect([met.length, unknown.length, crosses]).toEqual([3, 3, 3]);
  expect(ends).toEqual({ good: [band[0]], bad: [expect.closeTo(band[0] + band[1], 1)], expected: [met[0]] });
  expect(met[2]).toBe(band[0]); // The load that is proven to meet them was looked at.
  for (const x of unknown) expect(x > band[0] && x < band[0] + band[1]).toBe(true);
});

it("of a value the lower end misses; where nothing was seen to miss, it is not said", () => {
  const { ends } = marksOf(knobSearch);
  expect(ends.bad[0]).toBeLessThan(ends.good[0]);
  const enough = { ...knobSearch, ceiling: { value: 1, low: 1, high: 1 }, beyond: null };
  expect(marksOf(enough)).toMatchObject({ band: [undefined, undefined], ends: { bad: [] } });
  expect(ceilingCaption(enough).subtitle).not.toContain("Band");
});

it("the axis is logarithmic where the search came far", () => {
  const of = (ats: readonly number[]) => marksOf({ ...search, probes: ats.map((at) => ({ ...search.probes[0], at })) });
  const far = of([10, 100, 1000]).met;
  expect(far[1] - far[0]).toBeCloseTo(far[2] - far[1], 1);
});

const number = fc.oneof(fc.double(), fc.constant(null), fc.double({ min: 0.1, max: 1e4, noNaN: true }));
const estimate: fc.Arbitrary<Estimate> = fc.record({ value: number, low: number, high: number });
const verdict = fc.constantFrom<Verdict>("met", "missed", "unknown");

it("is sound for findings of any kind, bugs included", () => {
  const looks = fc.array(fc.record({ at: fc.double(), verdict }), { maxLength: 20 });
  fc.assert(
    fc.property(looks, estimate, fc.option(estimate), number, (probes, ceiling, headroom, expected) => {
      for (const base of [search, knobSearch]) {
        const [look] = base.probes;
        const seen = probes.map((each) => ({ ...look, ...each }));
        expectSound(ceilingChart({ ...base, probes: seen, ceiling, headroom, expected }));
      }
    }),
    { numRuns: 25 },
  );
});
