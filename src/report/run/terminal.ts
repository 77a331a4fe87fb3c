/**
 * The terminal output of a run, within the terminal's width: the answer, the table, then what says something, on one
 * screen; the verdict again at the end. `--verbose` tells all that was found.
 */
import type { Findings } from "../../analysis/findings/findings.js";
import { tickTime } from "../../charts/kit/time-axis.js";
import { list } from "../../charts/kit/words.js";
import { fold } from "../../text/fold.js";
import { columns, terminalWidth } from "../../text/width.js";
import { closingLines, openingLines, type Typed } from "../kit/answer.js";
import { oneScreen, type Piece, SCREEN } from "../kit/one-screen.js";
import { paintsOf, type View } from "../kit/view.js";
import { runAnswer } from "./answer.js";
import { claimLines } from "./claim-lines.js";
import { comparisonLines } from "./comparison-table.js";
import { effectLines } from "./effect-words.js";
import { shortTableLines, tableLines } from "./main-table.js";
import { noteWords } from "./note-words.js";
import { queueLines } from "./queue-tables.js";
import { recoveryLines } from "./recovery-lines.js";
import type { Speed } from "./run-words.js";
import { steadyWords } from "./steady-words.js";
import { endpointLines, loadLines, type Paints } from "./terminal-table.js";
import { theoryWarnings } from "./theory-words.js";
import { unfinishedWords, unknownWords } from "./unknown-words.js";
import { everyRemark } from "./verbose.js";
import { objectiveWords } from "./verdict-words.js";

export interface TerminalOptions extends Partial<View> {
  readonly speed?: Speed;
  readonly written?: string; // Folder with the charts and the report.
  readonly typed?: Typed;
}

export function terminal(findings: Findings, { speed, written, typed, ...given }: TerminalOptions): string {
  const view: View = { colour: false, width: terminalWidth, verbose: false, ...given };
  const paints: Paints = { ...paintsOf(view), width: view.width };
  const answer = runAnswer(findings, typed ?? null);
  const head = [
    ...fold(findings.title || findings.name, view.width).map(paints.bold),
    ...(findings.question === null ? [] : fold(findings.question, view.width)),
  ];
  const opening = openingLines(answer, view);
  const closing = closingLines(answer, view);
  const lines = view.verbose
    ? [
        ...head,
        ...conditionLines(findings, view.width).map(paints.dim),
        "",
        ...opening,
        "",
        ...tableLines(findings, paints),
        "",
        ...everyRemark(findings, paints, view, speed),
        ...writtenLines(written, view.width),
        ...closing,
      ]
    : screen(findings, paints, new Set(answer.why), {
        head,
        opening,
        closing,
        written: writtenLines(written, view.width),
      });
  return `${lines.join("\n")}\n`;
}

interface Frame {
  readonly head: readonly string[];
  readonly opening: readonly string[];
  readonly closing: readonly string[];
  readonly written: readonly string[];
}

function screen(
  findings: Findings,
  paints: Paints,
  told: ReadonlySet<string>,
  { head, opening, closing, written }: Frame,
): string[] {
  const { width = terminalWidth } = paints;
  const conditions = conditionLines(findings, width).map(paints.dim);
  const { unknown: doubtful, missed: bad } = paints.verdict;
  const cautions = [
    ...theoryWarnings(findings).flatMap((each) => indented(each, width).map(bad)),
    ...[
      steadyWords(findings).short,
      ...unknownWords(findings, inTable(findings)).filter((each) => !TOLD.test(each)),
    ].flatMap((each) => indented(each, width).map(doubtful)),
  ];
  const around = [cautions, head, opening, conditions, written, closing]
    .map(({ length }) => length)
    .reduce((a, b) => a + b, 0);
  const room = SCREEN - around - EMPTY - (cautions.length > 0 ? 1 : 0);
  const must = (name: string, lines: readonly string[]): Piece => ({ lines, rank: 0, name });
  const may = (name: string, rank: number, lines: readonly string[]): Piece => ({ name, rank, lines });
  const missed = [...(findings.variants.length > 1 ? objectiveWords(findings) : []), unfinishedWords(findings)].filter(
    (each) => !told.has(each),
  );
  const notes = noteWords(findings).map((note) => may("notes", 5, indented(`Note: ${note}`, width).map(paints.dim)));
  const { lines, leftOut } = oneScreen(
    [
      must("head", head),
      must("answer", opening),
      must("table", shortTableLines(findings, paints, Math.max(LEAST_TABLE, room))),
      must("cautions", cautions),
      ...missed.map((each) => may("which objectives", 3, indented(each, width))),
      may("what really happened", 1, effectLines(findings, paints)),
      may("every moment", 2, recoveryLines(findings, paints)),
      may("the queues", 3, queueLines(findings, paints)),
      may("p99 at each load", 2, loadLines(findings, paints)),
      may("the differences", 6, comparisonLines(findings, paints)),
      may("the endpoints", 4, endpointLines(findings, paints)),
      may("the claims", 4, claimLines(findings, width).map(paints.dim)),
      ...notes,
      must("end", conditions),
      must("end", written),
      must("end", closing),
    ],
    SCREEN - 1,
  );
  const at = lines.length - closing.length;
  const more = leftOut.length === 0 ? [] : [paints.dim(moreWords(leftOut, width))];
  return [...lines.slice(0, at), ...more, ...lines.slice(at)];
}

/** In one line. */
function moreWords(leftOut: readonly string[], width: number): string {
  const said = `With --verbose: ${list(leftOut)}.`;
  return columns(said) <= width ? said : "With --verbose: all that was found.";
}

/** The figures that the table shows. */
const inTable = ({ show = [] }: Findings): string[] | undefined =>
  show.length === 0 ? undefined : show.map(({ figure }) => figure);

const TOLD = / – (no steady state|requests wait for each other|it stands still)/; // In the answer, with how it grows or is stuck.
const EMPTY = 5; // Lines: between the pieces, and one that tells what was left out.
const LEAST_TABLE = 6; // Lines.

function indented(text: string, width: number): string[] {
  if (text === "") return [];
  return fold(text, width - 2).map((line, i) => (i === 0 ? line : `  ${line}`));
}

const writtenLines = (written: string | undefined, width: number): string[] =>
  written === undefined ? [] : fold(`Written: ${written} (open report.html)`, width);

/** What was counted and what was asked. */
function conditionLines({ window, confidence, objectives }: Findings, width: number): string[] {
  const span = `${tickTime(window.fromMs, window.clock)}–${tickTime(window.toMs, window.clock)}`;
  const runs = `${window.replications} replication${window.replications === 1 ? "" : "s"}`;
  const asked = objectives.map((each) => each.replaceAll(" ", "\u00a0")).join(" · ");
  return [
    ...fold(`${span}, ${runs}, ${Math.round(confidence * 100)}% intervals`, width),
    ...(asked === "" ? [] : fold(`Asked: ${asked}`, width)),
  ];
}
