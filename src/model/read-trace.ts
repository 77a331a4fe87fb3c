/** Reads the recorded counts that a model's traffic names, as `source/measurements.ts` reads durations. */
import type { Model, Traffic } from "./model.js";
import { isTrace, type TraceRate } from "./rate.js";
import { parseCsv, type Table } from "./source/csv.js";
import {
  type Diagnostic,
  didYouMean,
  error,
  type Files,
  type Location,
  listed,
  nearest,
  problemReading,
  type Source,
} from "./source/index.js";
import { resolveFrom } from "./source/paths.js";

export interface ReadTraces {
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
}

export function readTraces(model: Model, locate: Source["locate"], files: Files): ReadTraces {
  const diagnostics: Diagnostic[] = [];
  const traffic = Object.entries(model.traffic).map(([name, source]): [string, Traffic] => {
    const { rate } = source;
    if (!isTrace(rate) || rate.counts !== undefined) return [name, source];
    const at = (key: string) => locate(["traffic", name, "rate", key]);
    const counts = readCounts(rate, at, files, diagnostics);
    return [name, counts === null ? source : { ...source, rate: { ...rate, ...counts } }];
  });
  return { model: { ...model, traffic: Object.fromEntries(traffic) }, diagnostics };
}

function readCounts(
  rate: TraceRate,
  at: (key: string) => Location | null,
  files: Files,
  diagnostics: Diagnostic[],
): { counts: number[]; clock: string } | null {
  const refuse = (message: string, key: string, hint?: string | null): null => {
    diagnostics.push(error(message, at(key), hint ?? null));
    return null;
  };
  const path = resolveFrom(at("trace")?.file ?? "", rate.trace);
  const problem = problemReading(files, path);
  if (problem !== null) return refuse(problem, "trace");
  const text = files.read(path) ?? "";
  const table = parseCsv(text);
  const column = columnOf(rate, table);
  if (column < 0) return refuse(`"${path}" has no column "${rate.column}"`, "column", meantColumn(rate, table));
  const rows = between(table.rows, rate);
  if (rows.length === 0)
    return refuse(`"${path}" has no rows from ${rate.from ?? "its start"} to ${rate.to ?? "its end"}`, "trace");
  const counts: number[] = [];
  for (const { line, cells } of rows) {
    const cell = cells[column] ?? "";
    const value = cell === "" ? Number.NaN : Number(cell);
    if (value >= 0 && Number.isFinite(value)) counts.push(value);
    else if (line === rows.at(-1)?.line) {
      const location = at("trace");
      diagnostics.push({
        severity: "warning",
        message: `${path}:${line}: the last row has no count; it is left out`,
        location,
      });
    } else return refuse(`${path}:${line}: expected a count, found "${cell}"`, "trace");
  }
  return { counts, clock: rows[0].cells[0] };
}

/** Rows by their time as text: times written alike sort as they pass. */
function between(rows: Table["rows"], { from = "", to }: TraceRate): Table["rows"] {
  return rows.filter(({ cells }) => cells[0] >= from && (to === undefined || cells[0] < to));
}

function columnOf({ column }: TraceRate, { header, rows }: Table): number {
  if (column !== undefined) return header?.indexOf(column) ?? -1;
  return (rows[0]?.cells.length ?? 0) > 1 ? 1 : 0;
}

function meantColumn({ column = "" }: TraceRate, { header }: Table): string | null {
  const near = nearest(column, header ?? []);
  if (near !== null) return didYouMean(near);
  return header === null ? null : `it has ${listed(header)}`;
}
