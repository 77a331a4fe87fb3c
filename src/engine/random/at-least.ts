import { gammaQ } from "../../mathematics/incomplete-gamma.js";
import type { DistributionSpec } from "../distribution-spec.js";
import { parametersOf } from "./parameters.js";

/** P(X ≥ x), in closed form: how a number is drawn decides nothing else. */
export function atLeast(spec: DistributionSpec, x: number): number {
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
      return spec.values.filter((value) => value >= x).length / spec.values.length;
  }
}

/** P(Z ≥ z) of a standard normal number. */
function normalTail(z: number): number {
  const beyond = gammaQ(0.5, (z * z) / 2) / 2;
  return z >= 0 ? beyond : 1 - beyond;
}
