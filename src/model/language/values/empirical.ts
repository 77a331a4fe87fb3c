/** `empirical(…)`: draws from measured values, listed or in a file that `source/measurements.ts` reads later. */
import type { DistributionSpec } from "../../../engine/distribution-spec.js";
import { Arguments } from "./distribution-arguments.js";
import type { Call, Word } from "./distribution-grammar.js";
import { Misread, type Quantity } from "./units.js";

/**
 * Measured values still in their file. It stands in for a `DistributionSpec` between parsing a model and
 * `resolveMeasurements`, which replaces every one; no other code sees it.
 */
export interface EmpiricalFile {
  readonly kind: "empirical-file";
  readonly path: string; // As written, relative to the model file.
  readonly column: string | null; // null: the only one.
  readonly unit: string | null; // Of numbers without one; null: given in the column's name.
  readonly quantity: Quantity;
  readonly times: number; // Factor on each value.
}

/** @throws Misread */
export function readEmpirical(call: Call, quantity: Quantity): DistributionSpec {
  const first = call.words[0];
  if (first === undefined) {
    const hint = "write empirical(1ms, 2ms, 9ms) or empirical(measured.csv, column duration)";
    throw new Misread("empirical needs measured values", 0, 0, hint);
  }
  if (/^["']?([^\d\s"'.]|\.{0,2}\/)|\.[A-Za-z]+["']?$/.test(first.text)) {
    const file = inFile(first, call.words.slice(1), quantity);
    return file as unknown as DistributionSpec; // Until resolveMeasurements; see above.
  }
  const given = new Arguments(call, quantity, []);
  return { kind: "empirical", values: given.bare.map((word) => given.read(word)) };
}

function inFile(file: Word, options: readonly Word[], quantity: Quantity): EmpiricalFile {
  const given = new Map<string, Word>();
  for (let i = 0; i < options.length; i += 2) {
    const [key, value] = [options[i]!, options[i + 1]];
    if (key.text !== "column" && key.text !== "unit") {
      throw new Misread(`unexpected "${key.text}"`, key.offset, key.text.length, "after the file come column and unit");
    }
    if (value === undefined) throw new Misread(`"${key.text}" needs a value after it`, key.offset, key.text.length);
    given.set(key.text, value);
  }
  const unit = given.get("unit");
  if (unit !== undefined && !quantity.units.has(unit.text)) {
    const hint = quantity.usual.length > 0 ? `${quantity.name} is in ${quantity.usual.join(", ")}` : null;
    throw new Misread(`unknown unit "${unit.text}"`, unit.offset, unit.text.length, hint);
  }
  const column = given.get("column");
  return {
    kind: "empirical-file",
    path: unquoted(file.text),
    column: column === undefined ? null : unquoted(column.text),
    unit: unit?.text ?? null,
    quantity,
    times: 1,
  };
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");
