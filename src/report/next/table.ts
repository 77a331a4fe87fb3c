/** The table of changes that do something: two lines or more per change, the interval below its gain. */

import type { ChangeFindings, NextFindings } from "../../analysis/findings/next-findings.js";
import { showRelative } from "../../charts/kit/change.js";
import { threeDigits } from "../../charts/kit/format.js";
import { columns } from "../../text/width.js";
import { type Cell, type Column, figure, fittedTable, type Paint, words } from "../kit/fitted-table.js";
import type { Paints } from "../run/terminal-table.js";

/** The preferred widths add up to 80. */
const columnsOf = (metric: string): Column[] => [
  { head: "change", width: 22 },
  { head: "treats", width: 14 },
  { head: `Δ ${metric}`, width: 14, isRight: true },
  { head: "cost", width: 15, gap: 3 },
  { head: "cx", width: 3, isRight: true },
  { head: "verdict", width: 12 },
];

export function nextTableLines(findings: NextFindings, shown: readonly ChangeFindings[], paints: Paints): string[] {
  return fittedTable(
    columnsOf(headOf(findings.metric)),
    shown.map((change) => rowOf(findings, change, paints)),
    paints.dim,
  );
}

/** A short form of the metric, which stands in full above: "p99" of "p99 of web.checkout", "growth" of a queue. */
function headOf(metric: string): string {
  const [statistic = ""] = metric.split(" of ");
  return [metric, statistic].find((name) => columns(`Δ ${name}`) <= HEAD) ?? /^\w+/.exec(metric)?.[0] ?? metric;
}

const HEAD = 13;

function rowOf({ best, now }: NextFindings, change: ChangeFindings, paints: Paints): Cell[] {
  const [word, paint] = verdictOf(change, now.objectives.length > 0, paints);
  return [
    words(change.name, change.name === best ? paints.bold : undefined),
    words(change.treats),
    figure(change.gain === null ? { value: "unknown", interval: "" } : showRelative(change.gain), paints.dim),
    words(costWords(change.cost)),
    words(String(change.complexity)),
    words(word, paint, true),
  ];
}

function verdictOf(
  { verdict, objectives }: ChangeFindings,
  hasObjectives: boolean,
  { verdict: paint, dim }: Paints,
): [string, Paint] {
  const meets = hasObjectives && objectives === "met" ? " ✓" : "";
  if (verdict === "gains" || verdict === "saves") return [`${verdict}${meets}`, paint.met];
  if (verdict === "trades") return [`${verdict}${meets}`, paint.unknown];
  return [verdict, verdict === "worse" ? paint.missed : verdict === "unknown" ? paint.unknown : dim];
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
