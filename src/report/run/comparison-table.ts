/** The terminal's table against the baseline: changes in the headline figures, and whether they are proven. */

import type { ComparisonFindings, Findings } from "../../analysis/findings/findings.js";
import { showChange, showRelative, verdictWord } from "../../charts/kit/change.js";
import { clean } from "../../text/safe-text.js";
import { type Cell, type Column, figure, fittedTable, numbered, words } from "../kit/fitted-table.js";
import { baselineName, differenceOf, groupsOf, headlines, numberOf, shownName } from "./comparison-words.js";
import type { Paints } from "./terminal-table.js";

/** A name and two sets of change, relative change and verdict: 80. */
const widths = { name: 20, change: 12, relative: 7, verdict: 11 };
export const METRICS = ["mean", "p99"] as const;

/** Empty without a comparison. */
export function comparisonLines(findings: Findings, paints: Paints): string[] {
  const [first] = findings.comparisons;
  if (first === undefined) return [];
  const metrics = headlines(findings, METRICS);
  const groups = groupsOf(findings);
  const isOneEach = first.within !== undefined && groups.every((group) => group.length === 1);
  const whose = isOneEach ? `${clean(first.within.variant)} ` : "";
  const head = `${whose}against ${baselineName(findings, first)}`;
  const table: Column[] = [
    { head, width: widths.name },
    ...metrics.flatMap((metric): Column[] => [
      { head: `Δ ${metric}`, width: widths.change, isRight: true },
      { head: "", width: widths.relative, isRight: true },
      { head: "", width: widths.verdict },
    ]),
  ];
  return fittedTable(
    table,
    groups.flatMap((group) => {
      const { within } = group[0]!;
      const named = ({ variant, within: of }: ComparisonFindings): string =>
        of === undefined ? shownName(findings, variant) : clean(isOneEach ? of.at : of.variant);
      return [
        ...(within === undefined || isOneEach ? [] : [`at ${clean(within.at)}`]),
        ...group.map((each) => rowOf(findings, each, named(each), metrics, paints)),
      ];
    }),
    paints.dim,
    paints.width,
  );
}

function rowOf(
  findings: Findings,
  comparison: ComparisonFindings,
  name: string,
  metrics: readonly string[],
  paints: Paints,
): Cell[] {
  return [
    numbered(numberOf(findings, comparison.variant), name, paints.bold),
    ...metrics.flatMap((metric) => cells(comparison, metric, paints)),
  ];
}

function cells(comparison: ComparisonFindings, metric: string, paints: Paints): Cell[] {
  const found = differenceOf(comparison, metric);
  if (found === null) return [words(""), words(""), words("")];
  const { met, missed } = paints.verdict;
  const paint = found.verdict === "better" ? met : found.verdict === "worse" ? missed : paints.dim;
  return [
    figure(showChange(found.difference, found.unit), paints.dim),
    words(found.relative.value === null ? "" : showRelative(found.relative).value, undefined, true),
    words(found.verdict === "unknown" ? "" : verdictWord(found), paint, true),
  ];
}
