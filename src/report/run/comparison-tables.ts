/** The comparison with the baseline as tables: headline figures, and every figure with the gain from pairing. */
import type { ComparisonFindings, DifferenceFindings, Findings } from "../../analysis/findings/findings.js";
import { type ShownChange, showChange, showRelative, verdictWord } from "../../charts/kit/change.js";
import { count, decimal } from "../../charts/kit/format.js";
import { drawable } from "../../charts/kit/numbers.js";
import type { Cell, Table } from "../kit/table.js";
import { differenceOf, groupsOf, headlines, numberOf, shownName } from "./comparison-words.js";
import { numberedReason, refusedWords } from "./refused-words.js";

const MOST_TOLD = 1e6; // Of a variance ratio: above it the two differ only by rounding.
const SUMMARY = ["mean", "p99", "goodput", "errors"];

/** Why one has no verdict is a sentence below the table: a column would be a word wide. */
export const summaryReasons = (findings: Findings): string => refusedWords(findings, headlines(findings, SUMMARY));

export function comparisonSummary(findings: Findings): Table {
  const shown = headlines(findings, SUMMARY).filter((metric) =>
    findings.comparisons.some((each) => differenceOf(each, metric) !== null),
  );
  const rows = groupsOf(findings).flatMap((group) =>
    group.map((comparison, i) => [
      ...labels(findings, comparison, i),
      ...shown.flatMap((metric) => {
        const found = differenceOf(comparison, metric);
        return found === null ? ["", ""] : [inline(showChange(found.difference, found.unit)), verdictWord(found)];
      }),
    ]),
  );
  return { heads: [...firstHeads(findings), ...shown.flatMap((metric) => [`>Δ ${metric}`, "verdict"])], rows };
}

export function comparisonDetails(findings: Findings): Table {
  const rows = groupsOf(findings)
    .flat()
    .flatMap((comparison) =>
      comparison.differences.map((each, row) => [
        { label: label(findings, comparison), again: row === 0 ? null : "" },
        each.metric,
        inline(showChange(each.difference, each.unit)),
        inline(showChange(each.unpaired, each.unit)),
        each.relative.value === null ? "" : inline(showRelative(each.relative)),
        number(each.correlation),
        number(each.varianceRatio),
        verdict(findings, comparison, each),
      ]),
    );
  const heads = ["figure", ">paired", ">unpaired", ">relative", ">correlation", ">variance ratio", "verdict"];
  return { heads: ["", ...heads], rows };
}

/** In a grid, the values of the other axes stand before the variant's own, once for all that share them. */
const firstHeads = ({ comparisons: [first] }: Findings): string[] => (first?.within === undefined ? [""] : ["at", ""]);

function labels(findings: Findings, comparison: ComparisonFindings, i: number): Cell[] {
  const { variant, within } = comparison;
  if (within === undefined) return [label(findings, comparison)];
  return [{ label: within.at, again: i === 0 ? null : "" }, `${numberOf(findings, variant)}\u00a0${within.variant}`];
}

const label = (findings: Findings, { variant }: ComparisonFindings): string => {
  const number = numberOf(findings, variant);
  return `${number === 0 ? "" : `${number}\u2002`}${shownName(findings, variant)}`;
};

const inline = ({ value, interval }: ShownChange): string => (interval === "" ? value : `${value}\u00a0${interval}`);
function verdict(findings: Findings, comparison: ComparisonFindings, found: DifferenceFindings): string {
  const { reason } = found.difference;
  const why = reason === undefined ? undefined : numberedReason(findings, { comparison, why: reason });
  if (found.verdict === "unknown") return why ?? "unknown";
  return found.verdict === "incomparable" && why !== undefined ? `${verdictWord(found)}: ${why}` : verdictWord(found);
}

function number(value: number | null): string {
  const shown = drawable(value);
  if (shown !== null && shown > MOST_TOLD) return `>${count(MOST_TOLD)}`;
  return shown === null ? "" : decimal(shown).replace("-", "−");
}
