/** The table of stages: one row each of two lines or more, the intervals below their values. */
import type { Findings, VariantFindings, Verdict } from "../analysis/findings.js";
import { time } from "../charts/time-axis.js";
import { bareName, noun } from "../charts/words.js";
import { type Shown, showDuration, showRate, showShare } from "./estimate.js";
import { intervalLines } from "./interval-lines.js";
import { cut, fold, padEnd, padStart, plain } from "./plain-text.js";

export type Paint = (text: string) => string;

export interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly verdict: Record<Verdict, Paint>;
}

/** Widths add up to 80, the gap before each column included. */
const widths = { number: 3, name: 17, p50: 9, p99: 10, errors: 8, goodput: 9, first: 14, verdict: 7 };
const gap = "   "; // Before the column of words.

export function tableLines(findings: Findings, paints: Paints): string[] {
  const head =
    padEnd(noun(findings), widths.number + widths.name) +
    padStart("p50", widths.p50) +
    padStart("p99", widths.p99) +
    padStart("errors", widths.errors) +
    padStart("goodput", widths.goodput) +
    gap +
    padEnd("gives first", widths.first) +
    "verdict";
  return [paints.dim(head), ...findings.variants.flatMap((variant, i) => rowLines(findings, variant, i, paints))];
}

function rowLines(findings: Findings, variant: VariantFindings, index: number, paints: Paints): string[] {
  const { all } = variant;
  const figures = [
    inLines(showDuration(all.latencyMs.p50), widths.p50),
    inLines(showDuration(all.latencyMs.p99), widths.p99),
    inLines(showShare(all.errorRate), widths.errors),
    inLines(showRate(all.goodput), widths.goodput),
  ];
  const name = fold(bareName(findings, index), widths.name).slice(0, 3);
  const first = firstLines(findings, variant);
  const height = Math.max(name.length, first.length, ...figures.map(({ lines }) => lines.length));
  const line = (i: number) => {
    const number = i === 0 ? padStart(String(index + 1), 2) : "  ";
    const cells = figures.map(({ lines, width }) => {
      const text = padStart(` ${lines[i] ?? ""}`, width);
      return i === 0 ? text : paints.dim(text);
    });
    const words = padEnd(first[i] ?? "", widths.first);
    const verdict = i === 0 && variant.objectives.length > 0 ? paints.verdict[variant.verdict](variant.verdict) : "";
    return `${number} ${paints.bold(padEnd(name[i] ?? "", widths.name))}${cells.join("")}${gap}${words}${verdict}`.trimEnd();
  };
  return Array.from({ length: height }, (_, i) => line(i));
}

function inLines({ value, interval }: Shown, width: number): { lines: string[]; width: number } {
  const below = interval === "" ? [] : intervalLines(plain(interval), width - 1);
  return { lines: [plain(value), ...below], width };
}

/** The part, and below it which resource gave and when. */
function firstLines(findings: Findings, { saturation }: VariantFindings): string[] {
  const first = saturation[0];
  if (first === undefined) return ["nothing"];
  const at = plain(time(first.atMs, findings.window.clock));
  const room = widths.first - 1;
  const [part, resource] = [cut(plain(first.part), room), cut(plain(first.resource), room)];
  return resource.length + 1 + at.length <= room ? [part, `${resource} ${at}`] : [part, resource, at];
}
