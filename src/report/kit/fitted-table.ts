/**
 * A table for the terminal that never cuts a number or a word. Columns have a preferred width and shrink for others
 * that need more; if that is not enough, each row becomes a list.
 */

import { fold } from "../../text/fold.js";
import { clean, plain } from "../../text/safe-text.js";
import { columns, terminalWidth } from "../../text/width.js";

export type Paint = (text: string) => string;

export interface Column {
  readonly head: string;
  readonly width: number; // Preferred width, including the gap before it.
  readonly gap?: number; // Before it; two unless given.
  readonly isRight?: boolean;
}

export interface Cell {
  readonly lines: (room: number) => readonly string[];
  readonly likes: number; // Width at which no word is broken.
  readonly least: number; // Least width at which nothing is cut.
  readonly paint?: (text: string, line: number) => string;
  /** A value and its interval in two columns side by side, where there is room for that in the whole table. */
  readonly beside?: readonly [value: Cell, interval: Cell];
}

const MOST_LINES = 5; // For a name that is a sentence.
const WORD = 12; // A longer word may be broken.

/** Words, in as many lines as needed. @param whole words are never broken, for verdicts */
export function words(text: string, paint?: Paint, whole = false): Cell {
  const longest = Math.max(0, ...clean(text).split(/ +/).map(columns)); // As folded: a hard space does not break.
  return {
    lines: (room) => shortened(fold(text, Math.max(1, room))),
    likes: longest,
    least: whole ? longest : Math.min(longest, WORD),
    ...(paint === undefined ? {} : { paint }),
  };
}

const INDENT = 4;

/** Words indented by two columns under a heading; continuation lines by four. */
export function indented(text: string): Cell {
  const { lines, likes, least } = words(text);
  return {
    lines: (room) => lines(room - INDENT).map((line, i) => " ".repeat(i === 0 ? INDENT / 2 : INDENT) + line),
    likes: likes + INDENT,
    least: least + INDENT,
  };
}

const NUMBER = 3; // Room for the number of a variant before its name.

/** A variant's name after its number; 0: without a number. */
export function numbered(number: number, name: string, paint: Paint): Cell {
  const { lines, likes, least } = words(name);
  const before = (line: number): string => (line === 0 && number > 0 ? String(number) : "").padStart(NUMBER - 1);
  return {
    lines: (room) => lines(room - NUMBER).map((text, line) => `${before(line)} ${text}`),
    likes: likes + NUMBER,
    least: least + NUMBER,
    paint: (text) => text.slice(0, NUMBER) + paint(text.slice(NUMBER)),
  };
}

function shortened(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), "…"];
}

/** A value with its interval beside it where there is room, else below it, on two lines if needed. */
export function figure({ value, interval }: { value: string; interval: string }, dim: Paint, paint?: Paint): Cell {
  const below = (room: number) => (interval === "" ? [] : intervalLines(plain(interval), room));
  const least = Math.max(...[plain(value), ...below(0)].map(columns));
  return {
    lines: (room) => [plain(value), ...below(room)],
    likes: least,
    least,
    paint: (text, line) => (line > 0 ? dim(text) : (paint?.(text) ?? text)),
    beside: [unbroken(value, paint), unbroken(interval, dim)],
  };
}

function unbroken(text: string, paint?: Paint): Cell {
  const width = columns(plain(text));
  return { lines: () => [plain(text)], likes: width, least: width, ...(paint === undefined ? {} : { paint }) };
}

export type Row = readonly Cell[] | string;

/** @param rows one cell per column, or fewer; a text is a heading above those that follow */
export function fittedTable(
  table: readonly Column[],
  rows: readonly Row[],
  dim: Paint,
  width = terminalWidth,
): string[] {
  const below = columnsIn(table, rows, dim, width);
  const beside = columnsIn(...sideBySide(table, rows), dim, width);
  if (beside !== null && (below === null || beside.length < below.length)) return beside;
  return (
    below ?? rows.flatMap((row) => (typeof row === "string" ? fold(row, width).map(dim) : listed(table, row, width)))
  );
}

/** Whether it need not become a list. */
export const fitsInColumns = (table: readonly Column[], rows: readonly Row[], width: number): boolean =>
  columnsIn(table, rows, (same) => same, width) !== null;

/** Null if there is not enough room. */
function columnsIn(table: readonly Column[], rows: readonly Row[], dim: Paint, width: number): string[] | null {
  const heads = table.map(({ head }) => words(head, dim, true));
  const widths = widthsOf(table, [heads, ...rows.filter((row) => typeof row !== "string")], width);
  if (widths === null) return null;
  return [
    ...rowLines(table, heads, widths),
    ...rows.flatMap((row) => (typeof row === "string" ? fold(row, width).map(dim) : rowLines(table, row, widths))),
  ];
}

const NEAR = 1; // Between a value and its interval.

/** Every column of figures in two. */
function sideBySide(table: readonly Column[], rows: readonly Row[]): [Column[], Row[]] {
  const isPair = table.map((_, i) => rows.some((row) => typeof row !== "string" && row[i]?.beside !== undefined));
  return [
    table.flatMap((column, i) =>
      isPair[i]!
        ? [
            { ...column, width: 0, isRight: true },
            { head: "", width: 0, gap: NEAR },
          ]
        : [column],
    ),
    rows.map((row) =>
      typeof row === "string"
        ? row
        : row.flatMap((cell, i) => (isPair[i]! ? (cell.beside ?? [cell, words("")]) : [cell])),
    ),
  ];
}

const GAP = 2;
const gapOf = ({ gap = GAP }: Column, i: number): number => (i === 0 ? 0 : gap);

/** Null if there is not enough room. */
function widthsOf(table: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] | null {
  const most = (of: (cell: Cell) => number): number[] =>
    table.map(
      (column, i) => gapOf(column, i) + Math.max(0, ...rows.map((row) => (row[i] === undefined ? 0 : of(row[i])))),
    );
  const [likes, least] = [most((cell) => cell.likes), most((cell) => cell.least)];
  let widths = table.map((column, i) => Math.max(column.width, likes[i]!));
  for (const floor of [likes, least]) widths = narrowed(widths, floor, width);
  return sum(widths) > width ? null : widths;
}

/** Takes one column at a time from the cell with most to spare, until the table fits or none has any. */
function narrowed(widths: readonly number[], floor: readonly number[], width: number): number[] {
  const result = [...widths];
  while (sum(result) > width) {
    const spare = result.map((each, i) => each - floor[i]!);
    const most = Math.max(...spare);
    if (most <= 0) break;
    result[spare.indexOf(most)]! -= 1;
  }
  return result;
}

function rowLines(table: readonly Column[], row: readonly Cell[], widths: readonly number[]): string[] {
  const cells = row.map((cell, i) => cell.lines(widths[i]! - gapOf(table[i]!, i)));
  return Array.from({ length: Math.max(1, ...cells.map((lines) => lines.length)) }, (_, line) =>
    row
      .map((cell, i) => {
        const text = cells[i]![line] ?? "";
        const room = " ".repeat(Math.max(0, widths[i]! - gapOf(table[i]!, i) - columns(text)));
        const painted = text === "" ? "" : (cell.paint?.(text, line) ?? text);
        return " ".repeat(gapOf(table[i]!, i)) + (table[i]!.isRight === true ? room + painted : painted + room);
      })
      .join("")
      .trimEnd(),
  );
}

/** The first cell, and below it the others with their headings. */
function listed(table: readonly Column[], row: readonly Cell[], width: number): string[] {
  return row.flatMap((cell, i) => {
    const lines = cell.lines(width).map((line) => (table[i]!.isRight === true ? line.replaceAll(" ", "\u00a0") : line));
    const text = lines.join(" ").trim();
    if (text === "") return [];
    if (i === 0) return fold(text, width);
    const { head } = table[i]!;
    return fold(head === "" ? text : `${head}: ${text}`, width - 2).map((line) => `  ${line}`);
  });
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/**
 * An interval in a column: on two lines if it does not fit on one, since a cut number is a wrong one.
 *
 * @param width of the column, without the gap before it
 */
function intervalLines(interval: string, width: number): string[] {
  if (columns(interval) <= width) return [interval];
  const [, low, high] = /^(.+?(?:–| to))\s?(.+)$/.exec(interval) ?? [];
  return low === undefined || high === undefined ? [interval] : [low, high];
}
