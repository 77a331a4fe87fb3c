import type { DistributionSpec } from "../distribution-spec.js";

/**
 * An internal check: mistakes in a model file are reported before, with their place in the file.
 *
 * @throws RangeError if the numbers do not make a distribution
 */
export function checkSpec(spec: DistributionSpec): void {
  const wrong = whatIsWrong(spec);
  if (wrong !== null) throw new RangeError(`${spec.kind}: ${wrong}, in ${JSON.stringify(spec)}`);
}

function whatIsWrong(spec: DistributionSpec): string | null {
  switch (spec.kind) {
    case "constant":
      return Number.isFinite(spec.value) ? null : "the value is not finite";
    case "exponential":
    case "geometric":
      return wrongMean(spec.mean);
    case "lognormal":
      return spec.sigma >= 0 && spec.sigma < Infinity ? wrongMean(spec.mean) : "sigma is not a number from 0 on";
    case "erlang":
      return Number.isInteger(spec.shape) ? (wrongShape(spec.shape) ?? wrongMean(spec.mean)) : "the shape is not whole";
    case "gamma":
    case "weibull":
      return wrongShape(spec.shape) ?? wrongMean(spec.mean);
    case "hyperexponential":
      return wrongBranches(spec.branches);
    case "pareto":
      if (!(spec.min > 0 && spec.min < Infinity)) return "the minimum is not above 0";
      return spec.max !== null && !(spec.max >= spec.min && spec.max < Infinity)
        ? "the maximum is below the minimum, or not finite"
        : wrongShape(spec.shape);
    case "uniform":
      return Number.isFinite(spec.min) && spec.max >= spec.min && spec.max < Infinity
        ? null
        : "the maximum is below the minimum, or an end is not finite";
    case "empirical":
      return spec.values.length > 0 && spec.values.every(Number.isFinite)
        ? null
        : "there are no values, or not all finite";
    case "sum":
    case "min":
    case "max":
      return spec.terms.length === 0 ? "there are no terms" : firstWrong(spec.terms);
    case "ceil":
      return spec.step > 0 && spec.step < Infinity ? firstWrong([spec.term]) : "the step is not above 0";
  }
}

const firstWrong = (terms: readonly DistributionSpec[]): string | null =>
  terms.map(whatIsWrong).find((wrong) => wrong !== null) ?? null;

function wrongMean(mean: number): string | null {
  return mean >= 0 && mean < Infinity ? null : "the mean is not a number from 0 on";
}

function wrongShape(shape: number): string | null {
  return shape > 0 && shape < Infinity ? null : "the shape is not above 0";
}

function wrongBranches(branches: readonly { readonly probability: number; readonly mean: number }[]): string | null {
  const total = branches.reduce((sum, { probability }) => sum + probability, 0);
  if (!(Math.abs(total - 1) < 1e-9)) return `the probabilities add up to ${total}`;
  if (branches.some(({ probability }) => probability < 0)) return "a probability is below 0";
  return branches.map(({ mean }) => wrongMean(mean)).find((wrong) => wrong !== null) ?? null;
}
