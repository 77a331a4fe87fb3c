/** Inversion: constant gaps of Λ put arrival n exactly where the integrated rate Λ(t) reaches n. */
import { describe, expect, it } from "vitest";
import { PiecewiseRate } from "../../src/components/traffic/rate-profile.js";
import { compile } from "../../src/model/wiring/compile.js";
import { endpoint, expectLawful, modelOf, simulate } from "../simulate.js";

const SECOND = 1000;

const model = (rate: string, arrivals = "constant"): string => `
version: 1
traffic: { users: { rate: ${rate}, arrivals: ${arrivals}, to: web.page } }
parts: { web: { type: service, endpoints: { page: [] } } }`;

/** Arrivals in each second. */
const perSecond = (text: string, seconds: number, seed = "test"): readonly number[] =>
  endpoint(simulate(text, { durationMs: seconds * SECOND, binMs: SECOND, coolDownMs: 0, seed }), "web.page")
    .arrivalsByBin;

/** Arrivals of each second are the whole numbers that Λ passes in it; the half in doubt is the one that falls on its edge. */
function expectCounts(counts: readonly number[], areaUntil: (second: number) => number): void {
  let sum = 0;
  counts.forEach((count, second) => {
    sum += count;
    expect(Math.abs(sum - areaUntil(second + 1)), `Λ(${second + 1} s)`).toBeLessThanOrEqual(1);
  });
}

it("a constant rate", () => expect(perSecond(model("40/s"), 5)).toEqual([39, 40, 40, 40, 40])); // The one at 1 s exactly is the second bin's.

describe("expected counts of", () => {
  it("steps", () => {
    const rate =
      "{ profile: [{ at: 0, rate: 100/s }, { at: 2s, rate: 300/s }, { at: 3500ms, rate: 0/s }, { at: 5s, rate: 50/s }] }";
    expectCounts(
      perSecond(model(rate), 7),
      (t) => 100 * Math.min(t, 2) + 300 * clamp(t - 2, 0, 1.5) + 50 * clamp(t - 5, 0, Infinity),
    );
  });

  it("ramps", () => {
    const rate =
      "{ profile: [{ at: 1s, rate: 100/s }, { at: 3s, rate: 500/s, ramp: true }, { at: 7s, rate: 0/s, ramp: true }] }";
    const area = (t: number): number => {
      const [up, down] = [clamp(t - 1, 0, 2), clamp(t - 3, 0, 4)];
      return 100 * Math.min(t, 1) + 100 * up + 100 * up ** 2 + 500 * down - 62.5 * down ** 2;
    };
    expectCounts(perSecond(model(rate), 9), area);
  });

  it("a ramp up from nothing", () => {
    const rate = "{ profile: [{ at: 0, rate: 0/s }, { at: 4s, rate: 400/s, ramp: true }] }";
    expectCounts(perSecond(model(rate), 4), (t) => 50 * t ** 2);
  });

  it("spikes", () => {
    const rate =
      "{ base: 50/s, spikes: [{ at: 1s, rate: 450/s, lasts: 2s, rise: 1s, fall: 2s }, { at: 8s, rate: 150/s, lasts: 1s }] }";
    const area = (t: number): number => {
      const [rise, fall] = [clamp(t - 1, 0, 1), clamp(t - 4, 0, 2)];
      return (
        50 * t + 200 * rise ** 2 + 400 * clamp(t - 2, 0, 2) + 400 * fall - 100 * fall ** 2 + 100 * clamp(t - 8, 0, 1)
      );
    };
    expectCounts(perSecond(model(rate), 10), area);
  });

  it("a wave", () => {
    const rate = "{ wave: { mean: 300/s, swing: 200/s, period: 6s } }";
    expectCounts(
      perSecond(model(rate), 12),
      (t) => 300 * t + ((200 * 6) / (2 * Math.PI)) * (1 - Math.cos((2 * Math.PI * t) / 6)),
    );
  });

  it("a wave that would go below nothing stays at nothing", () => {
    const counts = perSecond(model("{ wave: { mean: 0/s, swing: 100/s, period: 10s } }"), 10);
    expect(counts.slice(6)).toEqual([0, 0, 0, 0]);
    expect(counts.reduce((a, b) => a + b)).toBeCloseTo((2 * 100 * 10) / (2 * Math.PI), -1);
  });
});

describe("a trace of counts", () => {
  const counts = [120, 0, 340, 80, 999, 1, 0, 60];
  const trace = (scale: string, arrivals: string): string =>
    model(`{ trace: minutes.csv, counts: [${counts}], every: 1s, scale: ${scale} }`, arrivals);

  it("is reproduced row by row", () =>
    expectCounts(perSecond(trace("100%", "constant"), 8), (t) => sum(counts.slice(0, t))));
  it("is scaled", () => expectCounts(perSecond(trace("5%", "constant"), 8), (t) => 0.05 * sum(counts.slice(0, t))));

  it("is reproduced within the error of a Poisson process", () => {
    const replications = 40;
    const found = counts.map(() => 0);
    for (let seed = 0; seed < replications; seed++)
      perSecond(trace("100%", "poisson"), 8, `${seed}`).forEach((n, row) => {
        found[row]! += n;
      });
    counts.forEach((count, row) => {
      const expected = replications * count;
      expect(Math.abs(found[row]! - expected), `row ${row}`).toBeLessThanOrEqual(4.5 * Math.sqrt(expected));
    });
  });
});

it("Poisson counts are as spread as they are large", () => {
  const counts = Array.from({ length: 50 }, (_, seed) => perSecond(model("20/s", "poisson"), 40, `${seed}`)).flat();
  const mean = sum(counts) / counts.length;
  const variance = sum(counts.map((n) => (n - mean) ** 2)) / (counts.length - 1);
  expect(Math.abs(mean - 20)).toBeLessThan(4.5 * Math.sqrt(20 / counts.length));
  expect(Math.abs(variance / mean - 1)).toBeLessThan(4.5 * Math.sqrt(2 / counts.length));
});

it("gaps of any shape keep the rate, whatever their mean", () => {
  const counts = perSecond(model("50/s", "{ gaps: 'uniform(3, 7)' }"), 100);
  expect(Math.abs(sum(counts) - 5000)).toBeLessThan(4.5 * Math.sqrt(5000) * (4 / Math.sqrt(12) / 5));
});

it("gaps of nothing bring several at once, even where the rate begins at nothing", () => {
  const text = model(
    "{ profile: [{ at: 0, rate: 0/s }, { at: 10s, rate: 100/s, ramp: true }] }",
    "{ gaps: geometric(mean 1) }",
  );
  for (const seed of ["1", "2", "3", "4", "5", "6"])
    expect(Math.abs(sum(perSecond(text, 10, seed)) - 500), `seed ${seed}`).toBeLessThan(5 * Math.sqrt(500 * 2));
});

it("asked again, it goes on from where it was told to", () => {
  const steps = new PiecewiseRate([
    { atMs: 10, perMs: 1 },
    { atMs: 20, perMs: 1 },
    { atMs: 20, perMs: 4 },
  ]);
  expect(steps.after(0, 5)).toBe(5); // The first rate also holds before its point.
  expect(steps.after(5, 10)).toBe(15);
  expect(steps.after(15, 5)).toBe(20);
  expect(steps.after(15, 9)).toBe(21);
  expect(steps.after(1000, 4)).toBe(1001);
});

it("spikes that overlap or stand in the wrong order are a mistake, not another rate", () => {
  const two = (first: string, second: string) => () =>
    modelOf(
      model(`{ base: 5/s, spikes: [{ at: ${first}, rate: 9/s, lasts: 1s }, { at: ${second}, rate: 9/s, lasts: 1s }] }`),
    );
  expect(two("6s", "2s")).toThrow("the spikes must be in order of time");
  expect(two("2s", "2500ms")).toThrow("the spikes must be in order of time");
  expect(two("2s", "3s")).not.toThrow();
});

it("where nothing comes any more there is no next arrival", () => {
  const ends = new PiecewiseRate([
    { atMs: 0, perMs: 1 },
    { atMs: 10, perMs: 0 },
  ]);
  expect(ends.after(0, 5)).toBeCloseTo(10, 9); // The whole triangle.
  expect(ends.after(0, 5.1)).toBe(Infinity);
});

it("twice the rate is the same arrivals in half the time", () => {
  const at = (rate: string) =>
    compile(modelOf(model(rate, "poisson")), {
      seed: "s",
      replication: 0,
      warmUpMs: 0,
      durationMs: 10_000,
      binMs: 100,
      coolDownMs: 0,
    }).simulate();
  const [slow, fast] = [at("10/s"), at("20/s")];
  for (const run of [slow, fast]) expectLawful(run);
  const halves = pairs(endpoint(fast, "web.page").arrivalsByBin.slice(0, 50));
  expect(pairs(pairs(endpoint(slow, "web.page").arrivalsByBin))).toEqual(halves);
});

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
const pairs = (all: readonly number[]): number[] => all.flatMap((n, i) => (i % 2 === 0 ? [n + all[i + 1]!] : []));
