/** The load that `check` tells of loops and of several things at once, exactly; against draws and against runs. */
import { describe, expect, it } from "vitest";
import type { DistributionSpec } from "../../src/engine/distribution-spec.js";
import { makeSampler } from "../../src/engine/random/sampler.js";
import { Streams } from "../../src/engine/random/streams.js";
import { checkSense } from "../../src/model/check/check-sense.js";
import { enough, roundsOf } from "../../src/model/check/rounds.js";
import { readDistribution } from "../../src/model/language/values/distribution.js";
import { NUMBER } from "../../src/model/language/values/units.js";
import { modelOf, resource, simulate } from "../simulate.js";

const read = (text: string): DistributionSpec => readDistribution(NUMBER, text);

describe("rounds of a loop, whatever they are drawn from", () => {
  const DRAWS = 40_000;
  for (const text of [
    "exponential(0.8)",
    "lognormal(mean 3, cv 1)",
    "erlang(shape 3, mean 2.2)",
    "gamma(mean 1.3, cv 2)",
    "weibull(shape 0.7, mean 4)",
    "hyperexponential(90% 1, 10% 20)",
    "pareto(shape 2.5, min 1)",
    "pareto(shape 1.2, min 0.7, max 50)",
    "uniform(0, 1.7)",
    "uniform(3.2, 3.4)",
    "geometric(mean 2)",
  ])
    it(text, () => {
      const rounds = roundsOf(read(text))!;
      const sampler = makeSampler(read(text), new Streams("rounds", 0).named(text));
      const drawn = Array.from({ length: DRAWS }, (_, i) => Math.max(0, Math.round(sampler.next(i, 0))));
      const mean = drawn.reduce((sum, n) => sum + n, 0) / DRAWS;
      const begun = drawn.reduce((sum, n) => sum + (1 - 0.6 ** n) / 0.4, 0) / DRAWS;
      const variance = drawn.reduce((sum, n) => sum + (n - mean) ** 2, 0) / DRAWS;
      const errors = (of: number, true_: number): number => Math.abs(of - true_) / Math.sqrt(variance / DRAWS || 1e-9);
      expect(errors(mean, rounds.mean)).toBeLessThan(4);
      expect(errors(begun, rounds.begun(0.6))).toBeLessThan(4);
      expect(rounds.begun(1)).toBeCloseTo(rounds.mean, 9);
      if (!text.startsWith("pareto"))
        expect(Math.abs(variance / (rounds.variance || 1) - 1) * rounds.variance).toBeLessThan(
          0.15 * rounds.variance + 1e-9,
        );
    });
  it("worked by hand", () => {
    expect(roundsOf({ kind: "constant", value: 2.5 })).toMatchObject({ mean: 3, variance: 0 });
    expect(roundsOf({ kind: "constant", value: -2 })?.mean).toBe(0);
    expect(roundsOf(read("uniform(0, 2)"))?.mean).toBeCloseTo(0.75 + 0.25, 12); // 0, 1, 2 by 25, 50, 25 %.
    expect(roundsOf(read("exponential(1)"))?.mean).toBeCloseTo(Math.exp(-0.5) / (1 - Math.exp(-1)), 12);
    expect(roundsOf({ kind: "empirical", values: [0.4, 1.5, 4] })).toMatchObject({
      mean: expect.closeTo(2, 9),
      variance: expect.closeTo(8 / 3, 9),
    });
    // Σ (n − ½)^−1.5 from 1 on, whose terms from 10⁴ on are an integral: ζ(1.5, ½).
    expect(roundsOf(read("pareto(shape 1.5, min 0.5)"))?.mean).toBeCloseTo(
      0.5 ** 1.5 * (2 ** 1.5 - 1) * 2.612375348685,
      5,
    );
    expect(roundsOf(read("exponential(1000000)"))).toBeNull();
  });
});

it("so many successes of tries that differ", () => {
  expect(enough([0.9, 0.8, 0.5], 3)).toBeCloseTo(0.36, 12);
  expect(enough([0.9, 0.8, 0.5], 1)).toBeCloseTo(1 - 0.1 * 0.2 * 0.5, 12);
  expect(enough([0.5, 0.5, 0.5], 2)).toBeCloseTo(0.5, 12);
});

const model = (page: string): string => `
version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  db: { type: database, cores: 1000, queries: { read: { time: 10ms, fails: 30% }, last: { time: 20ms } } }
  end: { type: database, cores: 1000, queries: { last: { time: 20ms } } }`;

const checked = (text: string, part: string): number =>
  checkSense(modelOf(text), () => null).loads.find((one) => one.part === part)!.busy;

describe("check and run agree", () => {
  it.each([
    ["a loop of random length", '{ repeat: "exponential(0.8)", steps: [{ query: db.last }] }'],
    ["a loop that may fail in every round", '{ repeat: "uniform(0, 5)", steps: [{ query: db.read }] }'],
    ["a quorum", "{ parallel: [{ times: 3, steps: [{ query: db.read }] }], needs: 2, rest: goes-on }"],
    ["all of them", "{ parallel: [{ times: 2, steps: [{ query: db.read }] }, { steps: [] }], rest: goes-on }"],
    ["the first", "{ parallel: [{ times: 2, steps: [{ query: db.read }] }], needs: 1, rest: goes-on }"],
  ])("%s", (_, step) => {
    const text = model(`${step}, { query: end.last }`);
    const measured = simulate(text, { durationMs: 200_000, binMs: 200_000 }); // 20,000 requests.
    for (const part of ["db", "end"])
      expect(resource(measured, part, "cores").busy / checked(text, part), part).toBeCloseTo(1, 1.3);
  });
  it("a loop within a loop is walked once a round, however deep", () => {
    const deep = Array.from({ length: 24 }).reduce<string>(
      (steps) => `{ repeat: 2, steps: [${steps}] }`,
      "{ query: end.last }",
    );
    expect(checked(model(deep), "end")).toBe(0.1 * 20 * 2 ** 24);
  });
});
