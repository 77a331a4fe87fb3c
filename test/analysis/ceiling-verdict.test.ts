import { expect, it } from "vitest";
import type { Estimate } from "../../src/analysis/findings/findings.js";
import { ceilingVerdict } from "../../src/analysis/verdicts/difference-verdict.js";

const from = (low: number | null, high: number | null): Estimate => ({ value: null, low, high, reason: "of a test" });

it("is better or worse only where the intervals lie apart, and not proven where an end is missing", () => {
  expect(ceilingVerdict(from(10, 20), from(20, 30))).toBe("better");
  expect(ceilingVerdict(from(20, 30), from(10, 20))).toBe("worse");
  expect(ceilingVerdict(from(10, 21), from(20, 30))).toBe("not proven");
  expect(ceilingVerdict(from(10, 20), from(10, 20))).toBe("not proven");
  expect(ceilingVerdict(from(20, 20), from(20, 20))).toBe("not proven");
  expect(ceilingVerdict(from(20, 20), from(21, 21))).toBe("better");
  expect(ceilingVerdict(from(null, 20), from(30, null))).toBe("better");
  expect(ceilingVerdict(from(30, null), from(null, 20))).toBe("worse");
  expect(ceilingVerdict(from(10, null), from(20, 30))).toBe("not proven");
  expect(ceilingVerdict(from(10, 20), from(null, 30))).toBe("not proven");
});
