import fc from "fast-check";
import { expect, it } from "vitest";
import { judge, margin } from "../../src/analysis/verdicts/verdict.js";

it("is above 1 where the verdict is met, below −1 where it is missed, and between where it is unknown", () => {
  const width = fc.double({ min: 0.01, max: 10, noNaN: true });
  fc.assert(
    fc.property(width, width, fc.double({ min: -50, max: 50, noNaN: true }), fc.constantFrom("<", ">"), (...given) => {
      const [below, above, value, comparison] = given;
      const estimate = { value, low: value - below, high: value + above };
      const sure = margin(estimate, comparison, 3)!;
      const verdict = judge(estimate, comparison, 3);
      fc.pre(Math.abs(Math.abs(sure) - 1) > 1e-9);
      expect(verdict).toBe(sure > 1 ? "met" : sure < -1 ? "missed" : "unknown");
    }),
  );
});

it("is none without an interval, or of one without a width", () => {
  expect(margin({ value: 1, low: null, high: null, reason: "one replication" }, "<", 2)).toBeNull();
  expect(margin({ value: 1, low: 1, high: 1 }, "<", 2)).toBeNull();
});
