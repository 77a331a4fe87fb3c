/**
 * The families of distributions and the arguments each accepts. Adding one is one entry here (and its
 * sampler in the engine). Conversions are in `distribution-fits.ts`.
 */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import type { Arguments } from "./distribution-arguments.js";
import * as fit from "./distribution-fits.js";
import { byMeanAndPercentile } from "./mean-and-percentile.js";

/** Builds the distribution from arguments of the one signature it is listed under. @throws Misread */
type Build = (given: Arguments) => DistributionSpec;

export interface Family {
  readonly keys: readonly string[]; // "p" stands for every percentile.
  readonly positions: readonly string[]; // The keywords of bare values, in order.
  readonly summary: string; // For the reference.
  readonly examples: readonly string[];
  readonly forms: Readonly<Record<string, Build>>; // By signature, see `Arguments.signature`.
  readonly countsOnly?: boolean; // Draws whole numbers, so not for durations.
}

export const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>([
  [
    "exponential",
    {
      summary:
        "Many short, few long; how long it has lasted says nothing about how long it still will. For what is not known better, such as times between failures",
      keys: ["mean", "p"],
      positions: ["mean"],
      examples: ["exponential(10ms)", "exponential(p99 50ms)"],
      forms: {
        mean: (given) => ({ kind: "exponential", mean: given.get("mean") }),
        p: (given) => ({ kind: "exponential", mean: fit.exponentialMean(given.percentiles[0]!) }),
      },
    },
  ],
  [
    "lognormal",
    {
      summary: "Skewed to the right: many short, a few long ones, as most measured service and response times are",
      keys: ["mean", "cv", "sigma", "p"],
      positions: [],
      examples: [
        "lognormal(mean 4ms, p99 20ms)",
        "lognormal(p50 20ms, p99 200ms)",
        "lognormal(mean 10ms, cv 2)",
        "lognormal(mean 10ms, sigma 0.5)",
      ],
      forms: {
        "mean p": fit.lognormalByMeanAndPercentile,
        "p p": fit.lognormalByPercentiles,
        "cv mean": (given) => lognormal(given.get("mean"), Math.sqrt(Math.log1p(given.get("cv") ** 2))),
        "mean sigma": (given) => lognormal(given.get("mean"), given.get("sigma")),
        "p sigma": fit.lognormalByPercentileAndSigma,
      },
    },
  ],
  [
    "erlang",
    {
      summary: "The sum of `shape` exponential stages: varies less than one of them",
      keys: ["shape", "mean", "cv"],
      positions: [],
      examples: ["erlang(shape 4, mean 10ms)", "erlang(mean 10ms, cv 0.5)"],
      forms: { "mean shape": fit.erlangByShape, "cv mean": fit.erlangByVariation },
    },
  ],
  [
    "gamma",
    {
      summary: "An `erlang` of any shape; with a `cv` above 1 it varies more than an exponential",
      keys: ["shape", "mean", "cv", "p"],
      positions: [],
      examples: ["gamma(mean 10ms, cv 1.4)", "gamma(shape 0.5, mean 10ms)", "gamma(mean 10ms, p99 60ms)"],
      forms: {
        "mean shape": (given) => ({ kind: "gamma", shape: given.get("shape"), mean: given.get("mean") }),
        "cv mean": (given) => ({ kind: "gamma", shape: given.get("cv") ** -2, mean: given.get("mean") }),
        "mean p": byMeanAndPercentile("gamma"),
      },
    },
  ],
  [
    "weibull",
    {
      summary: "With a shape below 1, what has lasted long will last longer; above 1, it wears out",
      keys: ["shape", "mean", "cv", "p"],
      positions: [],
      examples: [
        "weibull(shape 0.5, mean 10ms)",
        "weibull(p50 5ms, p99 80ms)",
        "weibull(mean 10ms, cv 2)",
        "weibull(mean 10ms, p99 60ms)",
      ],
      forms: {
        "mean shape": (given) => ({ kind: "weibull", shape: given.get("shape"), mean: given.get("mean") }),
        "cv mean": fit.weibullByVariation,
        "mean p": byMeanAndPercentile("weibull"),
        "p p": fit.weibullByPercentiles,
      },
    },
  ],
  [
    "hyperexponential",
    {
      summary: "Exponentials of several means, by chance: quick ones and slow ones",
      keys: ["mean", "cv"],
      positions: [], // Bare words are branches, read in `distribution.ts`.
      examples: ["hyperexponential(mean 10ms, cv 2)", "hyperexponential(90% 1ms, 10% 50ms)"],
      forms: { "cv mean": fit.hyperexponentialByVariation },
    },
  ],
  [
    "pareto",
    {
      summary: "A heavy tail: `shape` from 1 to 2 has a mean and no variance; give it a `max`",
      keys: ["shape", "min", "max", "mean"],
      positions: [],
      examples: ["pareto(shape 2.5, min 1ms, max 10s)", "pareto(shape 2.5, min 1ms)", "pareto(shape 2.5, mean 10ms)"],
      forms: { "min shape": fit.pareto, "max min shape": fit.pareto, "mean shape": fit.paretoByMean },
    },
  ],
  [
    "uniform",
    {
      summary: "Anything between the two, equally likely",
      keys: ["min", "max"],
      positions: ["min", "max"],
      examples: ["uniform(1ms, 5ms)"],
      forms: { "max min": fit.uniform },
    },
  ],
  [
    "geometric",
    {
      summary: "Whole numbers from 1, such as the items on a page",
      keys: ["mean"],
      positions: ["mean"],
      examples: ["geometric(mean 15)"],
      forms: { mean: (given) => ({ kind: "geometric", mean: given.get("mean") }) },
      countsOnly: true,
    },
  ],
]);

const lognormal = (mean: number, sigma: number): DistributionSpec => ({ kind: "lognormal", mean, sigma });
