/** The table of variants: two lines or more each, the intervals below their values. */
import { ofItsOwn } from "../../analysis/figures/absent.js";
import type { Findings, VariantFindings, Verdict } from "../../analysis/findings/findings.js";
import { showDuration, showMeasured, showRate, showShare } from "../../charts/kit/estimate.js";
import { rate } from "../../charts/kit/format.js";
import { time } from "../../charts/kit/time-axis.js";
import { bareName, noun } from "../../charts/kit/words.js";
import { fold } from "../../text/fold.js";
import { type Cell, type Column, figure, fittedTable, numbered, type Paint, words } from "../kit/fitted-table.js";
import { requestsIn } from "./tables.js";

export type { Paint };

export interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly verdict: Record<Verdict, Paint>;
}

/** The preferred widths add up to 80. */
const columnsOf = (findings: Findings): Column[] => [
  { head: noun(findings), width: 20 },
  { head: "p50", width: 9, isRight: true },
  { head: "p99", width: 10, isRight: true },
  { head: "errors", width: 8, isRight: true },
  { head: "goodput", width: 9, isRight: true },
  { head: "gives first", width: 16, gap: 3 },
  { head: "verdict", width: 8 },
];

/** The figures that the experiment shows, else what users see and what saturates first. */
export function tableLines(findings: Findings, paints: Paints): string[] {
  const { show = [] } = findings;
  return show.length > 0
    ? shownLines(findings, show, paints)
    : fittedTable(
        columnsOf(findings),
        findings.variants.map((variant, i) => rowOf(findings, variant, i, paints)),
        paints.dim,
      );
}

function shownLines(findings: Findings, show: NonNullable<Findings["show"]>, paints: Paints): string[] {
  const isAsked = findings.variants.some(({ verdict }) => verdict !== "none");
  const columns: Column[] = [
    { head: noun(findings), width: 20 },
    ...show.map(({ figure: head }) => ({ head, width: 12, isRight: true, gap: 2 })),
    ...(isAsked ? [{ head: "verdict", width: 8, gap: 2 }] : []),
  ];
  const rows = findings.variants.map(({ figures = {}, verdict }, i) => [
    numbered(i + 1, bareName(findings, i), paints.bold),
    ...show.map(({ figure: name, unit }) => {
      const known = ofItsOwn(figures[name]);
      return known === undefined ? words("–", undefined, true) : figure(showMeasured(known, unit), paints.dim);
    }),
    ...(isAsked ? [verdict === "none" ? words("") : words(verdict, paints.verdict[verdict], true)] : []),
  ]);
  return fittedTable(columns, rows, paints.dim);
}

const MOST_ENDPOINT_ROWS = 16; // The report has the rest.

/** What users see of each endpoint, if there are several and the experiment names no figures. */
export function endpointLines(findings: Findings, paints: Paints): string[] {
  const { variants, show = [] } = findings;
  if (show.length > 0) return [];
  const rows = variants.flatMap((variant, i) =>
    requestsIn(variant).map(({ name, what, each }, row) => [
      numbered(row === 0 ? i + 1 : 0, row === 0 ? bareName(findings, i) : "", paints.bold),
      words(what === "" ? name : `${name} (${what})`),
      figure(showRate(each.offeredLoad), paints.dim),
      figure(showDuration(each.latencyMs.p50), paints.dim),
      figure(showDuration(each.latencyMs.p99), paints.dim),
      figure(showShare(each.errorRate), paints.dim),
    ]),
  );
  if (rows.length === variants.length || rows.length > MOST_ENDPOINT_ROWS) return [];
  const columns: Column[] = [
    { head: noun(findings), width: 20 },
    { head: "endpoint", width: 18, gap: 2 },
    ...["offered", "p50", "p99", "errors"].map((head) => ({ head, width: 10, isRight: true })),
  ];
  return fittedTable(columns, rows, paints.dim);
}

const NAMED = 3; // More variants are shown by number.

/** p99 at every steady load, one column per variant. The report has the intervals. */
export function loadLines(findings: Findings, paints: Paints): string[] {
  const { variants } = findings;
  const loads = variants[0]?.load ?? [];
  if (loads.length === 0) return [];
  const headOf = (i: number): string => (variants.length > NAMED ? `${i + 1}` : bareName(findings, i));
  const columns: Column[] = [
    { head: "p99 at", width: 10 },
    ...variants.map((_, i) => ({ head: headOf(i), width: 10, isRight: true, gap: 2 })),
  ];
  const rows = loads.map(({ offeredLoad }, at) => [
    words(rate(offeredLoad)),
    ...variants.map(({ load }) => {
      const found = load[at];
      if (found === undefined) return words("");
      const { growing, p99Ms } = found;
      return growing ? words("grows", paints.verdict.missed, true) : words(showDuration(p99Ms).value, undefined, true);
    }),
  ]);
  return fittedTable(columns, rows, paints.dim);
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

/** The part, and below it which of its resources saturated and when. */
function firstToGive(findings: Findings, { saturation: [first] }: VariantFindings): Cell {
  if (first === undefined) return words("nothing");
  const [part, below] = [words(first.part), `${first.resource} ${time(first.atMs, findings.window.clock)}`];
  return {
    lines: (room) => [...part.lines(room), ...fold(below, room)],
    likes: Math.max(part.likes, words(below).likes),
    least: Math.max(part.least, words(below).least),
  };
}
