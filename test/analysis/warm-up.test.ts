import { expect, it } from "vitest";
import { averageSeries, slopePerBin } from "../../src/analysis/series.js";
import { warmUpEnd } from "../../src/analysis/warm-up.js";
import { numberInQueue, uniforms } from "./generator.js";

it("cuts where a step ends", () => {
  const uniform = uniforms(3);
  const series = Array.from({ length: 500 }, (_, i) => (i < 100 ? 5 : 1) + uniform() / 10);
  expect(warmUpEnd(series)).toBe(100);
});

it("cuts nothing from noise, and nothing from a constant", () => {
  const uniform = uniforms(4);
  expect(warmUpEnd(Array.from({ length: 1000 }, uniform))).toBeLessThan(200);
  expect(warmUpEnd(new Array(200).fill(7))).toBe(0);
});

it("is too short for a trend, and for a handful of values", () => {
  expect(warmUpEnd(Array.from({ length: 500 }, (_, i) => i))).toBe("too short");
  expect(warmUpEnd([1, 2, 3])).toBe("too short");
});

it("finds the filling of an M/M/1 at ρ = 0.9 in the mean of 20 replications", () => {
  const uniform = uniforms(6);
  const runs = Array.from({ length: 20 }, () =>
    numberInQueue({ utilisation: 0.9, servers: 1, time: 40_000, bins: 1000 }, uniform),
  );
  const cut = warmUpEnd(averageSeries(runs)) as number;
  const relaxationBins = 1 / (1 - Math.sqrt(0.9)) ** 2 / 40;
  expect(cut).toBeGreaterThan(0);
  expect(cut).toBeLessThan(20 * relaxationBins);
});

it("averages as far as all replications go", () => {
  expect(
    averageSeries([
      [1, 2, 9],
      [3, 4],
    ]),
  ).toEqual([2, 3]);
  expect(averageSeries([])).toEqual([]);
});

it("slope", () => {
  expect(slopePerBin([1, 3, 5, 7])).toBeCloseTo(2, 12);
  expect(slopePerBin([4])).toBeNaN();
});
