/** The terminal's table against the baseline: changes in the headline figures, and whether they are proven. */

import type { ComparisonFindings, Findings } from "../../analysis/findings/findings.js";
import { showChange, showRelative, verdictWord } from "../../charts/kit/change.js";
import { type Cell, type Column, figure, fittedTable, numbered, words } from "../kit/fitted-table.js";
import { differenceOf, headlines, numberOf, shownName } from "./comparison-words.js";
import type { Paints } from "./terminal-table.js";

/** A name and two sets of change, relative change and verdict: 80. */
const widths = { name: 20, change: 12, relative: 7, verdict: 11 };
export const METRICS = ["mean", "p99"] as const;

/** Empty without a comparison. */
export function comparisonLines(findings: Findings, paints: Paints): string[] {
  const [first] = findings.comparisons;
  if (first === undefined) return [];
  const metrics = headlines(findings, METRICS);
  const head = `against ${shownName(findings, first.baseline)}`;
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
    findings.comparisons.map((each) => rowOf(findings, each, metrics, paints)),
    paints.dim,
  );
}

function rowOf(findings: Findings, comparison: ComparisonFindings, metrics: readonly string[], paints: Paints): Cell[] {
  const { variant } = comparison;
  return [
    numbered(numberOf(findings, variant), shownName(findings, variant), paints.bold),
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
