/** Gains, burdens and verdicts of changes, by hand. */
import { expect, it } from "vitest";
import { burdenOf, gainOf, savedOf } from "../../src/analysis/verdicts/change-score.js";
import { gainVerdict } from "../../src/analysis/verdicts/difference-verdict.js";

it("halving is the same gain as doubling what should be more, and has a bound", () => {
  expect(gainOf(0.5, "less")).toBeCloseTo(Math.log(2), 12);
  expect(gainOf(2, "more")).toBeCloseTo(Math.log(2), 12);
  expect(gainOf(2, "less")).toBeCloseTo(-Math.log(2), 12);
  expect(gainOf(0, "less")).toBe(Math.log(100));
  expect(gainOf(3 / 0, "less")).toBe(-Math.log(100)); // Errors where there were none.
  expect(gainOf(0 / 0, "less")).toBe(0);
});

it("doubling all cores doubles the burden, and a cache counts as a core", () => {
  expect(burdenOf(2, {}, 8)).toBe(2);
  expect(burdenOf(2, { cores: 8, replicas: 2 }, 8)).toBe(4);
  expect(burdenOf(3, { caches: 1, queues: 1 }, 8)).toBe(3.75);
});

it("what is taken away makes no burden less, and is saved as a share of all there is", () => {
  expect(burdenOf(2, { cores: -4, caches: 1 }, 8)).toBe(2);
  expect(savedOf(2, { cores: -4 }, 8)).toBe(0.25);
  expect(savedOf(1, { cores: -4, caches: 1, queues: 1 }, 8)).toBe(0.25);
  expect(savedOf(1, { cores: 4 }, 8)).toBe(0);
  expect(savedOf(1, {}, 8)).toBe(0); // A setting.
});

it("the interval decides what gains", () => {
  const judged = (value: number, low: number, high: number) => gainVerdict({ value, low, high }, "less");
  expect(judged(-0.3, -0.4, -0.2)).toBe("gains");
  expect(judged(-0.3, -0.7, 0.1)).toBe("not proven");
  expect(judged(-0.005, -0.015, 0.021)).toBe("not proven");
  expect(judged(-0.005, -0.015, 0.019)).toBe("nothing");
  expect(judged(-0.01, -0.015, -0.005)).toBe("nothing"); // Proven, and too small to matter.
  expect(judged(0.3, 0.2, 0.4)).toBe("worse");
  expect(gainVerdict({ value: 0.3, low: 0.2, high: 0.4 }, "more")).toBe("gains");
  expect(gainVerdict({ value: null, low: null, high: null }, "less")).toBe("unknown");
});
