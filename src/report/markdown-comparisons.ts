/** The comparison with the baseline as a table: every figure of every variant, with what pairing bought. */
import type { ComparisonFindings, DifferenceFindings, Findings } from "../analysis/findings.js";
import { type ShownChange, showChange, showRelative, VERDICT_WORDS } from "../charts/change.js";
import { decimal } from "../charts/format.js";
import { drawable } from "../charts/numbers.js";
import { differenceOf, negativeWords, numberOf, pairingWords, selectionWords, shownName } from "./comparison-words.js";
import { details, md, table } from "./markdown-text.js";

const SUMMARY = ["mean", "p99", "goodput", "errors"];

/** Empty without anything to compare. */
export function comparisonSection(findings: Findings): string {
  const [first] = findings.comparisons;
  if (first === undefined) return "";
  const tie = first.tie === null ? "" : ` A tie: the whole interval within ${decimal(first.tie * 100)}% either way.`;
  return [
    `## Against ${md(shownName(findings, first.baseline))}`,
    md(`Differences on the same requests, replication by replication.${tie}`),
    summary(findings),
    [selectionWords(findings), pairingWords(findings), negativeWords(findings)]
      .filter((each) => each !== "")
      .map((each) => `- ${md(each)}`)
      .join("\n"),
    details("Every figure, with and without pairs", everything(findings)),
  ]
    .filter((each) => each !== "")
    .join("\n\n");
}

const label = (findings: Findings, { variant }: ComparisonFindings): string => {
  const number = numberOf(findings, variant);
  return `${number === 0 ? "" : `${number}&ensp;`}${md(shownName(findings, variant))}`;
};

function summary(findings: Findings): string {
  const shown = SUMMARY.filter((metric) => findings.comparisons.some((each) => differenceOf(each, metric) !== null));
  const rows = findings.comparisons.map((comparison) => [
    label(findings, comparison),
    ...shown.flatMap((metric) => {
      const found = differenceOf(comparison, metric);
      return found === null ? ["", ""] : [inline(showChange(found.difference, found.unit)), verdict(found)];
    }),
  ]);
  return table(["", ...shown.flatMap((metric) => [`>Δ ${metric}`, ""])], rows);
}

function everything(findings: Findings): string {
  const rows = findings.comparisons.flatMap((comparison) =>
    comparison.differences.map((each, row) => [
      row === 0 ? label(findings, comparison) : "",
      md(each.metric),
      inline(showChange(each.difference, each.unit)),
      inline(showChange(each.unpaired, each.unit)),
      each.relative.value === null ? "" : inline(showRelative(each.relative)),
      number(each.correlation),
      number(each.varianceRatio),
      verdict(each),
    ]),
  );
  return table(["", "figure", ">paired", ">unpaired", ">relative", ">correlation", ">variance ratio", "verdict"], rows);
}

const inline = ({ value, interval }: ShownChange): string => (interval === "" ? value : `${value}\u00a0${interval}`);
const verdict = (difference: DifferenceFindings): string =>
  difference.verdict === "unknown" ? md(difference.difference.reason ?? "unknown") : VERDICT_WORDS[difference.verdict];

function number(value: number | null): string {
  const shown = drawable(value);
  return shown === null ? "" : decimal(shown).replace("-", "−");
}
