/** The table of changes that were tried: two lines or more each, the interval below its gain. */
import type { ChangeFindings, NextFindings } from "../analysis/next-findings.js";
import { showRelative } from "../charts/change.js";
import { threeDigits } from "../charts/format.js";
import { intervalLines } from "./interval-lines.js";
import { columns, fold, padEnd, padStart, plain } from "./plain-text.js";
import type { Paint, Paints } from "./terminal-table.js";

/** Widths add up to 80, the gaps before words included. */
const widths = { name: 23, treats: 12, gain: 15, cost: 13, complexity: 2, verdict: 10 };
const gap = " ";

export function nextTableLines(findings: NextFindings, paints: Paints): string[] {
  const head = [
    padEnd("change", widths.name),
    padEnd("treats", widths.treats),
    padStart(`Δ ${headOf(findings.metric)}`, widths.gain - 2),
    `  ${padEnd("cost", widths.cost)}`,
    padStart("cx", widths.complexity),
    "verdict",
  ].join(gap);
  const tried = findings.changes.filter(({ verdict }) => verdict !== "not tried");
  return [paints.dim(head), ...tried.flatMap((change) => rowLines(findings, change, paints))];
}

/** What does not fit is said in full above the table: "p99" of "latency{web.checkout} p99", "growth" of a queue. */
function headOf(metric: string): string {
  if (columns(`Δ ${metric}`) <= widths.gain - 2) return metric;
  return /\} (\w+)$/.exec(metric)?.[1] ?? /^\w+/.exec(metric)?.[0] ?? metric;
}

function rowLines({ best, now }: NextFindings, change: ChangeFindings, paints: Paints): string[] {
  const gain = change.gain === null ? { value: "unknown", interval: "" } : showRelative(change.gain);
  const [name, treats, cost] = [
    fold(change.name, widths.name),
    fold(change.treats, widths.treats),
    fold(costWords(change.cost), widths.cost),
  ];
  const figures = [gain.value, ...intervalLines(plain(gain.interval), widths.gain - 2)].map(plain);
  const [word, paint] = verdictOf(change, now.objectives.length > 0, paints);
  const isBest = change.name === best ? paints.bold : (same: string) => same;
  return Array.from({ length: Math.max(name.length, treats.length, cost.length, figures.length) }, (_, i) => {
    return [
      isBest(padEnd(name[i] ?? "", widths.name)),
      padEnd(treats[i] ?? "", widths.treats),
      (i === 0 ? (same: string) => same : paints.dim)(padStart(figures[i] ?? "", widths.gain - 2)),
      `  ${padEnd(cost[i] ?? "", widths.cost)}`,
      padStart(i === 0 ? String(change.complexity) : "", widths.complexity),
      i === 0 ? paint(word) : "",
    ]
      .join(gap)
      .trimEnd();
  });
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
  const words = Object.entries(cost).map(([unit, count]) => {
    const one = Math.abs(count) === 1 ? unit.replace(/ies$/, "ys").replace(/s$/, "") : unit;
    return `${count < 0 ? "−" : "+"}${threeDigits(Math.abs(count))}\u00a0${one}`;
  });
  return words.length === 0 ? "none" : words.join(", ");
}
