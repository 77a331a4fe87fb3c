import { describe, expect, it } from "vitest";
import type { DistributionSpec } from "../../../src/engine/distribution-spec.js";
import { meanOf, squaredCvOf } from "../../../src/engine/random/moments.js";
import { makeSampler } from "../../../src/engine/random/sampler.js";
import { Streams } from "../../../src/engine/random/streams.js";
import { FAMILIES } from "./families.js";
import { centralMoment, correlationZ, kolmogorovSmirnov, mean } from "./statistics.js";

const streams = new Streams("sampler.test", 0);
const N = 1_000_000;

function draws(spec: DistributionSpec, n = N): Float64Array {
  const sampler = makeSampler(spec, streams.named(JSON.stringify(spec)));
  const x = new Float64Array(n);
  for (let request = 0; request < n; request++) x[request] = sampler.next(request, 0);
  return x;
}

describe.each(FAMILIES.map((family) => ({ ...family, name: JSON.stringify(family.spec) })))(
  "$name",
  ({ spec, cdf, lattice }) => {
    const x = draws(spec);
    const expectedMean = meanOf(spec);
    const variance = squaredCvOf(spec) * expectedMean ** 2;
    const ranks = x.map((drawn) => cdf(drawn));

    it("the mean is right", () => {
      expect(Math.abs(mean(x) - expectedMean) / Math.sqrt(variance / N)).toBeLessThan(4.5);
    });

    it("the variance is right, where its own error is known", () => {
      const spread = centralMoment(x, expectedMean, 4) - variance ** 2; // Of the sample: too small by far for heavy tails.
      if (spec.kind === "pareto" || spec.kind === "lognormal") return;
      expect(Math.abs(centralMoment(x, expectedMean, 2) - variance) / Math.sqrt(spread / N)).toBeLessThan(4.5);
    });

    it("the whole distribution is right", () => {
      if (lattice) {
        for (let value = 0; value < 6; value++) {
          const p = cdf(value);
          const atMost = x.reduce((n, drawn) => n + (drawn <= value ? 1 : 0), 0);
          expect(Math.abs(atMost - N * p)).toBeLessThanOrEqual(4.5 * Math.sqrt(N * p * (1 - p)));
        }
        expect(x.every((drawn) => drawn >= 0 && Number.isInteger(drawn))).toBe(true);
      } else {
        expect(kolmogorovSmirnov(ranks.slice(), (rank) => rank)).toBeLessThan(1.95); // p = 0.001
      }
    });

    it("one request's draw says nothing about the next one's", () => {
      expect(Math.abs(correlationZ(ranks.subarray(1), ranks.subarray(0, N - 1)))).toBeLessThan(4.5);
    });
  },
);

describe("oracle F31: as many draws below each quantile as there should be", () => {
  const cases: [string, DistributionSpec, number, number][] = [
    [
      "lognormal(mean 10, scv 4) median",
      { kind: "lognormal", mean: 10, sigma: Math.sqrt(Math.log(5)) },
      0.5,
      4.472135955,
    ],
    [
      "lognormal(mean 10, scv 4) p99",
      { kind: "lognormal", mean: 10, sigma: Math.sqrt(Math.log(5)) },
      0.99,
      85.5546505421,
    ],
    ["lognormal(p50 20, p99 200) p99", { kind: "lognormal", mean: 32.6410210211104, sigma: 0.98978 }, 0.99, 200],
    ["Weibull(0.5, mean 10) p99", { kind: "weibull", shape: 0.5, mean: 10 }, 0.99, 106.03796221],
    ["Erlang-4 p95", { kind: "erlang", shape: 4, mean: 10 }, 0.95, 19.3841413198],
    ["gamma(scv 2) p99", { kind: "gamma", shape: 0.5, mean: 10 }, 0.99, 66.3489660102],
    ["Pareto(2.5, 1) p99.9", { kind: "pareto", shape: 2.5, min: 1, max: null }, 0.999, 15.8489319246],
  ];
  it.each(cases)("%s", (_, spec, p, value) => {
    const below = draws(spec).reduce((n, x) => n + (x <= value ? 1 : 0), 0);
    expect(Math.abs(below - N * p) / Math.sqrt(N * p * (1 - p))).toBeLessThan(4.5);
  });
});

it("a constant is constant", () => {
  expect(draws({ kind: "constant", value: 3 }, 10)).toEqual(new Float64Array(10).fill(3));
});

it.each(["exponential", "lognormal", "gamma", "weibull"] as const)("%s: means only scale", (kind) => {
  const stream = streams.named("paired");
  const a = makeSampler({ kind, mean: 10, shape: 0.7, sigma: 1 } as DistributionSpec, stream);
  const b = makeSampler({ kind, mean: 9.5, shape: 0.7, sigma: 1 } as DistributionSpec, stream);
  for (let request = 0; request < 1000; request++) {
    expect(b.next(request, 2) / a.next(request, 2)).toBeCloseTo(0.95, 12);
  }
});

it("a draw may take many words and still disturbs no other", () => {
  for (const { spec } of FAMILIES) {
    const sampler = makeSampler(spec, streams.named("shared"));
    const forwards = Array.from({ length: 500 }, (_, request) => sampler.next(request, 1));
    const backwards = Array.from({ length: 500 }, (_, i) => sampler.next(499 - i, 1));
    expect(backwards.reverse()).toEqual(forwards);
  }
});

it("the same seed gives the same numbers", () => {
  const golden = Object.fromEntries(
    FAMILIES.map(({ spec }) => {
      const sampler = makeSampler(spec, new Streams("golden", 0).named(spec.kind));
      return [JSON.stringify(spec), [0, 1, 2].map((request) => Number(sampler.next(request, 0).toPrecision(12)))];
    }),
  );
  expect(golden).toMatchInlineSnapshot(`
    {
      "{"kind":"empirical","values":[0,1,2,2,5]}": [
        0,
        1,
        2,
      ],
      "{"kind":"erlang","shape":1,"mean":10}": [
        6.76510679176,
        2.75119255049,
        12.8861765002,
      ],
      "{"kind":"erlang","shape":4,"mean":10}": [
        9.22422057128,
        6.48530803282,
        12.3597951351,
      ],
      "{"kind":"exponential","mean":10}": [
        10.0523593341,
        6.66805445676,
        9.03223243383,
      ],
      "{"kind":"gamma","shape":0.1,"mean":10}": [
        28.0225891717,
        2.46377457392e-9,
        0.619610179773,
      ],
      "{"kind":"gamma","shape":0.5,"mean":10}": [
        18.9351991941,
        0.170391364328,
        5.14659169598,
      ],
      "{"kind":"gamma","shape":2.5,"mean":10}": [
        8.6030191551,
        7.96234361349,
        5.14612347592,
      ],
      "{"kind":"gamma","shape":40,"mean":10}": [
        9.89961388087,
        9.72422776256,
        8.84855732762,
      ],
      "{"kind":"geometric","mean":0.1}": [
        0,
        0,
        0,
      ],
      "{"kind":"geometric","mean":3}": [
        8,
        6,
        4,
      ],
      "{"kind":"hyperexponential","branches":[{"probability":0.9,"mean":1},{"probability":0.1,"mean":50}]}": [
        13.7942286004,
        1.20641556743,
        0.173016604699,
      ],
      "{"kind":"lognormal","mean":10,"sigma":1.2686362411795196}": [
        6.63972040765,
        8.51266905919,
        2.49726453536,
      ],
      "{"kind":"lognormal","mean":2,"sigma":0.5}": [
        2.06247445577,
        2.27468282395,
        1.40284577517,
      ],
      "{"kind":"pareto","shape":1,"min":2,"max":200}": [
        2.20731039361,
        3.33440826703,
        6.78178622284,
      ],
      "{"kind":"pareto","shape":1.2,"min":1,"max":1000000}": [
        1.0866098476,
        1.53970660355,
        2.82342311769,
      ],
      "{"kind":"pareto","shape":2.5,"min":1,"max":null}": [
        1.03712494838,
        1.50429952731,
        1.22830291283,
      ],
      "{"kind":"uniform","min":5,"max":15}": [
        12.3974032331,
        5.67647041997,
        13.400445204,
      ],
      "{"kind":"weibull","shape":0.5,"mean":10}": [
        39.9575823449,
        12.8363810754,
        2.5239410754,
      ],
      "{"kind":"weibull","shape":2,"mean":10}": [
        18.9719669323,
        14.2831240676,
        9.51113533005,
      ],
    }
  `);
});

it.each<DistributionSpec>([
  { kind: "exponential", mean: -1 },
  { kind: "exponential", mean: Number.NaN },
  { kind: "erlang", shape: 1.5, mean: 1 },
  { kind: "gamma", shape: 0, mean: 1 },
  { kind: "uniform", min: 2, max: 1 },
  { kind: "pareto", shape: 1, min: 0, max: null },
  { kind: "pareto", shape: 1, min: 2, max: 1 },
  { kind: "hyperexponential", branches: [{ probability: 0.5, mean: 1 }] },
  { kind: "empirical", values: [] },
])("no sampler of %j", (spec) => {
  expect(() => makeSampler(spec, streams.named("wrong"))).toThrow(RangeError);
});
