/** Fits the parameters of a family to a mean, a variation or percentiles. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { logGamma } from "../../../mathematics/gamma-function.js";
import type { Arguments } from "./distribution-arguments.js";
import { exponentialQuantile, normalQuantile, type Percentile, rootOf } from "./special-functions.js";
import { Misread, rounded } from "./units.js";

/** From 1 − e^(−q/mean) = p. */
export const exponentialMean = (percentile: Percentile): number => percentile.value / exponentialQuantile(percentile);

/**
 * With mean m and percentile q, ln q = ln m − σ²/2 + zσ has two roots; the smaller σ is the shape people mean,
 * the larger one puts nearly all draws near zero. No root when q/m is above e^(z²/2).
 */
export function lognormalByMeanAndPercentile(given: Arguments): DistributionSpec {
  const mean = given.get("mean");
  const percentile = given.percentiles[0]!;
  const z = normalQuantile(percentile);
  const logRatio = Math.log(percentile.value / mean);
  if (z === 0) {
    if (logRatio >= 0) throw new Misread("the p50 of a lognormal lies below its mean");
    return { kind: "lognormal", mean, sigma: Math.sqrt(-2 * logRatio) };
  }
  if (logRatio <= 0) throw new Misread(`the ${percentile.name} must lie above the mean`);
  const highest = Math.exp(z ** 2 / 2);
  if (logRatio > z ** 2 / 2) {
    const limit = `at most ${rounded(highest)} times, which is ${given.write(mean * highest)}`;
    const asked = rounded(percentile.value / mean);
    throw new Misread(`no lognormal has a ${percentile.name} ${asked} times its mean: ${limit}`);
  }
  return { kind: "lognormal", mean, sigma: z - Math.sqrt(z ** 2 - 2 * logRatio) };
}

export function lognormalByPercentiles(given: Arguments): DistributionSpec {
  const [low, high] = risingPair(given);
  const sigma = Math.log(high.value / low.value) / (normalQuantile(high) - normalQuantile(low));
  return lognormalThrough(low, sigma);
}

export const lognormalByPercentileAndSigma = (given: Arguments): DistributionSpec =>
  lognormalThrough(given.percentiles[0]!, given.get("sigma"));

function lognormalThrough(percentile: Percentile, sigma: number): DistributionSpec {
  const median = percentile.value * Math.exp(-sigma * normalQuantile(percentile));
  return { kind: "lognormal", mean: median * Math.exp(sigma ** 2 / 2), sigma };
}

export function erlangByShape(given: Arguments): DistributionSpec {
  const shape = given.get("shape");
  if (!Number.isInteger(shape)) {
    throw new Misread(`the shape of an erlang is a whole number, found ${shape}`, 0, 0, "gamma takes any shape");
  }
  return { kind: "erlang", shape, mean: given.get("mean") };
}

/** The squared coefficient of variation of an Erlang is 1/shape, with whole shapes only. */
export function erlangByVariation(given: Arguments): DistributionSpec {
  const mean = given.get("mean");
  const wanted = given.get("cv") ** -2;
  const shape = Math.max(1, Math.round(wanted));
  if (Math.abs(wanted - shape) <= 1e-6) return { kind: "erlang", shape, mean };
  const nearest = `write erlang(shape ${shape}, mean ${given.write(mean)}), whose cv is ${rounded(shape ** -0.5)}`;
  throw new Misread(`no erlang has a cv of ${given.get("cv")}`, 0, 0, `${nearest}; gamma takes any cv`);
}

/** 1 + cv² = Γ(1 + 2/shape) / Γ(1 + 1/shape)², which rises with 1/shape. */
export function weibullByVariation(given: Arguments): DistributionSpec {
  const wanted = Math.log1p(given.get("cv") ** 2);
  const excess = (inverse: number) => logGamma(1 + 2 * inverse) - 2 * logGamma(1 + inverse) - wanted;
  const highest = 50; // Shape 0.02: cv far above anything measured.
  if (excess(highest) < 0) throw new Misread(`a cv of ${given.get("cv")} is too large for a weibull`);
  return { kind: "weibull", shape: 1 / rootOf(excess, 1e-6, highest), mean: given.get("mean") };
}

/** A percentile is scale · (−ln(1 − p))^(1/shape), so two of them give the shape by their ratio. */
export function weibullByPercentiles(given: Arguments): DistributionSpec {
  const [low, high] = risingPair(given);
  const shape = Math.log(exponentialQuantile(high) / exponentialQuantile(low)) / Math.log(high.value / low.value);
  const scale = low.value / exponentialQuantile(low) ** (1 / shape);
  const mean = scale * Math.exp(logGamma(1 + 1 / shape));
  if (!Number.isFinite(mean)) throw new Misread(`${low.name} and ${high.name} are too far apart for a weibull`);
  return { kind: "weibull", shape, mean };
}

/** Two branches with balanced means: each brings half of the work. Source: Allen, Probability, Statistics and Queueing Theory. */
export function hyperexponentialByVariation(given: Arguments): DistributionSpec {
  const mean = given.get("mean");
  const squared = given.get("cv") ** 2;
  if (squared < 1) {
    throw new Misread(
      `no hyperexponential has a cv below 1, found ${given.get("cv")}`,
      0,
      0,
      "erlang and gamma vary less",
    );
  }
  const often = (1 + Math.sqrt((squared - 1) / (squared + 1))) / 2;
  const branches = [often, 1 - often].map((probability) => ({ probability, mean: mean / (2 * probability) }));
  if (branches.some((branch) => !Number.isFinite(branch.mean))) throw new Misread("the cv is too large");
  return { kind: "hyperexponential", branches };
}

export function pareto(given: Arguments): DistributionSpec {
  const [shape, min] = [given.get("shape"), given.get("min")];
  const max = given.has("max") ? given.get("max") : null;
  if (max !== null && max <= min) throw new Misread(`max must be more than min, found ${given.write(max)}`);
  if (max === null && shape <= 1) {
    throw new Misread(`a pareto of shape ${shape} has no finite mean`, 0, 0, "give it a max, or a shape above 1");
  }
  return { kind: "pareto", shape, min, max };
}

/** The mean of an unbounded Pareto is min · shape / (shape − 1). */
export function paretoByMean(given: Arguments): DistributionSpec {
  const shape = given.get("shape");
  if (shape <= 1) throw new Misread(`a pareto of shape ${shape} has no finite mean`, 0, 0, "give a shape above 1");
  return { kind: "pareto", shape, min: (given.get("mean") * (shape - 1)) / shape, max: null };
}

export function uniform(given: Arguments): DistributionSpec {
  const [min, max] = [given.get("min"), given.get("max")];
  if (max <= min) throw new Misread(`the upper end must be more than the lower, found ${given.write(max)}`);
  return { kind: "uniform", min, max };
}

function risingPair(given: Arguments): readonly [Percentile, Percentile] {
  const [low, high] = given.percentiles as [Percentile, Percentile];
  if (high.value > low.value) return [low, high];
  throw new Misread(`the ${high.name} must be more than the ${low.name}, found ${given.write(high.value)}`);
}
