/** The table of stages: one row each of two lines or more, the intervals below their values. */
import type { Findings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { time } from "../../charts/kit/time-axis.js";
import { bareName, noun } from "../../charts/kit/words.js";
import { fold } from "../../text/fold.js";
import { showDuration, showRate, showShare } from "../kit/estimate.js";
import { type Cell, type Column, figure, fittedTable, numbered, type Paint, words } from "../kit/fitted-table.js";

export type { Paint };

export interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly verdict: Record<Verdict, Paint>;
}

/** The widths that columns like add up to 80. */
const columnsOf = (findings: Findings): Column[] => [
  { head: noun(findings), width: 20 },
  { head: "p50", width: 9, isRight: true },
  { head: "p99", width: 10, isRight: true },
  { head: "errors", width: 8, isRight: true },
  { head: "goodput", width: 9, isRight: true },
  { head: "gives first", width: 16, gap: 3 },
  { head: "verdict", width: 8 },
];

export function tableLines(findings: Findings, paints: Paints): string[] {
  return fittedTable(
    columnsOf(findings),
    findings.variants.map((variant, i) => rowOf(findings, variant, i, paints)),
    paints.dim,
  );
}

function rowOf(findings: Findings, variant: VariantFindings, index: number, paints: Paints): Cell[] {
  const { all, verdict } = variant;
  return [
    numbered(index + 1, bareName(findings, index), paints.bold),
    figure(showDuration(all.latencyMs.p50), paints.dim),
    figure(showDuration(all.latencyMs.p99), paints.dim),
    figure(showShare(all.errorRate), paints.dim),
    figure(showRate(all.goodput), paints.dim),
    firstToGive(findings, variant),
    verdict === "none" ? words("") : words(verdict, paints.verdict[verdict], true),
  ];
}

/** The part, and below it which resource gave and when. */
function firstToGive(findings: Findings, { saturation: [first] }: VariantFindings): Cell {
  if (first === undefined) return words("nothing");
  const [part, below] = [words(first.part), `${first.resource} ${time(first.atMs, findings.window.clock)}`];
  return {
    lines: (room) => [...part.lines(room), ...fold(below, room)],
    likes: Math.max(part.likes, words(below).likes),
    least: Math.max(part.least, words(below).least),
  };
}
