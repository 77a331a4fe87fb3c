/** What pairing bought, and where it did not: the sentences around a comparison. */
import type { ComparisonFindings, DifferenceFindings, Findings } from "../analysis/findings.js";
import { decimal } from "../charts/format.js";
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
    const metrics = comparison.differences.filter(({ correlation }) => (drawable(correlation) ?? 0) < 0);
    const name = shownName(findings, comparison.variant);
    return metrics.length === 0 ? [] : [`${list(metrics.map(({ metric }) => metric))} of “${name}”`];
  });
  if (against.length === 0) return "";
  return `Negative correlation with the baseline, so pairing widens the interval: ${against.join("; ")}.`;
}
