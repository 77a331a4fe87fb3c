/** One of every family, with its exact distribution function. */
import type { DistributionSpec } from "../../../src/engine/distribution-spec.js";
import { gammaCdf, logGammaOf, normalCdf } from "./statistics.js";

export interface Family {
  readonly spec: DistributionSpec;
  readonly cdf: (x: number) => number;
  readonly lattice?: true; // Draws whole numbers, to which Kolmogorov and Smirnov do not apply as they stand.
}

const weibullScale = (shape: number, mean: number) => mean / Math.exp(logGammaOf(1 + 1 / shape));
const lognormal = (mean: number, sigma: number): Family => ({
  spec: { kind: "lognormal", mean, sigma },
  cdf: (x) => normalCdf((Math.log(x / mean) + sigma ** 2 / 2) / sigma),
});
const gamma = (shape: number, mean: number): Family => ({
  spec: { kind: "gamma", shape, mean },
  cdf: (x) => gammaCdf(shape, (x * shape) / mean),
});
const weibull = (shape: number, mean: number): Family => ({
  spec: { kind: "weibull", shape, mean },
  cdf: (x) => -Math.expm1(-((x / weibullScale(shape, mean)) ** shape)),
});

export const FAMILIES: readonly Family[] = [
  { spec: { kind: "exponential", mean: 10 }, cdf: (x) => -Math.expm1(-x / 10) },
  lognormal(2, 0.5),
  lognormal(10, Math.sqrt(Math.log(5))),
  { spec: { kind: "erlang", shape: 1, mean: 10 }, cdf: (x) => -Math.expm1(-x / 10) },
  { spec: { kind: "erlang", shape: 4, mean: 10 }, cdf: (x) => gammaCdf(4, x * 0.4) },
  gamma(0.1, 10),
  gamma(0.5, 10),
  gamma(2.5, 10),
  gamma(40, 10),
  weibull(0.5, 10),
  weibull(2, 10),
  {
    spec: {
      kind: "hyperexponential",
      branches: [
        { probability: 0.9, mean: 1 },
        { probability: 0.1, mean: 50 },
      ],
    },
    cdf: (x) => 1 - 0.9 * Math.exp(-x) - 0.1 * Math.exp(-x / 50),
  },
  { spec: { kind: "pareto", shape: 2.5, min: 1, max: null }, cdf: (x) => 1 - x ** -2.5 },
  { spec: { kind: "pareto", shape: 1, min: 2, max: 200 }, cdf: (x) => (1 - 2 / x) / (1 - 2 / 200) },
  { spec: { kind: "pareto", shape: 1.2, min: 1, max: 1e6 }, cdf: (x) => (1 - x ** -1.2) / (1 - 1e6 ** -1.2) },
  { spec: { kind: "uniform", min: 5, max: 15 }, cdf: (x) => (x - 5) / 10 },
  { spec: { kind: "geometric", mean: 3 }, cdf: (x) => 1 - 0.75 ** (Math.floor(x) + 1), lattice: true },
  { spec: { kind: "geometric", mean: 0.1 }, cdf: (x) => 1 - (0.1 / 1.1) ** (Math.floor(x) + 1), lattice: true },
  { spec: { kind: "empirical", values: [0, 1, 2, 2, 5] }, cdf: (x) => [0.2, 0.4, 0.8, 0.8, 0.8, 1][x]!, lattice: true },
];
