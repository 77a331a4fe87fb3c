/** Reads a file of counts into equally spaced rows, with the length of a row. */

import { writeDuration } from "../../language/values/index.js";
import { Misread } from "../../language/values/units.js";
import { type TraceRate, USUAL_ROW_MS } from "../../traffic/rate.js";
import { findColumn, type Row, readTable, type Table } from "../csv.js";
import type { Files } from "../index.js";
import { rowsBetween } from "./bounds.js";
import { stepOf, withGaps } from "./grid.js";
import { clockOf, readMoment, writtenClock } from "./moment.js";
import type { Key, RowProblem, Teller } from "./teller.js";
import { timedRows } from "./timed-rows.js";

export interface Recording {
  readonly every: number;
  readonly counts: number[];
  readonly clock?: string;
}

/** Null, with a diagnostic, if it cannot be read. */
export function readRecording(rate: TraceRate, files: Files, teller: Teller): Recording | null {
  const table = orRefuse(() => readTable(files, teller.path), "trace", teller);
  if (table === null) return null;
  if (table.rows.length === 0) return teller.refuse(`"${teller.path}" has no rows`);
  const named = rate.column;
  const given = named === undefined ? -1 : orRefuse(() => findColumn(named, table, teller.path), "column", teller);
  if (given === null) return null;
  const time = timeColumn(table, given);
  const count = given >= 0 ? given : time === null ? 0 : besides(time, table);
  return time === null ? untimed(table.rows, count, rate, teller) : timed(table.rows, time, count, rate, teller);
}

function orRefuse<Found>(find: () => Found, key: Key, teller: Teller): Found | null {
  try {
    return find();
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    return teller.refuse(problem.message, key, problem.hint);
  }
}

/** The first column that is surely a time; else the first column, unless it holds the counts. */
function timeColumn({ rows: [{ cells }] }: Table, count: number): number | null {
  const isTime = (cell: string, i: number): boolean =>
    i !== count && ["clock", "date"].includes(readMoment(cell)?.form ?? "");
  const found = cells.findIndex(isTime);
  if (found >= 0) return found;
  return cells.length > 1 && count !== 0 ? 0 : null;
}

const besides = (time: number, { rows: [{ cells }] }: Table): number => (time + 1 < cells.length ? time + 1 : 0);

function untimed(rows: readonly Row[], count: number, rate: TraceRate, teller: Teller): Recording | null {
  for (const key of ["from", "to"] as const)
    if (rate[key] !== undefined) teller.refuse(`"${teller.path}" tells no times, so no row is at "${rate[key]}"`, key);
  const counts = countsOf(rows, count, teller);
  const clock = writtenClock(rate, null, teller);
  const every = rate.every ?? usual(`"${teller.path}" tells no times`, teller);
  return teller.hasRefused ? null : { every, counts, ...clock };
}

function timed(all: readonly Row[], time: number, count: number, rate: TraceRate, teller: Teller): Recording | null {
  const rows = timedRows(all, time, teller);
  if (rows === null) return null;
  const step = stepOf(rows, teller);
  const isNumber = rows[0].moment.form === "number";
  const every = isNumber ? null : step;
  if (every !== null) agree(rate, every, teller);
  const taken = rowsBetween(rows, step, rate, teller) ?? rows;
  const counts = countsOf(teller.hasRefused ? taken : withGaps(taken, step, teller), count, teller);
  const clock = writtenClock(rate, clockOf(taken[0].moment), teller);
  if (teller.hasRefused) return null;
  const why = isNumber ? `the times of "${teller.path}" are numbers without a unit` : `"${teller.path}" has one row`;
  return { every: rate.every ?? every ?? usual(why, teller), counts, ...clock };
}

/** Checks that `every` agrees with the times in the file. */
function agree({ every }: TraceRate, told: number, teller: Teller): void {
  if (every === undefined || Math.abs(every - told) <= 1e-6 * told) return;
  const [written, right] = [every, told].map(writeDuration);
  const hint = `write every: ${right}, or leave it out`;
  teller.refuse(`"${teller.path}" has a row every ${right}, so it cannot be every: ${written}`, "every", hint);
}

function usual(why: string, teller: Teller): number {
  const hint = "say it, as in every: 1h";
  teller.warn(`${why}, so a row is taken to cover ${writeDuration(USUAL_ROW_MS)}`, "trace", hint);
  return USUAL_ROW_MS;
}

/** 0 for missing rows. The last row may be incomplete. */
function countsOf(rows: readonly (Row | null)[], column: number, teller: Teller): number[] {
  const last = rows[rows.length - 1] as Row;
  const isUnfinished = rows.length > 1 && !isCount(last.cells[column]);
  if (isUnfinished) teller.warnRows([{ line: last.line, message: "the last row has no count; it is left out" }]);
  const kept = isUnfinished ? rows.slice(0, rows.findLastIndex((row) => row !== null && row !== last) + 1) : rows;
  const wrong = kept.flatMap((row): RowProblem[] => {
    if (row === null || isCount(row.cells[column])) return [];
    return [{ line: row.line, message: `expected a count, found "${row.cells[column] ?? ""}"` }];
  });
  teller.refuseRows(wrong);
  return kept.map((row) => Number(row?.cells[column] ?? 0));
}

const isCount = (cell = ""): boolean =>
  /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) && Number.isFinite(Number(cell));
