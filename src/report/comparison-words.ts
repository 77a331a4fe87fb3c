/** What pairing bought, and where it did not: the sentences around a comparison. */
import type { ComparisonFindings, DifferenceFindings, Findings } from "../analysis/findings.js";
import { isNegative } from "../analysis/paired.js";
import { count, decimal, roundShare } from "../charts/format.js";
import { drawable } from "../charts/numbers.js";
import { bareName, list, noun } from "../charts/words.js";

export function differenceOf({ differences }: ComparisonFindings, metric: string): DifferenceFindings | null {
  return differences.find((each) => each.metric === metric) ?? null;
}

/** "2 pool of 24", as in the table of variants. */
export function numberOf({ variants }: Findings, name: string): number {
  return variants.findIndex((variant) => variant.name === name) + 1;
}

export function shownName(findings: Findings, name: string): string {
  const number = numberOf(findings, name);
  return number === 0 ? name : bareName(findings, number - 1);
}

/** "Against one machine". Empty without anything to compare. */
export function comparisonTitle(findings: Findings): string {
  const [first] = findings.comparisons;
  return first === undefined ? "" : `Against ${shownName(findings, first.baseline)}`;
}

/** How the differences were taken, and which of them would not matter. */
export function comparisonWords({ comparisons: [first] }: Findings): string {
  const tie = drawable(first?.tie);
  const within = tie === null ? "" : ` A tie: the whole interval within ${decimal(tie * 100)}% either way.`;
  return `Differences on the same requests, replication by replication.${within}`;
}

/** How many times narrower the paired interval of the mean is, over all comparisons. Empty without any. */
export function pairingWords(findings: Findings): string {
  const gains = findings.comparisons.flatMap((comparison) => {
    const ratio = drawable(differenceOf(comparison, "mean")?.varianceRatio);
    return ratio === null || ratio < 0 ? [] : [Math.sqrt(ratio)];
  });
  if (gains.length === 0) return "";
  const [least, most] = [Math.min(...gains), Math.max(...gains)].map((gain) => decimal(gain, gain < 10 ? 1 : 0));
  const times = least === most ? `${least}` : `${least} to ${most}`;
  return `Every ${noun(findings)} had the same requests, which makes the interval of Δ mean ${times} times narrower.`;
}

/** Where the same requests make the difference less certain, not more. */
export function negativeWords(findings: Findings): string {
  const against = findings.comparisons.flatMap((comparison) => {
    const metrics = comparison.differences.filter(({ correlation }) =>
      isNegative(drawable(correlation), comparison.replications),
    );
    const name = shownName(findings, comparison.variant);
    return metrics.length === 0 ? [] : [`${list(metrics.map(({ metric }) => metric))} of “${name}”`];
  });
  if (against.length === 0) return "";
  return `Negative correlation with the baseline, so pairing widens the interval: ${against.join("; ")}.`;
}

/** "Best by p99: “pool of 24”, chosen with 12 to 40 replications …". Empty if it was not asked. */
export function selectionWords(findings: Findings): string {
  const { selection } = findings;
  if (selection === null) return "";
  const { by, left, probability, replications } = selection;
  const [least, most] = [Math.min(...replications), Math.max(...replications)].map((n) => count(n));
  const spent = `${least === most ? most : `${least} to ${most}`} replications each`;
  const names = list(left.map((name) => `“${shownName(findings, name)}”`));
  if (left.length !== 1) return `Best by ${by}: still open between ${names || "none"} after ${spent}.`;
  return `Best by ${by}: ${names} with ${roundShare(probability)}, but for ties; ${spent}.`;
}
