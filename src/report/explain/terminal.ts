/** The terminal output of `headroom explain`: the answer, where the time went, a usual and a slow request. */
import type { ExplainFindings, HopFindings, TraceFindings } from "../../analysis/findings/explain-findings.js";
import { duration } from "../../charts/kit/format.js";
import { rowsOf, shownUntilMs } from "../../charts/waterfall/rows.js";
import {
  conditionsOfExplain,
  explainNotes,
  hopName,
  rowName,
  rowRemark,
  traceTitle,
} from "../../charts/waterfall/words.js";
import { fold } from "../../text/fold.js";
import { closingLines, openingLines, type Typed } from "../kit/answer.js";
import { type Cell, type Column, fittedTable, words } from "../kit/fitted-table.js";
import { Lines } from "../kit/lines.js";
import { paintsOf, type View } from "../kit/view.js";
import { explainAnswer } from "./answer.js";
import { barOf } from "./bar.js";
import { endpointWords, moreWords, msWords } from "./words.js";

const COLUMNS: readonly Column[] = [
  { head: "hop", width: 23 },
  { head: "median waits", width: 14, isRight: true, gap: 2 },
  { head: "works", width: 10, isRight: true, gap: 2 },
  { head: "slowest wait", width: 14, isRight: true, gap: 2 },
  { head: "work", width: 10, isRight: true, gap: 2 },
  { head: "more", width: 11, isRight: true, gap: 2 },
];

interface ExplainView extends View {
  readonly written?: readonly string[];
  readonly typed?: Typed;
}

const MOST = { verbose: { rows: 24, hops: 12 }, usual: { rows: 5, hops: 6 } } as const;

const SCREEN = 40; // Lines that fit without --verbose.
const FEWEST_ROWS = 2;

/** As many rows of each request as fit. */
export function explainTerminal(found: ExplainFindings, view: ExplainView): string {
  let rows: number = MOST[view.verbose ? "verbose" : "usual"].rows;
  let text = textWith(rows, found, view);
  while (!view.verbose && rows > FEWEST_ROWS && text.split("\n").length - 1 > SCREEN) {
    rows -= 1;
    text = textWith(rows, found, view);
  }
  return text;
}

function textWith(rows: number, found: ExplainFindings, { written = [], typed, ...view }: ExplainView): string {
  const { bold, dim } = paintsOf(view);
  const { width, verbose } = view;
  const answer = explainAnswer(found, typed);
  const most = MOST[verbose ? "verbose" : "usual"];
  const lines = new Lines(width);
  lines.block(openingLines(answer, view));
  if (found.hops.length > 0) lines.block(fittedTable(COLUMNS, hopRows(found, most.hops), dim, width));
  const shown = verbose ? found.traces : oneOfEach(found.traces);
  for (const trace of shown) {
    lines.all.push("");
    lines.say(traceTitle(trace, found), bold);
    lines.all.push(...waterfall(trace, width, rows));
  }
  lines.all.push("");
  lines.say("█ work  ░ waiting  ─ network  ▒ pause  · waits for what stands below", dim, "  ");
  const more = found.traces.length - shown.length;
  if (more > 0) lines.say(`${more} more ${more === 1 ? "request" : "requests"}, in full: --verbose.`, dim);
  if (verbose) {
    if (found.endpoints.length > 1) lines.say(endpointWords(found));
    for (const note of explainNotes(found)) lines.say(note, dim);
  }
  const conditions = conditionsOfExplain(found);
  lines.say(verbose ? conditions : conditions.replace(/;.*/, "."), dim);
  if (written.length > 0) lines.say(`Written: ${written.join(", ")}`);
  lines.all.push(...closingLines(answer, view));
  return lines.text();
}

/** A usual request, and a slow one beside it or else one that failed. */
function oneOfEach(traces: readonly TraceFindings[]): readonly TraceFindings[] {
  const first = (...stands: TraceFindings["stands"][]) => traces.find((trace) => stands.includes(trace.stands));
  return [first("median"), first("slow") ?? first("slowest") ?? first("failed")].filter((each) => each !== undefined);
}

function hopRows(found: ExplainFindings, most: number): (readonly Cell[])[] {
  const cells = ({ median, slowest, differenceMs }: Pick<HopFindings, "median" | "slowest" | "differenceMs">) =>
    [median.waitMs, median.workMs, slowest.waitMs, slowest.workMs].map(msWords).concat(moreWords(differenceMs));
  const shown = found.hops.slice(0, most);
  const rows = shown.map((hop) => [words(hopName(hop)), ...cells(hop).map((text) => words(text, undefined, true))]);
  const rest = found.hops.slice(most);
  if (rest.length > 0) {
    const sum = (of: "median" | "slowest", what: "waitMs" | "workMs"): number =>
      rest.reduce((all, hop) => all + hop[of][what], 0);
    const spent = (of: "median" | "slowest") => ({ waitMs: sum(of, "waitMs"), workMs: sum(of, "workMs") });
    const differenceMs = rest.reduce((all, hop) => all + hop.differenceMs, 0);
    const all = { median: spent("median"), slowest: spent("slowest"), differenceMs };
    rows.push([
      words(`${rest.length} ${rest.length === 1 ? "other" : "others"}`),
      ...cells(all).map((text) => words(text, undefined, true)),
    ]);
  }
  return rows;
}

function waterfall(trace: TraceFindings, width: number, most: number): string[] {
  const { rows, hidden } = rowsOf(trace, most);
  const nameRoom = Math.round(width * 0.36);
  const barRoom = width - nameRoom - 1 - 9;
  const untilMs = shownUntilMs(trace);
  const lines = rows.flatMap((row) => {
    const name = `${" ".repeat(row.depth)}${rowName(row)}`;
    const bar = barOf(row, untilMs, barRoom);
    const took = duration(row.toMs - row.fromMs).padStart(9);
    const remark = rowRemark(row, trace.latencyMs);
    const line = `${cut(name, nameRoom)} ${bar}${took}`;
    return remark === ""
      ? [line]
      : [line, ...fold(`${remark}`, width - nameRoom - 1).map((each) => `${" ".repeat(nameRoom + 1)}${each}`)];
  });
  return hidden === 0 ? lines : [...lines, `and ${hidden} shorter ${hidden === 1 ? "span" : "spans"}`];
}

const cut = (text: string, room: number): string =>
  text.length <= room ? text.padEnd(room) : `${text.slice(0, room - 1)}…`;
