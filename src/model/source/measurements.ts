/** Replaces every `empirical(file.csv)` of a parsed model by the values in the file. */
import type { EmpiricalFile } from "../language/values/empirical.js";
import { readQuantity } from "../language/values/read-quantity.js";
import { Misread } from "../language/values/units.js";
import { findColumn, readTable, type Table } from "./csv.js";
import { type Diagnostic, error, type Location, type Path } from "./diagnostics.js";
import type { Files } from "./files.js";
import type { Source } from "./load.js";
import { resolveFrom } from "./paths.js";

export interface Resolved<Model> {
  readonly model: Model; // Unchanged where a file could not be read.
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the measured values that a model names, relative to the file that names them. A number without a unit
 * has the one after `unit`, or the one in its column's name: `duration_ms`, `duration (ms)`.
 */
export function resolveMeasurements<Model>(model: Model, locate: Source["locate"], files: Files): Resolved<Model> {
  const diagnostics: Diagnostic[] = [];
  const resolve = (value: unknown, path: Path): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item, i) => resolve(item, [...path, i]));
    if (isEmpiricalFile(value)) return valuesOf(value, locate(path)) ?? value;
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, [...path, key])]));
  };
  const valuesOf = (file: EmpiricalFile, at: Location | null): unknown => {
    try {
      return { kind: "empirical", values: readValues(file, resolveFrom(at?.file ?? "", file.path), files) };
    } catch (problem) {
      const hint = problem instanceof Misread ? problem.hint : null;
      diagnostics.push(error(problem instanceof Error ? problem.message : String(problem), at, hint));
      return null;
    }
  };
  return { model: resolve(model, []) as Model, diagnostics };
}

/** @throws Misread */
function readValues(file: EmpiricalFile, path: string, files: Files): readonly number[] {
  const table = readTable(files, path);
  if (table.rows.length === 0) throw new Misread(`"${path}" has no values`);
  const column = columnOf(file, table, path);
  const unit = file.unit ?? unitIn(table.header?.[column] ?? "", file);
  return table.rows.map(({ line, cells }) => {
    const cell = cells[column] ?? "";
    try {
      return file.times * readQuantity(file.quantity, /^[\d_.]+(e[+-]?\d+)?$/i.test(cell) ? cell + unit : cell);
    } catch (mistake) {
      if (!(mistake instanceof Misread)) throw mistake;
      const lacksUnit = unit === "" && /^[\d.]/.test(cell);
      const example = file.quantity.guess;
      throw new Misread(
        `${path}:${line}: ${mistake.message}`,
        0,
        0,
        lacksUnit ? `say it after the file: unit ${example}` : null,
      );
    }
  });
}

function columnOf({ column }: EmpiricalFile, table: Table, path: string): number {
  if (column !== null) return findColumn(column, table, path);
  const [{ cells }] = table.rows;
  if (cells.length === 1) return 0;
  const hint = `say which, as in column ${table.header?.[0] ?? "1"}`;
  throw new Misread(`"${path}" has ${cells.length} columns`, 0, 0, hint);
}

/** `ms` of `duration_ms`, `duration (ms)` and `duration[ms]`; empty if it tells none. */
export function unitIn(header: string, { quantity }: Pick<EmpiricalFile, "quantity">): string {
  const last = /[_ ([]([^_ ()[\]]+)[)\]]?$/.exec(header)?.[1] ?? "";
  return quantity.units.has(last) ? last : "";
}

const isEmpiricalFile = (value: object): value is EmpiricalFile => "kind" in value && value.kind === "empirical-file";
