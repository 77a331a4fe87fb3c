import { describe, expect, it } from "vitest";
import { peakRate, scaleRate, usersIn, withRates, withUsers } from "../../src/model/traffic/load-factor.js";
import { meanRate, type PlannedRate, ratePoints, type StatesRate } from "../../src/model/traffic/rate.js";
import { modelOf } from "../simulate.js";

const parts = "parts: { web: { type: service, endpoints: { page: [] } } }";
const model = (traffic: string) => modelOf(`version: 1\ntraffic: { ${traffic} }\n${parts}`);
const source = (rate: string) => `{ rate: ${rate}, to: web.page }`;

const RATES = [
  "30/s",
  "{ profile: [{ at: 0, rate: 5/s }, { at: 10s, rate: 20/s, ramp: true }] }",
  "{ base: 1/s, spikes: [{ at: 1s, rate: 9/s, lasts: 2s, rise: 1s }] }",
  "{ wave: { mean: 10/s, swing: 4/s, period: 10s } }",
  "{ trace: x.csv, every: 1s, scale: 50%, counts: [3, 8, 2] }",
];

describe("a factor on the rate", () => {
  it.each(RATES)("scales every point of %s, and moves none", (text) => {
    const rate = model(`a: ${source(text)}`).traffic.a.rate as PlannedRate;
    const points = ratePoints(scaleRate(rate, 3) as PlannedRate, 20_000);
    ratePoints(rate, 20_000).forEach(({ atMs, perMs }, i) => {
      expect(points[i].atMs).toBe(atMs);
      expect(points[i].perMs).toBeCloseTo(3 * perMs, 12);
    });
  });

  it("scales what jumps by chance, which counts with its mean", () => {
    const bursts = model(`a: ${source("{ states: [{ rate: 10/s, for: 1s }, { rate: 40/s, for: 500ms }] }")}`);
    expect(meanRate(withRates(bursts, 2).traffic.a.rate as StatesRate)).toBeCloseTo(40, 9);
    expect(peakRate(bursts, 1000)).toBeCloseTo(20, 9);
  });

  it.each(RATES)("scales the peak of %s", (text) => {
    const one = model(`a: ${source(text)}`);
    expect(peakRate(withRates(one, 2), 10_000)).toBeCloseTo(2 * peakRate(one, 10_000), 9);
  });
});

it("sources peak together: the peak of the sum, not the sum of the peaks", () => {
  const early = source("{ profile: [{ at: 0, rate: 10/s }, { at: 5s, rate: 0/s }] }");
  const late = source("{ profile: [{ at: 0, rate: 0/s }, { at: 10s, rate: 20/s, ramp: true }] }");
  const both = model(`a: ${early}, b: ${late}`);
  expect(peakRate(both, 20_000)).toBeCloseTo(20, 9); // Not 30: by then the first is over.
  expect(peakRate(both, 5_000)).toBeCloseTo(20, 9); // Just before the jump: 10 and half of 20.
});

it("users are shared out as the model has them, at least one of each", () => {
  const both = model("a: { users: 30, think: 1s, to: web.page }, b: { users: 10, think: 1s, to: web.page }");
  expect(usersIn(both)).toBe(40);
  expect(withUsers(both, 80).traffic).toMatchObject({ a: { users: 60 }, b: { users: 20 } });
  expect(withUsers(both, 1).traffic).toMatchObject({ a: { users: 1 }, b: { users: 1 } });
});
