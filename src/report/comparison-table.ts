/** The terminal's table against the baseline: what mean and p99 change by, and whether that is proven. */

import type { ComparisonFindings, Findings } from "../analysis/findings.js";
import { showChange, showRelative, VERDICT_WORDS } from "../charts/change.js";
import { differenceOf, numberOf, shownName } from "./comparison-words.js";
import { intervalLines } from "./interval-lines.js";
import { fold, padEnd, padStart, plain } from "./plain-text.js";
import type { Paints } from "./terminal-table.js";

/** number + name + two of (change + relative + gap + verdict) = 80. */
const widths = { number: 3, name: 17, change: 12, relative: 7, verdict: 10 };
const gap = " ";
const CELL = widths.change + widths.relative + gap.length + widths.verdict;
export const METRICS = ["mean", "p99"] as const;

/** Empty without anything to compare. */
export function comparisonLines(findings: Findings, paints: Paints): string[] {
  const [first] = findings.comparisons;
  if (first === undefined) return [];
  const against = padEnd(`against ${plain(shownName(findings, first.baseline))}`, widths.number + widths.name);
  const heads = METRICS.map((metric) => padStart(`Δ ${metric}`, widths.change) + " ".repeat(CELL - widths.change));
  return [
    paints.dim((against + heads.join("")).trimEnd()),
    ...findings.comparisons.flatMap((each) => rowLines(findings, each, paints)),
  ];
}

function rowLines(findings: Findings, comparison: ComparisonFindings, paints: Paints): string[] {
  const name = fold(shownName(findings, comparison.variant), widths.name).slice(0, 3);
  const number = numberOf(findings, comparison.variant);
  const cells = METRICS.map((metric) => cellLines(comparison, metric, paints));
  return Array.from({ length: Math.max(name.length, ...cells.map((lines) => lines.length)) }, (_, i) => {
    const head = i === 0 && number > 0 ? padStart(String(number), 2) : "  ";
    const shown = cells.map((lines) => lines[i] ?? " ".repeat(CELL)).join("");
    return `${head} ${paints.bold(padEnd(name[i] ?? "", widths.name))}${shown}`.trimEnd();
  });
}

function cellLines(comparison: ComparisonFindings, metric: string, paints: Paints): string[] {
  const found = differenceOf(comparison, metric);
  if (found === null) return [];
  const rest = " ".repeat(CELL - widths.change);
  const { value, interval } = showChange(found.difference, found.unit);
  const relative = found.relative.value === null ? "" : showRelative(found.relative).value;
  const { met, missed } = paints.verdict;
  const paint = found.verdict === "better" ? met : found.verdict === "worse" ? missed : paints.dim;
  const verdict = found.verdict === "unknown" ? "" : VERDICT_WORDS[found.verdict];
  return [
    padStart(` ${plain(value)}`, widths.change) +
      padStart(` ${plain(relative)}`, widths.relative) +
      gap +
      paint(verdict) +
      " ".repeat(widths.verdict - verdict.length),
    ...intervalLines(plain(interval), widths.change - 1).map(
      (line) => paints.dim(padStart(` ${line}`, widths.change)) + rest,
    ),
  ];
}
