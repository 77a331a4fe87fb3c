/** The table of changes that do something, the best first. */

import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { type ShownChange, showRelative } from "../../charts/kit/change.js";
import { inline } from "../../charts/kit/estimate.js";
import { threeDigits } from "../../charts/kit/format.js";
import { columns } from "../../text/width.js";
import { type Cell, type Column, figure, fittedTable, type Paint, words } from "../kit/fitted-table.js";
import { paintsOf, type View } from "../kit/view.js";

type Paints = ReturnType<typeof paintsOf>;

export function nextTableLines(findings: NextFindings, shown: readonly ChangeFindings[], view: View): string[] {
  const paints = paintsOf(view);
  const isWide = view.width >= WIDE;
  const hasGains = shown.some(({ gain }) => gain !== null);
  const table: Column[] = [
    { head: "change", width: isWide ? 44 : 33 },
    ...(isWide || view.verbose ? [{ head: "treats", width: isWide ? 20 : 14 }] : []),
    ...(hasGains
      ? [{ head: `Δ ${headOf(findings.metric)}`, width: view.verbose && !isWide ? 14 : 16, isRight: true }]
      : []),
    { head: "cost", width: isWide ? 24 : 16, gap: 3 },
    ...(view.verbose ? [{ head: "cx", width: 3, isRight: true }] : []),
    { head: "verdict", width: 12, gap: 2 },
  ];
  const rows = shown.map((change) => rowOf(findings, change, hasGains, view, paints));
  return fittedTable(table, rows, paints.dim, view.width);
}

const WIDE = 110;

/** A short form of the metric, which stands in full above: "p99" of "p99 of web.checkout", "growth" of a queue. */
function headOf(metric: string): string {
  const [statistic = ""] = metric.split(" of ");
  return [metric, statistic].find((name) => columns(`Δ ${name}`) <= HEAD) ?? /^\w+/.exec(metric)?.[0] ?? metric;
}

const HEAD = 13;

function rowOf(
  { best, now }: NextFindings,
  change: ChangeFindings,
  hasGains: boolean,
  view: View,
  paints: Paints,
): Cell[] {
  const [word, paint] = verdictOf(change, now.objectives.length > 0, paints);
  const gain = change.gain === null ? { value: "unknown", interval: "" } : showRelative(change.gain);
  const isWide = view.width >= WIDE;
  return [
    words(change.name, change.name === best ? paints.bold : undefined),
    ...(isWide || view.verbose ? [words(change.treats)] : []),
    ...(hasGains ? [isWide || !view.verbose ? inOne(gain) : figure(gain, paints.dim)] : []),
    words(costWords(change.cost)),
    ...(view.verbose ? [words(String(change.complexity))] : []),
    words(word, paint, true),
  ];
}

/** A gain with its interval beside it, never broken. */
function inOne({ value, interval }: ShownChange): Cell {
  const beside = /^(±|$)/.test(interval) ? interval : `(${interval})`;
  return words(inline({ value, interval: beside }).replaceAll(" ", "\u00a0"), undefined, true);
}

function verdictOf({ verdict, objectives }: ChangeFindings, hasObjectives: boolean, paints: Paints): [string, Paint] {
  const meets = hasObjectives && objectives === "met" ? " ✓" : "";
  const { met, missed, unknown } = paints.verdict;
  if (verdict === "gains" || verdict === "saves") return [`${verdict}${meets}`, met];
  if (verdict === "trades") return [`${verdict}${meets}`, unknown];
  return [verdict, verdict === "worse" ? missed : verdict === "unknown" ? unknown : paints.dim];
}

/** "+4 cores, +1 instance", "−1 cache". */
export function costWords(cost: ChangeFindings["cost"]): string {
  const counted = Object.entries(cost).filter(([, count]) => count !== 0);
  const words = counted.map(([unit, count]) => {
    const one = Math.abs(count) === 1 ? unit.replace(/ies$/, "ys").replace(/s$/, "") : unit;
    return `${count < 0 ? "−" : "+"}${threeDigits(Math.abs(count))}\u00a0${one}`;
  });
  return words.length === 0 ? "none" : words.join(", ");
}
