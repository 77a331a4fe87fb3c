/** The terminal output of `headroom explain`, from 80 columns on. The important line comes last. */
import pc from "picocolors";
import type { ExplainFindings, HopFindings, TraceFindings } from "../../analysis/findings/explain-findings.js";
import { duration } from "../../charts/kit/format.js";
import { rowsOf, shownUntilMs } from "../../charts/waterfall/rows.js";
import {
  conditionsOfExplain,
  explainNotes,
  explainWords,
  hopName,
  rowName,
  rowRemark,
  traceTitle,
} from "../../charts/waterfall/words.js";
import { fold } from "../../text/fold.js";
import { terminalWidth } from "../../text/width.js";
import { type Cell, type Column, fittedTable, words } from "../kit/fitted-table.js";
import { barOf } from "./bar.js";
import { endpointWords, moreWords, msWords } from "./words.js";

const COLUMNS: readonly Column[] = [
  { head: "hop", width: 26 },
  { head: "median waits", width: 13, isRight: true },
  { head: "works", width: 10, isRight: true },
  { head: "slowest wait", width: 13, isRight: true },
  { head: "work", width: 10, isRight: true },
  { head: "more", width: 8, isRight: true },
];

export interface ExplainTerminalOptions {
  readonly colour: boolean;
  readonly width?: number;
  readonly written?: readonly string[];
}

const MOST_ROWS = 24;
const MOST_HOPS = 12;

export function explainTerminal(
  found: ExplainFindings,
  { colour, width = terminalWidth, written = [] }: ExplainTerminalOptions,
): string {
  const c = pc.createColors(colour);
  const lines: string[] = [];
  const say = (text: string, paint = (same: string) => same, indent = ""): void => {
    const [first, ...rest] = fold(text, width - indent.length);
    lines.push(paint(first!), ...rest.map((line) => paint(indent + line)));
  };
  say(`${found.title}: where the time of the slowest went`, c.bold);
  say(conditionsOfExplain(found), c.dim);
  for (const trace of found.traces) {
    lines.push("");
    say(traceTitle(trace, found), c.bold);
    lines.push(...waterfall(trace, width));
  }
  lines.push("");
  say("█ work  ░ waiting  ─ network  ▒ pause before another attempt  · waits for what stands below", c.dim, "  ");
  if (found.endpoints.length > 1) {
    lines.push("");
    say(endpointWords(found));
  }
  if (found.hops.length > 0) {
    lines.push("");
    lines.push(...fittedTable(COLUMNS, hopRows(found), c.dim, width));
  }
  lines.push("");
  for (const note of explainNotes(found)) say(note, c.dim, "  ");
  if (written.length > 0) say(`Written: ${written.join(", ")}`);
  say(explainWords(found), c.bold, "  ");
  return `${lines.join("\n")}\n`;
}

function hopRows(found: ExplainFindings): (readonly Cell[])[] {
  const cells = ({ median, slowest, differenceMs }: Pick<HopFindings, "median" | "slowest" | "differenceMs">) =>
    [median.waitMs, median.workMs, slowest.waitMs, slowest.workMs].map(msWords).concat(moreWords(differenceMs));
  const shown = found.hops.slice(0, MOST_HOPS);
  const rows = shown.map((hop) => [words(hopName(hop)), ...cells(hop).map((text) => words(text, undefined, true))]);
  const rest = found.hops.slice(MOST_HOPS);
  if (rest.length > 0) {
    const sum = (of: "median" | "slowest", what: "waitMs" | "workMs"): number =>
      rest.reduce((all, hop) => all + hop[of][what], 0);
    const spent = (of: "median" | "slowest") => ({ waitMs: sum(of, "waitMs"), workMs: sum(of, "workMs") });
    const differenceMs = rest.reduce((all, hop) => all + hop.differenceMs, 0);
    const all = { median: spent("median"), slowest: spent("slowest"), differenceMs };
    rows.push([words(`${rest.length} others`), ...cells(all).map((text) => words(text, undefined, true))]);
  }
  return rows;
}

function waterfall(trace: TraceFindings, width: number): string[] {
  const { rows, hidden } = rowsOf(trace, MOST_ROWS);
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
