import { type Cell, cellsOf } from "../../text/safe-text.js";
import type { Location } from "./diagnostics.js";

export interface CodeFrame {
  readonly number: string; // The line number, padded.
  readonly source: string; // The line, or the part of it around the location.
  readonly underline: string; // Carets below it.
}

/** The line of `text` that `location` is on, with carets below the place; null when there is no such line. */
export function codeFrame(text: string, location: Location, width: number): CodeFrame | null {
  const line = lineOf(text, location.line);
  if (line === null) return null;
  const number = String(location.line).padStart(4);
  const cells = cellsOf(line);
  const [from, to] = [location.column - 1, location.column - 1 + location.length];
  const first = cells.findIndex((cell) => cell.index + cell.text.length > from);
  const [start, end] = windowAround(
    cells,
    first === -1 ? cells.length : first,
    width - number.length - " | ".length - 1,
  );
  const shown = cells.slice(start, end);
  const before = start > 0 ? "…" : "";
  const source = before + shown.map((cell) => cell.text).join("") + (end < cells.length ? "…" : "");
  const blank = shown.filter((cell) => cell.index < from).reduce(addWidth, before.length);
  const marked = shown.filter((cell) => cell.index >= from && cell.index < to).reduce(addWidth, 0);
  return { number, source: source.trimEnd(), underline: " ".repeat(blank) + "^".repeat(Math.max(1, marked)) };
}

/** As many cells as fit, from a third of the width before `focus` when the line is too long. */
function windowAround(cells: readonly Cell[], focus: number, width: number): readonly [number, number] {
  if (cells.reduce(addWidth, 0) <= width) return [0, cells.length];
  const room = width - 2; // An ellipsis on either side.
  let start = focus;
  let used = 0;
  while (start > 0 && used + cells[start - 1]!.width <= room / 3) used += cells[--start]!.width;
  let end = start;
  used = 0;
  while (end < cells.length && used + cells[end]!.width <= room) used += cells[end++]!.width;
  return [start, end];
}

/** Without splitting all of a large file. */
function lineOf(text: string, line: number): string | null {
  let start = 0;
  for (let i = 1; i < line; i++) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return null;
  }
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, "");
}

const addWidth = (sum: number, cell: Cell): number => sum + cell.width;
