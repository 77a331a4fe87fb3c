/** Collects the diagnostics of one recording, each at the key of the model file that it concerns. */
import { type Diagnostic, error, type Location } from "../index.js";

export type Key = "trace" | "column" | "every" | "from" | "to" | "clock" | "counts";

const ROWS_TOLD = 5; // Of one kind of mistake; the rest is counted.

export class Teller {
  readonly path: string; // Of the file of counts.
  hasRefused = false;
  private readonly at: (key: Key) => Location | null;
  private readonly diagnostics: Diagnostic[];

  constructor(path: string, at: (key: Key) => Location | null, diagnostics: Diagnostic[]) {
    this.path = path;
    this.at = at;
    this.diagnostics = diagnostics;
  }

  refuse(message: string, key: Key = "trace", hint: string | null = null): null {
    this.diagnostics.push(error(message, this.at(key), hint));
    this.hasRefused = true;
    return null;
  }

  warn(message: string, key: Key = "trace", hint?: string): void {
    const location = this.at(key);
    this.diagnostics.push({ severity: "warning", message, location, ...(hint === undefined ? {} : { hint }) });
  }

  /** One line a row, the first few. */
  refuseRows(rows: readonly RowProblem[]): void {
    for (const text of this.first(rows)) this.refuse(text);
  }

  warnRows(rows: readonly RowProblem[]): void {
    for (const text of this.first(rows)) this.warn(text);
  }

  private first(rows: readonly RowProblem[]): string[] {
    const told = rows.slice(0, ROWS_TOLD).map(({ line, message }) => `${this.path}:${line}: ${message}`);
    const left = rows.length - told.length;
    return left > 0 ? [...told, `${this.path}: ${left} more rows like these`] : told;
  }
}

export interface RowProblem {
  readonly line: number;
  readonly message: string;
}
