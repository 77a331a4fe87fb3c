import { describe, expect, it } from "vitest";
import { mean, variance } from "../../src/analysis/statistics/moments.js";
import {
  goalOf,
  lengthEachMs,
  measuredRelaxation,
  relaxationOf,
  timesAsLong,
  warmUpAtLeastMs,
} from "../../src/analysis/steadiness/run-until.js";
import { relaxationTime, settlingTime } from "../../src/analysis/theory/run-length.js";
import { numberInQueue, uniforms } from "./generator.js";

describe("measured relaxation", () => {
  // 2 (1 + ρ) ÷ (1 + √ρ)² relaxation times; forty replications know a variance to 22 %.
  for (const rho of [0.5, 0.8])
    it(`of M/M/1 at ρ = ${rho} is the relaxation time of theory`, () => {
      const uniform = uniforms(11);
      const theory = relaxationTime(rho, 1);
      const length = 100 * theory;
      const runs = Array.from({ length: 40 }, () => {
        const numbers = numberInQueue(
          { utilisation: rho, servers: 1, time: length, bins: Math.ceil(length * 4) },
          uniform,
        );
        return { mean: mean(numbers), variance: variance(numbers) };
      });
      const measured = measuredRelaxation(runs, length);
      const expected = ((2 * (1 + rho)) / (1 + Math.sqrt(rho)) ** 2) * theory;
      expect(measured / expected).toBeGreaterThan(0.6);
      expect(measured / expected).toBeLessThan(1.6);
    });

  it("is nothing where nothing varies", () => {
    const constant = { mean: 2, variance: 0 };
    expect(measuredRelaxation([constant, constant], 100)).toBe(0);
  });

  it("is that of theory at least, and longer where a queue that theory does not see was measured", () => {
    expect(relaxationOf(10, { relaxationMs: 500, slowestMs: 1 })).toBe(500);
    expect(relaxationOf(10, { relaxationMs: 4, slowestMs: 1 })).toBe(10);
  });

  it("of what never waits is nothing: M/G/∞ remembers two mean service times", () =>
    expect(relaxationOf(2.5, { relaxationMs: 0, slowestMs: 1 })).toBe(0));
});

describe("length", () => {
  it("is shared by the replications, but each is a hundred relaxation times long", () => {
    const queue = { relaxationMs: 1, slowestMs: 1 };
    expect(lengthEachMs("answer", queue, 20)).toBe(240);
    expect(lengthEachMs("answer", queue, 1000)).toBe(100);
    expect(lengthEachMs("firstLook", queue, 20)).toBe(40);
  });
  it("is twenty-five times what is slowest, after a warm-up of five", () => {
    const slow = { relaxationMs: 1, slowestMs: 100 };
    expect(lengthEachMs("answer", slow, 20)).toBe(2500);
    expect(warmUpAtLeastMs(slow)).toBe(500);
  });
  it("grows with the square of how much too wide the intervals are, and from then on by a half at least", () => {
    expect(timesAsLong([0.1, 0.2], 0.1, "first") / timesAsLong([0.1], 0.1, "first")).toBeCloseTo(4, 12);
    expect(timesAsLong([0.101], 0.1, "next")).toBe(1.5);
    expect(timesAsLong([0.101], 0.1, "first")).toBeCloseTo(1.3 * 1.01 ** 2, 12);
    expect(timesAsLong([Infinity], 0.1, "next")).toBe(Infinity);
  });
  it("an error of 5 % of the truth is 4.76 % of an estimate that is 5 % too high", () =>
    expect(goalOf(0.05)).toBeCloseTo(0.05 / 1.05, 12));
});

/** The slowest of the modes in which a birth-death process forgets where it was, by power iteration. */
function slowestMode(lambda: number, mu: number, places: number): number {
  const step = 1 / (2 * (lambda + mu));
  const rho = lambda / mu;
  const stationary = Array.from({ length: places + 1 }, (_, n) => rho ** n);
  const total = stationary.reduce((a, b) => a + b);
  let f = stationary.map((_, n) => n - places / 2); // A function of the state, on which the generator acts.
  let shrinks = 1;
  for (let i = 0; i < 20_000; i++) {
    const mean = f.reduce((sum, value, n) => sum + value * stationary[n]!, 0) / total;
    const from = f.map((value) => value - mean);
    const size = Math.hypot(...from);
    f = from.map((value, n) => {
      const up = n < places ? lambda * (from[n + 1]! - value) : 0;
      const down = n > 0 ? mu * (from[n - 1]! - value) : 0;
      return (value + step * (up + down)) / size;
    });
    shrinks = Math.hypot(...f);
  }
  return step / (1 - shrinks);
}

describe("M/M/1 with room for K to wait", () => {
  it("below its capacity remembers as its slowest mode", () => {
    for (const [rho, room] of [
      [0.5, 5],
      [0.9, 10],
      [0.99, 30],
    ] as const)
      expect(settlingTime(rho, 0.1, room) / slowestMode(rho * 0.1, 0.1, room + 1)).toBeCloseTo(1, 3);
  });
  it("above it, fills up first", () => {
    expect(settlingTime(1.05, 0.1, 1000)).toBeCloseTo(1000 / 0.005, 6);
    expect(settlingTime(1, 0.1, 300) / (300 ** 2 / Math.PI ** 2 / 0.1)).toBeCloseTo(1, 1);
    expect(settlingTime(1, 0.1, 300) / slowestMode(0.1, 0.1, 301)).toBeCloseTo(1, 2);
    expect(settlingTime(2, 0.1, 0)).toBeCloseTo(1 / (0.1 + 0.2), 6); // No room: busy or idle, and no more.
  });
});
