/** The rows of a large CSV file, one after the other, with only the columns that are wanted; the dialect is csv.ts's. */
import { findColumn, parseCsv, separatorOf } from "../csv.js";
import type { Cell, Rows } from "./rows.js";

const HEAD_LINES = 3; // Tell whether there are names, and what they are.

/** @throws Misread if a quote is never closed */
export function csvRows(whole: string, path: string): Rows {
  const text = (whole.charCodeAt(0) === 0xfeff ? whole.slice(1) : whole)
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n");
  const start = headOf(text);
  const head = parseCsv(start, path);
  const separator = separatorOf(start.replace(/^[^\S\n]*#.*$/gm, ""));
  return {
    isEmpty: head.rows.length === 0,
    find: (name) => findColumn(name, head, path),
    each: (columns, visit) => {
      const scan = new Scan(text, separator, columns, path);
      let isHeader = head.header !== null;
      while (scan.next()) {
        if (!isHeader) visit(scan.line, scan.cells);
        isHeader = false;
      }
    },
  };
}

/** Its first lines that are neither empty nor remarks, to the end of a text in quotes. */
function headOf(text: string): string {
  let end = 0;
  for (let found = 0; end < text.length; ) {
    const next = lineEnd(text, end);
    if (!isSkipped(text.slice(end, next))) found++;
    end = next + 1;
    if (found >= HEAD_LINES && text.slice(0, end).split('"').length % 2 === 1) break;
  }
  return text.slice(0, end);
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
};

const isSkipped = (line: string): boolean => /^\s*(#|$)/.test(line);

class Scan {
  line = 0; // Where the row begins, from 1.
  readonly cells: Cell[];
  private readonly text: string;
  private readonly separator: string;
  private readonly path: string;
  private readonly wanted: readonly number[]; // By column: its place in `cells`, or −1.
  private at = 0;
  private nextLine = 1;

  constructor(text: string, separator: string, columns: readonly number[], path: string) {
    this.text = text;
    this.separator = separator;
    this.path = path;
    this.cells = columns.map(() => "");
    this.wanted = Array.from({ length: Math.max(...columns) + 1 }, (_, column) => columns.indexOf(column));
  }

  /** Whether there is another row. */
  next(): boolean {
    while (this.at < this.text.length) {
      const end = lineEnd(this.text, this.at);
      const row = this.text.slice(this.at, end);
      this.line = this.nextLine++;
      this.at = end + 1;
      const first = row.charCodeAt(0);
      if ((first <= 35 || row === "") && isSkipped(row)) continue;
      this.cells.fill("");
      if (row.includes('"')) this.quoted(row);
      else this.plain(row);
      return true;
    }
    return false;
  }

  private plain(row: string): void {
    let from = 0;
    for (let column = 0; column < this.wanted.length && from <= row.length; column++) {
      const found = row.indexOf(this.separator, from);
      const to = found < 0 ? row.length : found;
      this.put(column, row.slice(from, to).trim());
      from = to + 1;
    }
  }

  /** A text in quotes may go on over lines. */
  private quoted(first: string): void {
    let row = first;
    let from = 0;
    for (let column = 0; from <= row.length; column++) {
      while (row[from] === " ") from++;
      if (row[from] !== '"') {
        const found = row.indexOf(this.separator, from);
        const to = found < 0 ? row.length : found;
        this.put(column, row.slice(from, to).trim());
        from = to + 1;
        continue;
      }
      let cell = "";
      for (from++; ; ) {
        const to = row.indexOf('"', from);
        if (to < 0) {
          if (this.at >= this.text.length) this.complain();
          const end = lineEnd(this.text, this.at);
          row += `\n${this.text.slice(this.at, end)}`;
          this.at = end + 1;
          this.nextLine++;
          continue;
        }
        cell += row.slice(from, to);
        from = to + 1;
        if (row[from] !== '"') break;
        cell += '"';
        from++;
      }
      while (row[from] === " ") from++;
      if (from < row.length && row[from] !== this.separator) this.complain();
      this.put(column, cell.trim());
      from++;
    }
  }

  private put(column: number, cell: string): void {
    const place = this.wanted[column] ?? -1;
    if (place >= 0) this.cells[place] = cell;
  }

  /** Reads it all to say what is wrong and where. @throws Misread */
  private complain(): never {
    parseCsv(this.text, this.path);
    throw new Error(`${this.path}:${this.line}: read in two ways`);
  }
}
