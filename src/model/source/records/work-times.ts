/** Reads the times of work in a record. */
import { readQuantity } from "../../language/values/read-quantity.js";
import { DURATION, Misread } from "../../language/values/units.js";
import { unitIn } from "../measurements.js";
import { plainNumber } from "./arrival-times.js";
import type { Cell } from "./rows.js";

/** @returns reads a time [ms]: NaN of an empty cell, and of a wrong one why */
export function workReader({ column, unit }: { readonly column: string; readonly unit?: string | undefined }) {
  const known = DURATION.units.get(unit ?? unitIn(column, { quantity: DURATION }));
  return (cell: Cell): number | string => {
    if (cell === "") return Number.NaN;
    const number = typeof cell === "number" ? cell : plainNumber(cell);
    if (number < 0) return `a time cannot be negative, found ${cell}`;
    if (known !== undefined && number < Number.POSITIVE_INFINITY) return (number * known.times) / known.per;
    try {
      return readQuantity(DURATION, String(cell));
    } catch (problem) {
      if (!(problem instanceof Misread)) throw problem;
      return problem.message;
    }
  };
}
