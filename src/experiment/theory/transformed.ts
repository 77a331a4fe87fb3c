/** Laplace transforms of the distributions that have one in closed form. */
import { constantGaps, erlangGaps, type Gaps, hyperexponentialGaps } from "../../analysis/theory/gim1.js";
import type { DistributionSpec } from "../../engine/distribution-spec.js";

/** For this shape, scaled to the mean; null without a closed form. */
export function transformed(spec: DistributionSpec, mean: number): Gaps | null {
  if (spec.kind === "constant") return constantGaps(mean);
  if (spec.kind === "erlang" || spec.kind === "gamma") return erlangGaps(spec.shape, mean);
  if (spec.kind === "exponential") return erlangGaps(1, mean);
  if (spec.kind !== "hyperexponential" || spec.branches.length !== 2) return null;
  const [first, second] = spec.branches as [
    { probability: number; mean: number },
    { probability: number; mean: number },
  ];
  const scale = mean / (first.probability * first.mean + second.probability * second.mean);
  return hyperexponentialGaps(first.probability, 1 / (first.mean * scale), 1 / (second.mean * scale));
}
