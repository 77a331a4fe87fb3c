/** How a load is borne, and how far a variant goes, by hand. */
import { expect, it } from "vitest";
import type {
  Estimate,
  Findings,
  LoadFindings,
  VariantFindings,
  Verdict,
} from "../../src/analysis/findings/findings.js";
import { bears, firstGrowing, reachOf, steady } from "../../src/charts/load/points.js";
import { semiFinal } from "./stages.js";

const around = (value: number, half = 0): Estimate => ({ value, low: value - half, high: value + half });
const point = (offeredLoad: number, more: Partial<LoadFindings> = {}): LoadFindings =>
  ({
    offeredLoad,
    growing: false,
    goodput: around(offeredLoad),
    errorRate: around(0),
    p99Ms: around(9),
    ...more,
  }) as LoadFindings;

it.each<[string, Partial<LoadFindings>, Verdict]>([
  ["what is answered", {}, "met"],
  ["what grows", { growing: true }, "missed"],
  ["what is never answered well", { goodput: around(0) }, "missed"],
  ["what always fails", { goodput: around(0, 0.1), errorRate: around(1) }, "missed"],
  ["what too short a run did not see answered", { goodput: around(0, 0.1) }, "unknown"],
  ["what fails too often", { errorRate: around(0.2, 0.1) }, "missed"],
  ["what may fail too often", { errorRate: around(0.06, 0.05) }, "unknown"],
])("%s", (_, more, verdict) => expect(bears(point(100, more), null, 0.05)).toBe(verdict));

it("goes as far as there is no load below that it does not bear, over those that cannot be told", () => {
  const [first] = semiFinal().variants;
  const reach = (...load: readonly LoadFindings[]) =>
    reachOf({ ...semiFinal(), variants: [{ ...first, objectives: [], load }] } as Findings, 0);
  const [grows, open] = [{ growing: true }, { goodput: around(0, 0.1) }];
  expect(reach(point(1), point(2, grows), point(3))).toMatchObject({ held: 1, broken: 2, isOpen: false });
  expect(reach(point(1), point(2, open), point(3), point(4, grows))).toMatchObject({ held: 3, broken: 4 });
  expect(reach(point(1, grows), point(2))).toMatchObject({ held: null, broken: 1, isBrokenAtOnce: true });
  expect(reach(point(1), point(2, open))).toMatchObject({ held: 1, broken: null, isOpen: true });
});

it("is steady before the first load at which the queue grew, whatever a higher one seems to do", () => {
  const load = [point(1), point(2), point(3, { growing: true }), point(4)];
  const swept = (of: readonly LoadFindings[]) => ({ load: of }) as VariantFindings;
  expect(steady(swept(load))).toEqual(load.slice(0, 2));
  expect(firstGrowing(swept(load))).toBe(load[2]);
  expect(steady(swept(load.slice(0, 2)))).toEqual(load.slice(0, 2));
  expect(firstGrowing(swept(load.slice(0, 2)))).toBeNull();
});
