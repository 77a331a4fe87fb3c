import { describe, expect, it } from "vitest";
import { averageSeries, slopePerBin } from "../../src/analysis/statistics/series.js";
import { warmUpEnd } from "../../src/analysis/steadiness/warm-up.js";
import { warmUpLeft } from "../../src/analysis/steadiness/warm-up-left.js";
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

describe("warm-up left in a window", () => {
  const uniform = uniforms(9);
  const runs = (falling: number): number[][] =>
    Array.from({ length: 8 }, () => Array.from({ length: 60 }, (_, bin) => uniform() + falling * Math.exp(-bin / 5)));

  it("is found where all replications begin alike, and differently from how they go on", () => {
    const left = warmUpLeft(runs(3));
    expect(left).toBeGreaterThan(5);
    expect(left).toBeLessThan(30);
  });
  it("is half of it at least where all of it warms up", () => {
    const all = Array.from({ length: 8 }, () => Array.from({ length: 60 }, (_, bin) => uniform() - bin));
    expect(warmUpLeft(all)).toBe(30);
  });
  it("is hardly ever found in noise", () => {
    const found = Array.from({ length: 300 }, () => warmUpLeft(runs(0))).filter((left) => left !== null);
    expect(found.length).toBeLessThan(10);
  });
  it("cannot be told from one replication", () => expect(warmUpLeft(runs(3).slice(0, 1))).toBe(null));
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
