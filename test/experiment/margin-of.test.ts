/** How sure a look is: by the objective nearest to being missed, if that is what decides. */
import { expect, it } from "vitest";
import type { VariantFindings, Verdict } from "../../src/analysis/findings/findings.js";
import { marginOf } from "../../src/experiment/precision/margin-of.js";
import { station } from "./ceiling-of.js";
import { studyOf } from "./study.js";

const [variant] = studyOf({
  "model.yaml": station({ objective: "latency: [mean < 100ms, p(95) < 50ms]" }),
}).variants;

function margin(verdict: Verdict, ...halfWidths: readonly number[]): number | null {
  const objectives = halfWidths.map((half) => ({ measured: { value: 40, low: 40 - half, high: 40 + half } }));
  return marginOf(variant, { objectives } as unknown as VariantFindings, verdict);
}

it("is the least of all", () => {
  expect(margin("met", 5, 5)).toBe(2); // Not 12.
  expect(margin("met", 40, 5)).toBe(1.5);
  expect(margin("unknown", 5, 20)).toBe(0.5);
});
it("leaves out an interval without a width", () => {
  expect(margin("met", 5, 0)).toBe(12);
  expect(margin("met", 0, 0)).toBeNull();
});
it("is none where something else decides", () => {
  expect(margin("missed", 5, 5)).toBeNull();
  expect(margin("unknown", 5, 5)).toBeNull();
  expect(margin("met", 5, 20)).toBeNull();
});
