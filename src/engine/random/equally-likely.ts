import { ceilTo, type DistributionSpec } from "../distribution-spec.js";

const known = new WeakMap<DistributionSpec, readonly number[] | null>();

/** All values, equally likely, of measured values combined with constants; null for every other distribution. */
export function equallyLikely(spec: DistributionSpec): readonly number[] | null {
  const found = known.get(spec);
  if (found !== undefined) return found;
  const values = valuesOf(spec);
  known.set(spec, values);
  return values;
}

function valuesOf(spec: DistributionSpec): readonly number[] | null {
  switch (spec.kind) {
    case "constant":
      return [spec.value];
    case "empirical":
      return spec.values;
    case "ceil":
      return equallyLikely(spec.term)?.map((value) => ceilTo(value, spec.step)) ?? null;
    case "sum":
      return combined(spec.terms, (a, b) => a + b);
    case "min":
      return combined(spec.terms, Math.min);
    case "max":
      return combined(spec.terms, Math.max);
    default:
      return null;
  }
}

/** Of at most one list and constants, so that no list is longer than the measured one. */
function combined(
  terms: readonly DistributionSpec[],
  join: (a: number, b: number) => number,
): readonly number[] | null {
  const lists = terms.map(equallyLikely);
  if (lists.includes(null) || lists.filter((list) => list!.length > 1).length > 1) return null;
  return (lists as number[][]).reduce((all, list) => all.flatMap((a) => list.map((b) => join(a, b))));
}
