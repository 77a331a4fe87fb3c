/** Rows as a table of at most 80 columns. */
import type { Row } from "./judge.js";

const WIDTHS = [3, 33, 9, 9, 6, 6, 4] as const; // And a space between.

export const HEADER = [
  columns(["id", "quantity", "expected", "simulated", "z", "±%", ""]),
  columns(WIDTHS.map((width) => "-".repeat(width))),
].join("\n");

export function line({ id, quantity, expected, simulated, z, halfWidth, verdict }: Row): string {
  return columns([
    id.slice(0, 3),
    quantity.length > WIDTHS[1] ? `${quantity.slice(0, WIDTHS[1] - 1)}…` : quantity,
    short(expected),
    short(simulated),
    z === null ? "" : z.toFixed(2),
    halfWidth === null ? "" : (100 * halfWidth).toFixed(2),
    verdict,
  ]);
}

/** What failed, in full. */
export const complaint = ({ id, quantity, why, expected, simulated }: Row): string =>
  `${id}, ${quantity}: ${why}; expected ${expected}, simulated ${simulated}`;

const short = (x: number): string => (Number.isNaN(x) ? "" : String(Number(x.toPrecision(5)))).slice(0, 9);

function columns(cells: readonly string[]): string {
  return cells
    .map((cell, i) => (i < 2 || i === 6 ? cell.padEnd(WIDTHS[i]) : cell.padStart(WIDTHS[i])))
    .join(" ")
    .trimEnd();
}
