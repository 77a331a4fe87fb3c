import type { DistributionSpec } from "../distribution-spec.js";

/**
 * The α of a tail that falls as x^−α, so that moments from α on are infinite; Infinity where all are finite.
 * The largest of several has the heaviest tail of them, as has their sum; the least needs all of them to be large.
 */
export function tailIndexOf(spec: DistributionSpec): number {
  switch (spec.kind) {
    case "pareto":
      return spec.max === null ? spec.shape : Infinity;
    case "sum":
    case "max":
      return Math.min(...spec.terms.map(tailIndexOf));
    case "min":
      return spec.terms.reduce((sum, term) => sum + tailIndexOf(term), 0);
    case "ceil":
      return tailIndexOf(spec.term);
    default:
      return Infinity;
  }
}
