import { type DistributionSpec, isCompound } from "../../../engine/distribution-spec.js";

/** The distribution multiplied by a factor. */
export function scaled(spec: DistributionSpec, factor: number): DistributionSpec {
  if (isCompound(spec)) {
    if (spec.kind === "ceil") return { ...spec, term: scaled(spec.term, factor), step: spec.step * factor };
    return { ...spec, terms: spec.terms.map((term) => scaled(term, factor)) };
  }
  if (spec.kind === "constant") return { ...spec, value: spec.value * factor };
  if (spec.kind === "uniform" || spec.kind === "pareto")
    return { ...spec, min: spec.min * factor, max: spec.max === null ? null : spec.max * factor } as DistributionSpec;
  if (spec.kind === "hyperexponential")
    return { ...spec, branches: spec.branches.map((branch) => ({ ...branch, mean: branch.mean * factor })) };
  if (spec.kind === "empirical") return { ...spec, values: spec.values.map((value) => value * factor) };
  return { ...spec, mean: spec.mean * factor };
}
