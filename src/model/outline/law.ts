/** A time for queueing theory: its first moments, and whether it is exponential or constant. */
import type { DistributionSpec } from "../../engine/distribution-spec.js";
import { meanOf, squaredCvOf } from "../../engine/random/moments.js";
import { tailIndexOf } from "../../engine/random/tail.js";

export interface Law {
  readonly mean: number;
  readonly variance: number;
  readonly shape: "constant" | "exponential" | "other";
  /** The lowest infinite moment: for a Pareto without a maximum, α rounded up. */
  readonly infiniteMoment: number | null;
}

export function lawOf(spec: DistributionSpec): Law {
  const mean = meanOf(spec);
  const scv = squaredCvOf(spec);
  const tailIndex = tailIndexOf(spec);
  const infiniteMoment = tailIndex === Infinity ? null : Math.ceil(tailIndex);
  return { mean, variance: scv === 0 ? 0 : scv * mean ** 2, shape: shapeOf(spec, mean, scv), infiniteMoment };
}

function shapeOf(spec: DistributionSpec, mean: number, scv: number): Law["shape"] {
  if (scv === 0) return "constant";
  const { kind } = spec;
  if (kind === "erlang" || kind === "gamma" || kind === "weibull") return spec.shape === 1 ? "exponential" : "other";
  if (kind === "hyperexponential")
    return spec.branches.every((branch) => branch.mean === mean) ? "exponential" : "other";
  return kind === "exponential" ? "exponential" : "other";
}
