/** The queues of messages in numbers: how long they get, how late the work is done, and how much fails. */
import type { Estimate, Findings } from "../../analysis/findings/findings.js";
import { inline, type Shown, showDuration, showNumber, showShare } from "../../charts/kit/estimate.js";
import { decimal } from "../../charts/kit/format.js";
import { bareName, noun, numberedName } from "../../charts/kit/words.js";
import { allQueues, type QueueLine } from "../../charts/queue/queues.js";
import { type Column, figure, fittedTable, numbered, words } from "../kit/fitted-table.js";
import type { Table } from "../kit/table.js";
import type { Paints } from "./terminal-table.js";
import { variantTable } from "./variant-tables.js";

interface Measured {
  readonly head: string;
  readonly measure: string;
  readonly show: (estimate: Estimate) => Shown;
  readonly isRare?: true; // Shown only where any queue has some.
}

const MEASURED: readonly Measured[] = [
  { head: "oldest, at most", measure: "oldestMsMax", show: showDuration },
  { head: "done p50", measure: "completionMsP50", show: showDuration },
  { head: "done p99", measure: "completionMsP99", show: showDuration },
  { head: "late", measure: "lateMessages", show: showShare, isRare: true },
  { head: "failed", measure: "failedMessages", show: showShare },
];

interface Row {
  readonly part: string;
  readonly line: QueueLine;
  readonly measures: Readonly<Record<string, Estimate>>;
}

/** By variant, then in the order of the models. */
const rowsOf = (findings: Findings): readonly Row[] =>
  allQueues(findings)
    .flatMap(({ part, lines }) =>
      lines.map((line) => ({ part, line, measures: findings.variants[line.variant]!.parts[part]?.measures ?? {} })),
    )
    .toSorted((a, b) => a.line.variant - b.line.variant);

/** What any queue has; of what is rare, only what happens. */
const shownOf = (rows: readonly Row[]): readonly Measured[] =>
  MEASURED.filter(({ measure, isRare }) =>
    rows.some(({ measures }) => measures[measure] !== undefined && (!isRare || (measures[measure].value ?? 0) > 0)),
  );

/** "+2.10/s": it only fills up, and has no longest length. */
const fillsWords = (growing: number): string => `+${decimal(growing)}/s`;

export function queuesTable(findings: Findings): Table {
  const rows = rowsOf(findings);
  const shown = shownOf(rows);
  return variantTable(
    findings,
    ["queue", ">waiting, at most", ...shown.map(({ head }) => `>${head}`)],
    (_, variant) =>
      rows
        .filter(({ line }) => line.variant === variant)
        .map(({ part, line: { growing }, measures }) => [
          part,
          growing !== null && growing > 0 ? `fills up, ${fillsWords(growing)}` : inShown(measures.depthMax, showNumber),
          ...shown.map(({ measure, show }) => inShown(measures[measure], show)),
        ]),
    numberedName,
  );
}

const inShown = (estimate: Estimate | undefined, show: Measured["show"]): string =>
  estimate === undefined ? "–" : inline(show(estimate));

const MOST_ROWS = 12; // The report has the rest.
const NARROW = ["oldest, at most", "done p99", "late", "failed"];

/** Where the experiment names no figures of its own. */
export function queueLines(findings: Findings, paints: Paints): string[] {
  const rows = rowsOf(findings);
  if ((findings.show ?? []).length > 0 || rows.length === 0 || rows.length > MOST_ROWS) return [];
  const shown = shownOf(rows).filter(({ head }) => NARROW.includes(head));
  const columns: Column[] = [
    { head: noun(findings), width: 20 },
    { head: "queue", width: 10, gap: 2 },
    { head: "waiting, at most", width: 10, isRight: true, gap: 2 },
    ...shown.map(({ head }) => ({ head, width: 10, isRight: true, gap: 2 })),
  ];
  const cells = rows.map(({ part, line: { variant, growing }, measures }, i) => {
    const isFirst = i === 0 || rows[i - 1]!.line.variant !== variant;
    return [
      numbered(isFirst ? variant + 1 : 0, isFirst ? bareName(findings, variant) : "", paints.bold),
      words(part),
      growing !== null && growing > 0
        ? words(`fills up ${fillsWords(growing)}`, paints.verdict.missed, true)
        : cellOf(measures.depthMax, showNumber, paints),
      ...shown.map(({ measure, show }) => cellOf(measures[measure], show, paints)),
    ];
  });
  return fittedTable(columns, cells, paints.dim, paints.width);
}

const cellOf = (estimate: Estimate | undefined, show: Measured["show"], paints: Paints) =>
  estimate === undefined ? words("–", undefined, true) : figure(show(estimate), paints.dim);
