/** Every later variant against the baseline, on the same requests. */
import { noEstimate } from "../analysis/confidence.js";
import { differenceVerdict } from "../analysis/difference-verdict.js";
import type { ComparisonFindings, DifferenceFindings, Estimate, VariantFindings } from "../analysis/findings.js";
import { paired } from "../analysis/paired.js";
import { atLeastOfShares } from "../analysis/rare-difference.js";
import type { Measurements } from "../model/measurements.js";
import { allEndpoints } from "./all-endpoints.js";
import { type Compared, type ComparedMetric, sharedUtilisations, USERS_METRICS } from "./compared-metrics.js";
import { CONFIDENCE } from "./measured.js";
import type { Study } from "./study.js";

/** @param runs of each variant, one a replication, in the order of the variants */
export function comparisonFindings(
  { baseline, tie }: Pick<Study, "baseline" | "tie">,
  variants: readonly VariantFindings[],
  runs: readonly (readonly Measurements[])[],
): ComparisonFindings[] {
  if (variants.length < 2) return [];
  const first = variants.findIndex(({ name }) => name === baseline);
  return variants.flatMap((_, i) => (i === first ? [] : [compare(first, i, tie, variants, runs)]));
}

function compare(
  first: number,
  second: number,
  tie: number | null,
  variants: readonly VariantFindings[],
  runs: readonly (readonly Measurements[])[],
): ComparisonFindings {
  const replications = Math.min(runs[first].length, runs[second].length); // One may have been given more.
  const [base, other] = [first, second].map((i): Compared => {
    const pairs = runs[i].slice(0, replications);
    return { findings: variants[i], runs: pairs, all: pairs.map(({ endpoints }) => allEndpoints(endpoints)) };
  });
  const metrics = [...USERS_METRICS, ...sharedUtilisations(base.findings, other.findings)];
  return {
    baseline: base.findings.name,
    variant: other.findings.name,
    replications,
    tie,
    differences: metrics.map((metric) => difference(metric, base, other, tie ?? 0)),
  };
}

function difference(metric: ComparedMetric, base: Compared, other: Compared, tie: number): DifferenceFindings {
  const { unit, goal, relativeResolution } = metric;
  const named = { metric: metric.metric, unit };
  const refused = [base, other].flatMap(({ findings }) => {
    const { value, reason } = metric.shown(findings);
    return value === null ? [`${findings.name}: ${reason ?? "unknown"}`] : [];
  });
  const deviations = [base, other].map(metric.deviations);
  const [from, to] = deviations;
  if (refused.length > 0 || from === null || to === null) {
    const none = noEstimate(refused[0] ?? "not measured in every replication");
    const nothing = { difference: none, unpaired: none, relative: none, correlation: null, varianceRatio: null };
    return { ...named, ...nothing, verdict: "unknown" };
  }
  const found = paired(from, to, { level: CONFIDENCE, relativeResolution });
  const shares = [base, other].map(({ findings }) => metric.shown(findings));
  const atLeast = (estimate: Estimate): Estimate =>
    metric.isShare ? atLeastOfShares(estimate, shares[0], shares[1]) : estimate;
  const wide = atLeast(found.difference);
  const verdict =
    found.relative.low === null || metric.isShare
      ? differenceVerdict(wide, goal, tie * Math.abs(from.value))
      : differenceVerdict(found.relative, goal, tie);
  return { ...named, ...found, difference: wide, unpaired: atLeast(found.unpaired), verdict };
}
