/** Title, subtitle and alt text of the paired differences. */

import type { DifferenceVerdict, Findings } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import type { Caption } from "../kit/caption.js";
import { showChange, VERDICT_WORDS } from "../kit/change.js";
import { roundShare } from "../kit/format.js";
import { drawable } from "../kit/numbers.js";
import { bareName, list, named } from "../kit/words.js";
import { differenceOf, indexOf, METRICS, rowName } from "./rows.js";

const ORDER: readonly DifferenceVerdict[] = [
  "better",
  "worse",
  "more",
  "less",
  "tie",
  "unproven",
  "incomparable",
  "unknown",
];

export function pairedDifferenceCaption(findings: Findings): Caption {
  const title = titleOf(findings);
  const each = findings.comparisons.map((comparison) => {
    const figures = METRICS.flatMap((metric) => {
      const found = differenceOf(comparison, metric)?.found;
      if (found === undefined) return [];
      const { value, interval } = showChange(found.difference, found.unit);
      return [`${metric} ${value}${interval === "" ? "" : ` ${interval}`} (${VERDICT_WORDS[found.verdict]})`];
    });
    return `${rowName(findings, comparison)}: ${list(figures)}`;
  });
  return { title, subtitle: subtitle(findings), description: `${title}. ${each.join("; ")}.` };
}

/** "Mean response time against “pool of 24”: worse in variants 2 and 3, a tie in variants 4–6". */
function titleOf(findings: Findings): string {
  const [first] = findings.comparisons;
  if (first === undefined) return "There is nothing to compare with";
  const base = indexOf(findings, first.baseline);
  const { within } = first;
  const against = base < 0 ? clean(first.baseline) : bareName(findings, base);
  const whose = within === undefined ? `“${against}”` : `“${clean(within.baseline)}”, all else equal`;
  const groups = ORDER.flatMap((verdict) => {
    const those = findings.comparisons
      .filter((comparison) => (differenceOf(comparison, "mean")?.found.verdict ?? "unknown") === verdict)
      .map(({ variant }) => indexOf(findings, variant))
      .filter((index) => index >= 0);
    const what = verdict === "unproven" ? "no difference proven" : VERDICT_WORDS[verdict];
    return those.length === 0 ? [] : [`${what} in ${named(findings, those)}`];
  });
  return `Mean response time against ${whose}: ${list(groups) || "unknown"}`;
}

function subtitle(findings: Findings): string {
  const { comparisons, confidence } = findings;
  const [first] = comparisons;
  if (first === undefined) return "A comparison takes two variants.";
  const percent = Math.round(confidence * 100);
  const sentences = [
    "Response time of successful answers, variant − baseline, on the same requests in each of",
    `${first.replications} replications; left of zero is faster. Thick: ${percent}% interval of the pairs; thin: of`,
    "the same runs as if they had nothing in common.",
  ];
  if (drawable(first.tie) !== null) sentences.push(`A tie: within ${roundShare(first.tie!)} either way.`);
  return [...sentences, ...incomparable(findings)].join(" ");
}

/** "Not comparable: “retries”, latency of the 31% that were answered well, against 62%." */
function incomparable(findings: Findings): string[] {
  const each = findings.comparisons.flatMap((comparison) => {
    const found = METRICS.map((metric) => differenceOf(comparison, metric)?.found);
    const reason = found.find((one) => one?.verdict === "incomparable")?.difference.reason;
    const index = indexOf(findings, comparison.variant);
    return reason === undefined || index < 0 ? [] : [`“${bareName(findings, index)}”, ${reason}`];
  });
  return each.length === 0 ? [] : [`Not comparable: ${each.slice(0, 2).join("; ")}${each.length > 2 ? "; …" : ""}.`];
}
