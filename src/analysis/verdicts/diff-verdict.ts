/** The verdict on a proposal, from objectives, headline metrics and whether the system still has a steady state. */
import type { DiffVerdict, MetricDiff, ObjectiveDiff, ObjectiveVerdict } from "../findings/diff-findings.js";
import type { DifferenceFindings, Estimate, VariantFindings, Verdict } from "../findings/findings.js";
import { stuckWords } from "../steadiness/stuck-words.js";

/** The metrics that decide; not throughput, since failing fast raises it. */
export const HEADLINE: readonly string[] = ["mean", "p50", "p95", "p99", "goodput", "errors"];

const MORE_IS_BETTER = "goodput";

export function objectiveVerdict(before: Verdict, after: Verdict): ObjectiveVerdict {
  if (before === "met" && after === "missed") return "regressed";
  return before === "missed" && after === "met" ? "fixed" : after;
}

/**
 * Does the whole paired interval lie beyond the tolerance, in the direction of its verdict? Relative where known;
 * for a share, or a base of zero, as a multiple of the base.
 */
export function isBeyond(
  { metric, difference, relative, verdict }: DifferenceFindings,
  base: Estimate,
  tolerance: number,
): boolean {
  if (verdict !== "better" && verdict !== "worse") return false;
  const isRelative = metric !== "errors" && relative.low !== null && relative.high !== null;
  const { low, high } = isRelative ? relative : difference;
  if (low === null || high === null) return false;
  const zone = isRelative ? tolerance : tolerance * Math.abs(base.value ?? 0);
  const isMore = (verdict === "better") === (metric === MORE_IS_BETTER);
  return isMore ? low > zone : high < -zone;
}

export type Steadiness = Pick<VariantFindings, "drift" | "overload" | "standstill"> & Partial<ComesBack>;

/** From what a side comes back in every replication, and from what in none; what is neither is unknown. */
export interface ComesBack {
  readonly backFrom: readonly string[]; // Names of moments.
  readonly notBackFrom: readonly string[];
}

/**
 * @param objectives of the proposal
 * @param isSame nothing simulated differs
 * @param bears whether the highest load it can bear is proven to differ; less is told, and is no regression
 */
export function diffVerdict(
  objectives: readonly ObjectiveDiff[],
  metrics: readonly MetricDiff[],
  { base, proposal }: { readonly base: Steadiness; readonly proposal: Steadiness },
  isSame = false,
  bears: "more" | "less" | null = null,
): { readonly verdict: DiffVerdict; readonly why: readonly string[] } {
  const named = (verdict: ObjectiveVerdict): string[] =>
    objectives.filter((each) => each.verdict === verdict).map(({ metric, expression }) => `${metric}: ${expression}`);
  const beyond = (verdict: MetricDiff["verdict"]): string[] =>
    metrics.filter((each) => each.verdict === verdict && each.beyondTolerance).map(({ metric }) => metric);
  const grows = isStable(base) ? proposal.overload : null;
  const stands = base.standstill === null ? proposal.standstill : null;
  const settles = isStable(proposal) && (base.overload !== null || base.standstill !== null);
  const [before, after] = [base.notBackFrom ?? [], proposal.notBackFrom ?? []];
  const neither = after
    .filter((moment) => before.includes(moment))
    .map((moment) => `neither comes back after ${moment}`);
  const worse = [
    ...after.filter((moment) => !before.includes(moment)).map((moment) => `does not come back after ${moment} now`),
    ...said("met before and missed now", named("regressed")),
    ...said("worse beyond the tolerance", beyond("worse")),
    ...(stands === null ? [] : [`requests wait for each other for ever now: ${stuckWords(stands)}`]),
    ...(grows === null ? [] : [`the number ${grows.what} grows now: there is no steady state any more`]),
  ];
  // Where fewer requests are answered, errors and goodput decide, if proven to differ.
  const decided = isIncomparable(metrics) && beyond("better").some((metric) => ANSWERS.includes(metric));
  const open = [
    ...said("unknown", named("unknown")),
    ...(isComparable(metrics) || settles || decided ? [] : [NOT_COMPARABLE]),
  ];
  const better = [
    ...before.filter((moment) => proposal.backFrom?.includes(moment)).map((moment) => `comes back after ${moment} now`),
    ...said("missed before and met now", named("fixed")),
    ...said("better beyond the tolerance", beyond("better")),
    ...(settles ? ["there is a steady state now"] : []),
    ...(bears === "more" ? ["bears more load"] : []),
  ];
  const beside = [...notCompared(metrics), ...(bears === "less" ? ["bears less load"] : [])];
  if (worse.length > 0) return { verdict: "regression", why: [...neither, ...worse, ...better, ...beside] };
  if (open.length > 0) return { verdict: "undecided", why: [...neither, ...open, ...better, ...beside] };
  if (better.length > 0) return { verdict: "improvement", why: [...neither, ...better, ...beside] };
  if (isSame) return { verdict: "no difference", why: [...neither, "both models mean the same"] };
  const isTie = metrics.every(({ verdict }) => verdict === "tie"); // Unknown may differ.
  const same = isTie ? "no metric differs beyond the tolerance" : NOT_PROVEN;
  return { verdict: "no difference", why: [...neither, same, ...beside] };
}

const isStable = ({ drift, overload, standstill }: Steadiness): boolean =>
  overload === null && standstill === null && drift?.verdict === "stable";

const NOT_COMPARABLE = "mean latency cannot be compared";
const NOT_PROVEN = "no difference is proven beyond the tolerance, which is not proof that there is none";

/** Metrics of how many requests are answered. */
const ANSWERS: readonly string[] = ["goodput", "errors"];

const meanOf = (metrics: readonly MetricDiff[]): MetricDiff | undefined =>
  metrics.find(({ metric }) => metric === "mean");
const isIncomparable = (metrics: readonly MetricDiff[]): boolean => meanOf(metrics)?.verdict === "incomparable";
const isComparable = (metrics: readonly MetricDiff[]): boolean =>
  meanOf(metrics)?.difference.low != null && !isIncomparable(metrics);

/** "not compared: mean, p99, latency of the 31% that were answered well, against 62%". */
function notCompared(metrics: readonly MetricDiff[]): string[] {
  const those = metrics.filter(({ verdict }) => verdict === "incomparable");
  const reason = those[0]?.difference.reason;
  const names = those.map(({ metric }) => metric).join(", ");
  return reason === undefined ? [] : [`not compared: ${names}, ${reason}`];
}

const said = (how: string, what: readonly string[]): string[] =>
  what.length === 0 ? [] : [`${how}: ${what.join(", ")}`];
