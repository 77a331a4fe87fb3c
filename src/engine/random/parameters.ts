import { logGamma } from "../../mathematics/gamma-function.js";
import type { SimpleSpec } from "../distribution-spec.js";

/** Parameters of a draw, computed once; 0 or empty where the family does not use them. */
export interface Parameters {
  readonly scale: number; // In the unit of the values, except for the geometric.
  readonly shape: number;
  readonly extra: number;
  readonly values: Float64Array; // Empirical values, or the means of branches.
  readonly upTo: Float64Array; // Cumulative probabilities of the branches; the last is 1.
}

export function parametersOf(spec: SimpleSpec): Parameters {
  switch (spec.kind) {
    case "constant":
      return of({ scale: spec.value });
    case "exponential":
      return of({ scale: spec.mean });
    case "lognormal":
      return of({ scale: spec.mean * Math.exp(-0.5 * spec.sigma ** 2), shape: spec.sigma });
    case "erlang":
    case "gamma":
      return of({ scale: spec.mean / spec.shape, shape: spec.shape });
    case "weibull": // The mean is scale·Γ(1 + 1/shape).
      return of({ scale: spec.mean / Math.exp(logGamma(1 + 1 / spec.shape)), shape: 1 / spec.shape });
    case "hyperexponential":
      return of({ values: Float64Array.from(spec.branches, ({ mean }) => mean), upTo: cumulative(spec.branches) });
    case "pareto":
      return of({
        scale: spec.min,
        shape: 1 / spec.shape,
        extra: spec.max === null ? 1 : 1 - (spec.min / spec.max) ** spec.shape,
      });
    case "uniform":
      return of({ scale: spec.max - spec.min, extra: spec.min });
    case "geometric": // P(X ≥ n) = (m ÷ (1 + m))ⁿ, so X is the floor of an exponential number of this scale.
      return of({ scale: 1 / Math.log1p(1 / spec.mean) });
    case "empirical":
      return of({ values: Float64Array.from(spec.values) });
  }
}

const NONE = new Float64Array(0);

function of({ scale = 0, shape = 0, extra = 0, values = NONE, upTo = NONE }: Partial<Parameters>): Parameters {
  return { scale, shape, extra, values, upTo };
}

function cumulative(branches: readonly { readonly probability: number }[]): Float64Array {
  const upTo = new Float64Array(branches.length);
  let sum = 0;
  branches.forEach(({ probability }, i) => {
    sum += probability;
    upTo[i] = sum;
  });
  upTo[branches.length - 1] = 1; // Whatever the rounding.
  return upTo;
}
