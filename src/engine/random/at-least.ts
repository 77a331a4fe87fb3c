import { gammaQ } from "../../mathematics/incomplete-gamma.js";
import { type DistributionSpec, isCompound, ON_STEP, type SimpleSpec } from "../distribution-spec.js";
import { type Atom, added, atomsOf, thinned } from "./atoms.js";
import { equallyLikely } from "./equally-likely.js";
import { parametersOf } from "./parameters.js";

/** P(X ≥ x) in closed form, except for sums: of two random terms to 2e-4, of more to 5e-4. */
export function atLeast(spec: DistributionSpec, x: number): number {
  if (!isCompound(spec)) return simpleAtLeast(spec, x);
  const values = equallyLikely(spec);
  if (values !== null) return share(values, x);
  switch (spec.kind) {
    case "sum":
      return sumAtLeast(spec, x);
    case "min":
      return spec.terms.reduce((all, term) => all * atLeast(term, x), 1);
    case "max":
      return 1 - spec.terms.reduce((none, term) => none * (1 - atLeast(term, x)), 1);
    case "ceil": // The value must exceed the last multiple below x.
      return atLeast(spec.term, (Math.ceil(x / spec.step - ON_STEP) - 1 + ON_STEP) * spec.step);
  }
}

type Sum = Extract<DistributionSpec, { kind: "sum" | "min" | "max" }>;

/** One term exactly, all others as atoms. */
const split = new WeakMap<Sum, { readonly atoms: readonly Atom[]; readonly last: DistributionSpec }>();

function sumAtLeast(sum: Sum, x: number): number {
  const { atoms, last } = split.get(sum) ?? splitSum(sum);
  return atoms.reduce((all, { value, weight }) => all + weight * atLeast(last, x - value), 0);
}

/** The term to keep in closed form: preferably a smooth one. */
function splitSum(sum: Sum) {
  const smooth = Math.max(
    0,
    sum.terms.findIndex((term) => equallyLikely(term) === null),
  );
  const others = sum.terms.filter((_, i) => i !== smooth).map(atomsIn);
  const found = { atoms: others.reduce(added, [{ value: 0, weight: 1 }]), last: sum.terms[smooth]! };
  split.set(sum, found);
  return found;
}

function atomsIn(spec: DistributionSpec): readonly Atom[] {
  const values = equallyLikely(spec);
  if (values === null) return atomsOf((x) => atLeast(spec, x));
  return thinned(values.map((value) => ({ value, weight: 1 / values.length })));
}

const share = (values: readonly number[], x: number): number =>
  values.filter((value) => value >= x).length / values.length;

function simpleAtLeast(spec: SimpleSpec, x: number): number {
  if (x <= 0 && spec.kind !== "constant" && spec.kind !== "uniform" && spec.kind !== "empirical") return 1;
  switch (spec.kind) {
    case "constant":
      return spec.value >= x ? 1 : 0;
    case "exponential":
      return Math.exp(-x / spec.mean);
    case "lognormal": {
      const { scale, shape: sigma } = parametersOf(spec);
      return sigma === 0 || scale === 0 ? Number(scale >= x) : normalTail(Math.log(x / scale) / sigma);
    }
    case "erlang":
    case "gamma":
      return spec.mean === 0 ? 0 : gammaQ(spec.shape, (x * spec.shape) / spec.mean);
    case "weibull":
      return Math.exp(-((x / parametersOf(spec).scale) ** spec.shape));
    case "hyperexponential":
      return spec.branches.reduce((sum, { probability, mean }) => sum + probability * Math.exp(-x / mean), 0);
    case "pareto": {
      const { min, max, shape } = spec;
      if (x <= min) return 1;
      const beyond = max === null ? 0 : (min / max) ** shape;
      return Math.max(0, ((min / x) ** shape - beyond) / (1 - beyond));
    }
    case "uniform":
      return spec.min === spec.max
        ? Number(spec.min >= x)
        : Math.min(1, Math.max(0, (spec.max - x) / (spec.max - spec.min)));
    case "geometric":
      return (spec.mean / (1 + spec.mean)) ** Math.ceil(x);
    case "empirical":
      return share(spec.values, x);
  }
}

/** P(Z ≥ z) of a standard normal number. */
function normalTail(z: number): number {
  const beyond = gammaQ(0.5, (z * z) / 2) / 2;
  return z >= 0 ? beyond : 1 - beyond;
}
