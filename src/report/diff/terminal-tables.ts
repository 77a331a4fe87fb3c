/** What a proposal does to its objectives and to what users see, as tables of the terminal. */
import type { MetricDiff, ObjectiveDiff, ObjectiveVerdict } from "../../analysis/findings/diff-findings.js";
import { inline, type Shown } from "../../charts/kit/estimate.js";
import { fold } from "../../text/fold.js";
import { terminalWidth } from "../../text/width.js";
import { type Cell, type Column, fittedTable, indented, type Paint, words } from "../kit/fitted-table.js";
import { paintsOf, type View } from "../kit/view.js";
import { ASKED, measuredWords, metricWords, objectiveName } from "./words.js";

const OBJECTIVES: readonly Column[] = [
  { head: "Objectives", width: 34 },
  { head: "before", width: 22, gap: 2 },
  { head: "after", width: 22, gap: 2 },
];
const EFFECT: readonly Column[] = [
  { head: "Effect", width: 9 },
  { head: "before", width: 17, isRight: true, gap: 2 },
  { head: "after", width: 17, isRight: true, gap: 2 },
  { head: "Δ", width: 17, isRight: true, gap: 2 },
  { head: "", width: 9, isRight: true, gap: 2 },
  { head: "", width: 11, gap: 2 },
];

/** What a wide terminal has more goes to names and figures, so that they need not be broken. */
function wider(columns: readonly Column[], { width }: View): Column[] {
  const grows = columns.filter(({ width: own }) => own >= BROAD).length;
  const more = Math.floor((width - terminalWidth) / grows);
  return columns.map((column) => (column.width >= BROAD ? { ...column, width: column.width + more } : column));
}

const BROAD = 15;
const MOST_OBJECTIVES = 6;
/** What a reader looks for first. */
const ORDER: readonly ObjectiveVerdict[] = ["regressed", "missed", "unknown", "fixed", "met"];

const paintOf = (view: View): ((verdict: string) => Paint) => {
  const { good, bad, doubtful } = paintsOf(view);
  const paints: Readonly<Record<string, Paint>> = {
    ...{ better: good, fixed: good, met: good },
    ...{ worse: bad, regressed: bad, missed: bad },
  };
  return (verdict) => paints[verdict] ?? doubtful;
};

/** All of them with `--verbose`; else the most telling, and how many more. */
export function objectivesTable(objectives: readonly ObjectiveDiff[], view: View): string[] {
  if (objectives.length === 0) return [];
  const { bold, dim } = paintsOf(view);
  const of = paintOf(view);
  const isAll = view.verbose || objectives.length <= MOST_OBJECTIVES;
  const shown = isAll
    ? objectives
    : objectives.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)).slice(0, MOST_OBJECTIVES);
  const rows = shown.map((each): Cell[] => [
    indented(`${objectiveName(each)}${ASKED[each.asked]}`),
    words(measuredWords(each.base, each.unit), of(each.base.verdict)),
    words(measuredWords(each.proposal, each.unit), of(each.verdict)),
  ]);
  const left = objectives.filter((each) => !shown.includes(each));
  return [
    ...fittedTable(wider(OBJECTIVES, view), rows, bold, view.width),
    ...(isAll ? [] : leftWords(left, view).map(dim)),
  ];
}

function leftWords(left: readonly ObjectiveDiff[], { width }: View): string[] {
  const verdicts = [...new Set(left.map(({ verdict }) => verdict))].join(" or ");
  return fold(`and ${left.length} more, ${verdicts}: --verbose`, width - 2).map((line) => `  ${line}`);
}

/** What users see, and of the rest what differs; all of it with `--verbose`. */
export function effectTable(metrics: readonly MetricDiff[], view: View): string[] {
  const { bold, dim } = paintsOf(view);
  const of = paintOf(view);
  const shown = view.verbose ? metrics : metrics.filter((each) => USERS.includes(each.metric) || isTelling(each));
  const rows = shown.map((each): Cell[] => {
    const { metric, base, proposal, difference, relative, verdict } = metricWords(each);
    return [
      indented(metric),
      measured(base, dim),
      measured(proposal, dim),
      measured(difference, dim),
      words(relative, undefined, true),
      words(verdict.replaceAll(" ", "\u00a0"), of(each.verdict), true),
    ];
  });
  return fittedTable(wider(EFFECT, view), rows, bold, view.width);
}

const USERS = ["mean", "p50", "p95", "p99", "goodput", "errors"];
const isTelling = ({ verdict, difference }: MetricDiff): boolean => verdict !== "tie" && difference.value !== 0;

/** A value with its interval beside it, or below it where there is no room; neither is broken. */
function measured({ value, interval }: Shown, dim: Paint): Cell {
  const spaced = inline({ value: value.replaceAll(" ", "\u00a0"), interval: "" });
  const cell = words(interval === "" ? spaced : `${spaced} ${interval.replaceAll(" ", "\u00a0")}`, undefined, true);
  return { ...cell, paint: (text, line) => (line > 0 ? dim(text) : text) };
}
