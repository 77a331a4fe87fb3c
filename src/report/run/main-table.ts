/** The table of variants that a run opens with: what the experiment shows, else what users see and what gives first. */
import { ofItsOwn } from "../../analysis/figures/absent.js";
import type { Findings, VariantFindings } from "../../analysis/findings/findings.js";
import { type Shown, showDuration, showMeasured, showRate, showShare } from "../../charts/kit/estimate.js";
import { time } from "../../charts/kit/time-axis.js";
import { bareName, noun } from "../../charts/kit/words.js";
import { columns, terminalWidth } from "../../text/width.js";
import {
  type Cell,
  type Column,
  figure,
  fitsInColumns,
  fittedTable,
  numbered,
  type Row,
  words,
} from "../kit/fitted-table.js";
import type { Paints } from "./terminal-table.js";

interface Laid {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Every figure with its interval. */
export function tableLines(findings: Findings, paints: Paints): string[] {
  const { width = terminalWidth } = paints;
  const [upright, turned] = layouts(findings, paints, true);
  const { columns: heads, rows } =
    turned !== undefined && !fitsInColumns(upright!.columns, upright!.rows, width) ? turned : upright!;
  return fittedTable(heads, rows, paints.dim, width);
}

/** In so many lines: without intervals if it must, and with as many rows as there is room for. */
export function shortTableLines(findings: Findings, paints: Paints, most: number): string[] {
  const { width = terminalWidth } = paints;
  const each = [...layouts(findings, paints, true), ...layouts(findings, paints, false), ...bare(findings, paints)]
    .filter(({ columns: heads, rows }) => fitsInColumns(heads, rows, width))
    .map((laid) => ({ laid, lines: linesOf(laid, paints) }));
  const fitting = each.find(({ lines }) => lines.length <= most);
  if (fitting !== undefined) return fitting.lines;
  if (each.length === 0) return firstFigures(findings, paints, most);
  const [shortest] = each.toSorted((a, b) => a.lines.length - b.lines.length);
  return firstRows(shortest!.laid, paints, most);
}

const linesOf = ({ columns: heads, rows }: Laid, { dim, width }: Paints): string[] =>
  fittedTable(heads, rows, dim, width);

/** As many figures as fit beside each other, and how many more there are. */
function firstFigures(findings: Findings, paints: Paints, most: number): string[] {
  const { show = [] } = findings;
  for (let count = show.length - 1; count > 0; count--) {
    const [laid] = layouts({ ...findings, show: show.slice(0, count) }, paints, false);
    if (!fitsInColumns(laid!.columns, laid!.rows, paints.width ?? terminalWidth)) continue;
    const lines = linesOf(laid!, paints);
    const more = paints.dim(`… and ${show.length - count} more figures with --verbose`);
    return [...(lines.length < most ? lines : firstRows(laid!, paints, most - 1)), more];
  }
  return tableLines(findings, paints);
}

/** As many whole rows as fit, and how many more there are. */
function firstRows({ columns: heads, rows }: Laid, paints: Paints, most: number): string[] {
  for (let shown = rows.length - 1; shown > 0; shown--) {
    const lines = linesOf({ columns: heads, rows: rows.slice(0, shown) }, paints);
    if (lines.length < most || shown === 1)
      return [...lines, paints.dim(`… and ${rows.length - shown} more rows with --verbose`)];
  }
  return linesOf({ columns: heads, rows }, paints);
}

/** What users see alone, so that names have room: the answer tells what gives first. */
const bare = (findings: Findings, paints: Paints): readonly Laid[] =>
  (findings.show ?? []).length > 0
    ? []
    : layouts(findings, paints, false).map(({ columns: heads, rows }) => ({
        columns: heads.filter((_, i) => i !== GIVES_FIRST),
        rows: rows.map((row) => (typeof row === "string" ? row : row.filter((_, i) => i !== GIVES_FIRST))),
      }));

const GIVES_FIRST = 5; // Column.

/** A row a variant, and where there are figures that the experiment shows also a row a figure. */
function layouts(findings: Findings, paints: Paints, hasIntervals: boolean): readonly Laid[] {
  const { show = [] } = findings;
  const shown = (of: Shown): Shown => (hasIntervals ? of : { ...of, interval: "" });
  if (show.length > 0) return [upright(findings, show, paints, shown), turned(findings, show, paints, shown)];
  return [
    {
      columns: columnsOf(findings),
      rows: findings.variants.map((variant, i) => rowOf(findings, variant, i, paints, shown)),
    },
  ];
}

/** Of names: as wide as the widest and its number, if there is room. */
const nameColumn = (findings: Findings): Column => ({
  head: noun(findings),
  width: Math.min(MOST_NAME, Math.max(20, ...findings.variants.map((_, i) => 3 + columns(bareName(findings, i))))),
});
const MOST_NAME = 60;

const columnsOf = (findings: Findings): Column[] => [
  nameColumn(findings),
  { head: "p50", width: 9, isRight: true },
  { head: "p99", width: 10, isRight: true },
  { head: "errors", width: 8, isRight: true },
  { head: "goodput", width: 9, isRight: true },
  { head: "gives first", width: 24, gap: 3 },
  ...(isJudged(findings) ? [{ head: "verdict", width: 8 }] : []),
];

const isJudged = ({ variants }: Findings): boolean => variants.some(({ objectives }) => objectives.length > 0);

type Show = NonNullable<Findings["show"]>;

function upright(findings: Findings, show: Show, paints: Paints, shown: (of: Shown) => Shown): Laid {
  const isAsked = isJudged(findings);
  return {
    columns: [
      nameColumn(findings),
      ...show.map(({ figure: head }) => ({ head, width: 12, isRight: true })),
      ...(isAsked ? [{ head: "verdict", width: 8 }] : []),
    ],
    rows: findings.variants.map((variant, i) => [
      numbered(i + 1, bareName(findings, i), paints.bold),
      ...show.map((each) => shownCell(variant, each, paints, shown)),
      ...(isAsked ? [verdictCell(variant, paints)] : []),
    ]),
  };
}

function turned(findings: Findings, show: Show, paints: Paints, shown: (of: Shown) => Shown): Laid {
  const { variants } = findings;
  return {
    columns: [
      { head: "", width: Math.min(MOST_NAME, Math.max(...show.map(({ figure: name }) => columns(name)))) },
      ...variants.map((_, i) => ({ head: `${i + 1}\u00a0${bareName(findings, i)}`, width: 12, isRight: true })),
    ],
    rows: [
      ...show.map((each) => [
        words(each.figure),
        ...variants.map((variant) => shownCell(variant, each, paints, shown)),
      ]),
      ...(isJudged(findings) ? [[words("verdict"), ...variants.map((variant) => verdictCell(variant, paints))]] : []),
    ],
  };
}

function shownCell(
  { figures = {} }: VariantFindings,
  { figure: name, unit }: Show[number],
  paints: Paints,
  shown: (of: Shown) => Shown,
): Cell {
  const known = ofItsOwn(figures[name]);
  return known === undefined ? words("–", undefined, true) : figure(shown(showMeasured(known, unit)), paints.dim);
}

const verdictCell = ({ verdict, objectives }: VariantFindings, paints: Paints): Cell =>
  verdict === "none" || objectives.length === 0 ? words("") : words(verdict, paints.verdict[verdict], true);

function rowOf(
  findings: Findings,
  variant: VariantFindings,
  index: number,
  paints: Paints,
  shown: (of: Shown) => Shown,
): Cell[] {
  const { all } = variant;
  return [
    numbered(index + 1, bareName(findings, index), paints.bold),
    figure(shown(showDuration(all.latencyMs.p50)), paints.dim),
    figure(shown(showDuration(all.latencyMs.p99)), paints.dim),
    figure(shown(showShare(all.errorRate)), paints.dim),
    figure(shown(showRate(all.goodput)), paints.dim),
    firstToGive(findings, variant),
    ...(isJudged(findings) ? [verdictCell(variant, paints)] : []),
  ];
}

/** Which resource saturated first, and when. */
const firstToGive = (findings: Findings, { saturation: [first] }: VariantFindings): Cell =>
  words(first === undefined ? "nothing" : `${first.part} ${first.resource} ${time(first.atMs, findings.window.clock)}`);
