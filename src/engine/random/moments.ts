/** Moments of a distribution, in closed form where there is one: for theory and for plausibility checks. */

import { logGamma } from "../../mathematics/gamma-function.js";
import type { DistributionSpec } from "../distribution-spec.js";
import { bentMoments } from "./bent-moments.js";
import { equallyLikely } from "./equally-likely.js";

/** The mean, in the unit of the values; Infinity for an unbounded Pareto of shape ≤ 1. */
export function meanOf(spec: DistributionSpec): number {
  switch (spec.kind) {
    case "constant":
      return spec.value;
    case "exponential":
    case "lognormal":
    case "erlang":
    case "gamma":
    case "weibull":
    case "geometric":
      return spec.mean;
    case "hyperexponential":
      return spec.branches.reduce((sum, { probability, mean }) => sum + probability * mean, 0);
    case "pareto":
      return paretoMoment(spec, 1);
    case "uniform":
      return (spec.min + spec.max) / 2;
    case "empirical":
      return meanOfAll(spec.values);
    case "sum":
      return spec.terms.reduce((sum, term) => sum + meanOf(term), 0);
    case "min":
    case "max":
    case "ceil": {
      const values = equallyLikely(spec);
      return values === null ? bentMoments(spec).mean : meanOfAll(values);
    }
  }
}

/** The squared coefficient of variation, variance ÷ mean². Infinity where the variance is infinite; 0 where it is 0. */
export function squaredCvOf(spec: DistributionSpec): number {
  switch (spec.kind) {
    case "constant":
      return 0;
    case "exponential":
      return spec.mean === 0 ? 0 : 1;
    case "lognormal":
      return spec.mean === 0 ? 0 : Math.expm1(spec.sigma ** 2);
    case "erlang":
    case "gamma":
      return spec.mean === 0 ? 0 : 1 / spec.shape;
    case "weibull": // Γ(1 + 2/k) ÷ Γ(1 + 1/k)² − 1
      return spec.mean === 0 ? 0 : Math.expm1(logGamma(1 + 2 / spec.shape) - 2 * logGamma(1 + 1 / spec.shape));
    case "geometric": // Variance m(1 + m).
      return spec.mean === 0 ? 0 : (1 + spec.mean) / spec.mean;
    case "hyperexponential":
      return relative(
        spec.branches.reduce((sum, { probability, mean }) => sum + probability * 2 * mean ** 2, 0) - meanOf(spec) ** 2,
        meanOf(spec),
      );
    case "pareto":
      if (paretoMoment(spec, 2) === Infinity) return Infinity;
      return relative(paretoMoment(spec, 2) - paretoMoment(spec, 1) ** 2, meanOf(spec));
    case "uniform":
      return relative((spec.max - spec.min) ** 2 / 12, meanOf(spec));
    case "empirical":
      return relativeOfAll(spec.values);
    case "sum":
      return relative(
        spec.terms.reduce((sum, term) => sum + varianceOf(term), 0),
        meanOf(spec),
      );
    case "min":
    case "max":
    case "ceil": {
      const values = equallyLikely(spec);
      if (values !== null) return relativeOfAll(values);
      const { mean, square } = bentMoments(spec);
      return square === Infinity ? Infinity : relative(square - mean ** 2, mean);
    }
  }
}

function varianceOf(spec: DistributionSpec): number {
  const squaredCv = squaredCvOf(spec);
  return squaredCv === 0 ? 0 : squaredCv * meanOf(spec) ** 2;
}

const meanOfAll = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function relativeOfAll(values: readonly number[]): number {
  const mean = meanOfAll(values);
  return relative(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length, mean);
}

/** Never NaN: 0 without variance, even for a mean of 0; never negative by rounding. */
function relative(variance: number, mean: number): number {
  return variance <= 0 ? 0 : variance / mean ** 2;
}

/**
 * E[Xᵏ] = α·minᵏ·∫₁ʳ xᵏ⁻ᵅ⁻¹ dx ÷ (1 − r⁻ᵅ), with r = max ÷ min; without a maximum, α·minᵏ ÷ (α − k).
 * `expm1` keeps it exact where α is close to k.
 */
function paretoMoment(spec: Extract<DistributionSpec, { kind: "pareto" }>, k: 1 | 2): number {
  const { shape, min, max } = spec;
  const excess = shape - k;
  if (max === null) return excess > 0 ? (shape * min ** k) / excess : Infinity;
  const logRatio = Math.log(max / min);
  if (logRatio === 0) return min ** k;
  const integral = excess === 0 ? logRatio : -Math.expm1(-excess * logRatio) / excess;
  return (shape * min ** k * integral) / -Math.expm1(-shape * logRatio);
}
