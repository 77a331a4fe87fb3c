/** The rows of a file with a JSON object on every line. */
import { nearest } from "../../../text/nearest.js";
import { Misread } from "../../language/values/units.js";
import { didYouMean, listed } from "../diagnostics.js";
import type { Cell, Rows } from "./rows.js";

const HEAD_LINES = 100; // Whose keys tell what columns there are.

/** `user.id` is the key `id` of the object under `user`, unless there is a key of that name. */
export function jsonRows(text: string, path: string): Rows {
  const head: Record<string, unknown>[] = [];
  eachLine(text, path, (_, row) => head.push(row) < HEAD_LINES);
  const columns: string[] = [];
  return {
    isEmpty: head.length === 0,
    find: (column) => {
      if (!head.some((row) => cellOf(row, column) !== "")) throw noColumn(column, head, path);
      return columns.push(column) - 1;
    },
    each: (wanted, visit) => {
      const cells: Cell[] = wanted.map(() => "");
      eachLine(text, path, (line, row) => {
        for (let i = 0; i < cells.length; i++) cells[i] = cellOf(row, columns[wanted[i]!]!);
        visit(line, cells);
        return true;
      });
    },
  };
}

/** @param visit whether to go on @throws Misread */
function eachLine(text: string, path: string, visit: (line: number, row: Record<string, unknown>) => boolean): void {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
    const written = text.slice(at, end).trim();
    at = end + 1;
    line++;
    if (written === "") continue;
    if (!visit(line, objectIn(written, `${path}:${line}`))) return;
  }
}

function objectIn(written: string, where: string): Record<string, unknown> {
  try {
    const row: unknown = JSON.parse(written);
    if (typeof row === "object" && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
  } catch {}
  throw new Misread(`${where}: expected a JSON object, found ${written.slice(0, 40)}`, 0, 0, "one object on each line");
}

function cellOf(row: Record<string, unknown>, column: string): Cell {
  let found: unknown = row[column];
  if (found === undefined && column.includes("."))
    found = column.split(".").reduce<unknown>((inside, key) => (inside as Record<string, unknown> | null)?.[key], row);
  if (found === undefined || found === null) return "";
  return typeof found === "number" ? found : typeof found === "string" ? found.trim() : JSON.stringify(found);
}

function noColumn(column: string, head: readonly Record<string, unknown>[], path: string): Misread {
  const known = [...new Set(head.flatMap((row) => Object.keys(row)))];
  const near = nearest(column, known);
  const hint = near === null ? `they have ${listed(known)}` : didYouMean(near);
  return new Misread(`the first rows of "${path}" have no "${column}"`, 0, 0, hint);
}
