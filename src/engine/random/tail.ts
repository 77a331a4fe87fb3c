import type { DistributionSpec } from "../distribution-spec.js";

/**
 * The α of a tail that falls as x^−α, so that moments from α on are infinite; Infinity where all are finite.
 * A maximum or a sum has the heaviest tail of its terms; a minimum is large only if all are, so their α add up.
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
