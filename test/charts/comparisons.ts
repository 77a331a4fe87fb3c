/** What the fixture's stages differ by: pairs that make intervals a quarter as wide as those of separate runs. */
import type {
  ComparisonFindings,
  DifferenceFindings,
  EndpointFindings,
  Estimate,
  VariantFindings,
} from "../../src/analysis/findings/findings.js";

const metrics: readonly [string, DifferenceFindings["unit"], (all: EndpointFindings) => Estimate][] = [
  ["mean", "ms", ({ latencyMs }) => latencyMs.mean],
  ["p99", "ms", ({ latencyMs }) => latencyMs.p99],
];

export function comparisonsOf([base, ...others]: readonly VariantFindings[]): ComparisonFindings[] {
  return others.map((other, i) => ({
    baseline: base.name,
    variant: other.name,
    replications: 5,
    tie: 0.05,
    differences: metrics.map(([metric, unit, of]) => difference(metric, unit, of(base.all), of(other.all), i)),
  }));
}

function difference(
  metric: string,
  unit: DifferenceFindings["unit"],
  from: Estimate,
  to: Estimate,
  i: number,
): DifferenceFindings {
  const [before, after] = [from.value ?? 0, to.value ?? 0];
  const half = 0.01 * (before + after) * (1 + i / 3);
  const value = after - before;
  const within = (width: number): Estimate => ({ value, low: value - width, high: value + width });
  return {
    metric,
    unit,
    difference: within(half),
    unpaired: within(4 * half),
    relative: { value: value / before, low: (value - half) / before, high: (value + half) / before },
    correlation: 0.9,
    varianceRatio: 16,
    verdict: Math.abs(value) < half ? "unproven" : value > 0 ? "worse" : "better",
  };
}
