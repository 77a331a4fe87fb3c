/**
 * A table of measurements as text (RFC 4180): the separator is whichever of tab, semicolon, comma and bar the first
 * line has most of. Lines may end in any of the three ways; quotes protect separators, line ends and, doubled, quotes.
 */

import { CsvError, type CsvErrorCode, parse } from "csv-parse/sync";
import { nearest } from "../../text/nearest.js";
import { Misread } from "../language/values/units.js";
import { didYouMean, listed } from "./diagnostics.js";
import { type Files, problemReading } from "./files.js";

export interface Row {
  readonly line: number; // On which it begins, from 1.
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: readonly string[] | null; // Null when the first line already is data.
  readonly rows: readonly Row[];
}

/** @throws Misread if there is no such file, or it is no text */
export function readTable(files: Files, path: string): Table {
  const problem = problemReading(files, path);
  if (problem !== null) throw new Misread(problem);
  const text = files.read(path) ?? "";
  if (text.includes("\0")) throw new Misread(`"${path}" is no text`, 0, 0, "save the table as CSV, in UTF-8");
  return parseCsv(text, path);
}

/** Empty lines and lines that begin with `#` are left out. @throws Misread if a quote is never closed */
export function parseCsv(text: string, path: string): Table {
  const rows = rowsOf(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"), path);
  return isHeader(rows) ? { header: rows[0].cells, rows: rows.slice(1) } : { header: null, rows };
}

/** The place of a column by its name or, where there are no names, by its number from 1. @throws Misread */
export function findColumn(column: string, { header, rows }: Table, path: string): number {
  const known = header ?? rows[0].cells.map((_, i) => String(i + 1));
  const index = known.indexOf(column);
  if (index >= 0) return index;
  const near = nearest(column, known);
  throw new Misread(
    `"${path}" has no column "${column}"`,
    0,
    0,
    near === null ? `it has ${listed(known)}` : didYouMean(near),
  );
}

/** A comment becomes an empty line, so that line numbers stay. */
const REMARK = /^[^\S\n]*#.*$/gm;

function rowsOf(text: string, path: string): Row[] {
  const plain = text.replace(REMARK, "");
  const lines = plain.split("\n");
  const rows: Row[] = [];
  let line = 1;
  for (const record of recordsOf(plain, separatorOf(plain), path)) {
    if (lines[line - 1]?.trim() !== "") rows.push({ line, cells: record.map((cell) => cell.trim()) });
    line = lineAfter(line, record);
  }
  return rows;
}

const lineAfter = (line: number, record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + cell.split("\n").length - 1, line + 1);

/** One record a line or more, also of an empty line. */
function recordsOf(text: string, delimiter: string, path: string): string[][] {
  const options = { delimiter, trim: true, relax_quotes: true, relax_column_count: true };
  try {
    return parse(text, options);
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    const { records, column } = problem as CsvError & { records: number; column: number };
    const before = records === 0 ? [] : parse(text, { ...options, to: records });
    const said = MISTAKES[problem.code] ?? problem.message;
    throw new Misread(`${path}:${before.reduce(lineAfter, 1)}: ${said}, in column ${column + 1}`);
  }
}

const MISTAKES: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is never closed",
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE:
    "text stands behind a closing quote; double a quote that is part of a text",
};

/** Whichever of tab, semicolon, comma and bar the first line has most of. */
export function separatorOf(text: string): string {
  const [first] = /^.*\S.*$/m.exec(text) ?? [""];
  const bare = first.replace(/"[^"]*"/g, "");
  const count = (mark: string): number => bare.split(mark).length;
  return ["\t", ";", ",", "|"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Whether the first row is a header: no cell begins like a number; or a text such as 2xx is above a value, without a time. */
function isHeader([first, second]: readonly Row[]): boolean {
  if (first === undefined) return false;
  if (first.cells.every((cell) => !/^[-+.]?\d/.test(cell))) return true;
  if (first.cells.some((cell) => /^\d+[-:/]\d/.test(cell))) return false;
  return first.cells.some((cell, i) => isText(cell) && isValue(second?.cells[i] ?? ""));
}

const isText = (cell: string): boolean => !isValue(cell) && !/^(n\/?a|nan|null|none|total|sum|\W*)$/i.test(cell);

/** A number, perhaps with a unit, or a time. */
const isValue = (cell: string): boolean =>
  /^[-+.]?\d[\d.,_:/TZ+-]*(e[-+]?\d+)?\s*([unm]?s|min|h|d|%|[ap]m|[kmgt]?i?b|\/(s|min|h|d))?$/i.test(cell) ||
  /^\d{4}-\d\d-\d\d /.test(cell);
