/** Judges claims about a variant and the baseline on paired differences. */
import type {
  ClaimFindings,
  ComparisonFindings,
  DifferenceFindings,
  DifferenceVerdict,
} from "../../analysis/findings/findings.js";
import { type Comparison, judge } from "../../analysis/verdicts/verdict.js";
import { show } from "./estimate-words.js";

/** No paired difference: nothing is proven or refuted. */
const OPEN: readonly DifferenceVerdict[] = ["unknown", "unproven", "incomparable"];

/** One variant against another, neither of which need be the baseline. */
export type Between = (base: string, variant: string) => ComparisonFindings | null;

type Judged = Pick<ClaimFindings, "verdict" | "why">;

const differenceIn = (comparison: ComparisonFindings | undefined, metric: string): DifferenceFindings | undefined =>
  comparison?.differences.find((each) => each.metric === metric);

/** A difference that is not proven is unknown, unless the claim is that there is none. */
export function judgeVerdict(
  comparisons: readonly ComparisonFindings[],
  metric: string,
  variant: string,
  is: boolean,
  expected: string,
): Judged {
  const comparison = comparisons.find((each) => each.variant === variant);
  const found = differenceIn(comparison, metric);
  if (found === undefined) return { verdict: "unknown", why: "there is nothing to compare it with" };
  const why = `${metric} is ${found.verdict}: ${show(found.difference, unitOf(found))} against ${comparison?.within === undefined ? "the baseline" : comparison.baseline}${becauseOf(found)}`;
  const open = OPEN.includes(found.verdict) && found.verdict !== expected;
  return { verdict: open ? "unknown" : (found.verdict === expected) === is ? "met" : "missed", why };
}

/** `mean{variant} < mean{baseline}`, either way round; null if there are no such pairs. */
export function judgeOnPairs(
  comparisons: readonly ComparisonFindings[],
  metric: string,
  left: string,
  comparison: string,
  right: string,
): Judged | null {
  const between = (base: string, variant: string): DifferenceFindings | undefined =>
    differenceIn(
      comparisons.find((each) => each.baseline === base && each.variant === variant),
      metric,
    );
  const leftFound = between(right, left);
  const isLeft = leftFound !== undefined;
  const found = leftFound ?? between(left, right);
  if (found === undefined) return null;
  if (found.verdict === "incomparable")
    return { verdict: "unknown", why: `they cannot be compared${becauseOf(found)}` };
  const { value, low, high } = found.difference;
  if (value === null || low === null || high === null) return null;
  const difference = isLeft ? found.difference : { value: -value, low: -high, high: -low };
  return {
    verdict: judge(difference, comparison as Comparison, 0),
    why: `paired difference ${show(difference, unitOf(found))}`,
  };
}

/** Why two latencies cannot be compared, as one variant answers too few requests; null if they can. */
export function judgeSurvivors(comparison: ComparisonFindings | null, metrics: readonly string[]): Judged | null {
  const found = comparison?.differences.find(
    ({ metric, verdict }) => verdict === "incomparable" && metrics.includes(metric),
  );
  return found === undefined ? null : { verdict: "unknown", why: `they cannot be compared${becauseOf(found)}` };
}

/** For two shares, in percentage points; a per cent would read as a relative change. */
const unitOf = ({ unit }: DifferenceFindings) => (unit === "1" ? "pp" : unit);

const becauseOf = ({ verdict, difference: { reason } }: DifferenceFindings): string =>
  verdict === "incomparable" && reason !== undefined ? `, ${reason}` : "";
